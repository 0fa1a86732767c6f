"""Rows of LLaMA-Factory and ms-swift (docs/formats.md §3), from a prepared dataset.

Image paths are absolute: the one joins them to its media folder, the other to ROOT_IMAGE_DIR, and both leave
absolute ones alone. A literal `<image>` in a text gets U+200B after its bracket, or the counts would differ.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from .dataset import Row, images_of, read_rows
from .durable import write_json

_MARK = re.compile(r"<(?=(?:image|video|audio)>)")
_HUMAN = {"user": "human", "assistant": "gpt"}


def write_rows(form: str, dataset: Path, folder: Path) -> int:
    """Writes `response.jsonl`, for LLaMA-Factory with its dataset_info.json; returns the number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    make = {"llamafactory": llamafactory_row, "swift": swift_row}[form]
    count, systems = 0, False
    with (folder / "response.jsonl").open("w", encoding="utf-8") as file:
        for row in read_rows(dataset):
            made = make(row, dataset / "images")
            systems = systems or "system" in made
            file.write(json.dumps(made, ensure_ascii=False) + "\n")
            count += 1
    if form == "llamafactory":
        write_json(folder / "dataset_info.json", _dataset_info(systems))
    return count


def llamafactory_row(row: Row, images: Path) -> dict[str, object]:
    """A first system message goes into its own column."""
    messages = list(row["messages"])
    system = {"system": _text(messages.pop(0)["parts"])} if messages[0]["role"] == "system" else {}
    return {
        "conversations": [{"from": _HUMAN[m["role"]], "value": _text(m["parts"])} for m in messages],
        "chosen": {"from": "gpt", "value": _escaped(row["chosen"])},
        "rejected": {"from": "gpt", "value": _escaped(row["rejected"])},
        "images": _paths(row, images),
        **system,
    }


def swift_row(row: Row, images: Path) -> dict[str, object]:
    """The chosen response is the last message."""
    messages = [{"role": message["role"], "content": _text(message["parts"])} for message in row["messages"]]
    return {
        "messages": [*messages, {"role": "assistant", "content": _escaped(row["chosen"])}],
        "rejected_response": _escaped(row["rejected"]),
        "images": _paths(row, images),
    }


def _dataset_info(systems: bool) -> dict[str, object]:
    columns = {"messages": "conversations", "chosen": "chosen", "rejected": "rejected", "images": "images"}
    return {
        "pairmill_response": {
            "file_name": "response.jsonl",
            "formatting": "sharegpt",
            "ranking": True,
            "columns": {**columns, "system": "system"} if systems else columns,
        }
    }


def _text(parts: list[dict[str, str]]) -> str:
    return "".join("<image>" if "image" in part else _escaped(part["text"]) for part in parts)


def _escaped(text: str) -> str:
    return _MARK.sub("<\u200b", text)


def _paths(row: Row, images: Path) -> list[str]:
    return [str(images / name) for name in images_of(row)]
