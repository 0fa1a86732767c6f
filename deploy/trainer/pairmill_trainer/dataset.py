"""A training file made ready: rows without images in one file, each image once in a folder.

```
dataset/rows.ndjson     {"pair_id", "messages": […], "chosen", "rejected"}
                        a message: {"role", "parts": [{"image": "<sha256>.png"}, {"text": "…"}]}
dataset/images/<sha256>.png
```
So a training reads no URL and no base64, and an image that eight pairs share lies there once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from .durable import remove_tree
from .errors import JobFailure
from .images import ImageFolder
from .rows import ImagePart, LineProblem, Message, PairLine, TextPart, lines_of, parse_line

Row = dict[str, object]


def prepare_dataset(
    file: Path, folder: Path, images: Callable[[Path], ImageFolder], go_on: Callable[[], None] = lambda: None
) -> int:
    """Reads `file` in constant memory and writes `folder` anew; returns the number of rows.

    JobFailure invalid_training_file naming the line where one is bad, or there is none.
    `go_on` is called for each line, and raises to give up early.
    """
    remove_tree(folder)
    store = images(folder / "images")
    count = 0
    with file.open("rb") as source, (folder / "rows.ndjson").open("w", encoding="utf-8") as rows:
        try:
            for number, line in lines_of(source):
                go_on()
                rows.write(json.dumps(_numbered_row(number, line, store), ensure_ascii=False) + "\n")
                count += 1
        except LineProblem as problem:
            raise JobFailure("invalid_training_file", str(problem)) from None
    if count == 0:
        raise JobFailure("invalid_training_file", "the file holds no pair")
    os.sync()
    return count


def read_rows(folder: Path) -> Iterator[Row]:
    """The rows of a prepared dataset, in the file's order."""
    with (folder / "rows.ndjson").open(encoding="utf-8") as rows:
        for line in rows:
            yield json.loads(line)


def images_of(row: Row) -> list[str]:
    """File names of a row's images, in the order of its messages."""
    return [part["image"] for message in row["messages"] for part in message["parts"] if "image" in part]


def _numbered_row(number: int, line: bytes, store: ImageFolder) -> Row:
    try:
        return _row(parse_line(line), store)
    except LineProblem as problem:
        raise LineProblem(f"line {number}: {problem}") from None


def _row(pair: PairLine, store: ImageFolder) -> Row:
    try:
        messages = [_message(message, store) for message in pair.messages]
    except LineProblem as problem:
        raise LineProblem(f"pair {pair.pair_id[:64]}: {problem}") from None
    return {"pair_id": pair.pair_id, "messages": messages, "chosen": pair.chosen, "rejected": pair.rejected}


def _message(message: Message, store: ImageFolder) -> dict[str, object]:
    return {"role": message.role, "parts": [_part(part, store) for part in message.parts]}


def _part(part: TextPart | ImagePart, store: ImageFolder) -> dict[str, str]:
    return {"image": store.store(part.url)} if isinstance(part, ImagePart) else {"text": part.text}
