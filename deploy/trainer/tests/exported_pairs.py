"""Preference pairs of an export (docs/formats.md §2, format hf) as lines of a training file.

`python exported_pairs.py pairs.tar > pairs.jsonl`; `?prompt=sent` of the export gives the prompts as they were sent.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from drawn_pairs import data_url, ndjson

_SPLIT = "response/train/"
_KINDS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp"}


def exported_pairs(tar: Path) -> Iterator[dict[str, object]]:
    """In the export's order; KeyError when the archive lacks a file a row names."""
    with tarfile.open(tar) as archive:
        members = {member.name.partition("/")[2]: member for member in archive.getmembers()}
        for line in archive.extractfile(members[f"{_SPLIT}metadata.jsonl"]):
            row = json.loads(line)
            urls = [_url(archive, members, name) for name in row["file_names"]]
            yield {
                "input": {"messages": _prompt(row["prompt"], urls)},
                "preferred_output": row["chosen"],
                "non_preferred_output": row["rejected"],
                "pair_id": row["pair_id"],
            }


def _prompt(messages: list[dict[str, str]], urls: list[str]) -> list[dict[str, object]]:
    """Pictures stand before the text of the first message of the user's, as they are sent."""
    pictures = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
    prompt = []
    for message in messages:
        parts: list[dict[str, object]] = [{"type": "text", "text": message["content"]}]
        if message["role"] == "user":
            parts, pictures = [*pictures, *parts], []
        prompt.append({"role": message["role"], "content": parts})
    return prompt


def _url(archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo], name: str) -> str:
    data = archive.extractfile(members[_SPLIT + name]).read()
    return data_url(data, _KINDS[name.rpartition(".")[2]])


if __name__ == "__main__":
    sys.stdout.buffer.write(ndjson(list(exported_pairs(Path(sys.argv[1])))))
