"""A prepared dataset as TRL's trainer wants it; images are decoded when their batch comes, never all at once."""

from __future__ import annotations

from pathlib import Path

from datasets import Dataset
from PIL import Image

from .dataset import Row, images_of, read_rows
from .errors import JobFailure


def check_rows(rows: list[Row], images: Path, special_tokens: list[str]) -> None:
    """JobFailure invalid_training_file naming the pair: an image that is none, or a special token in a text.

    A literal `<|image_pad|>` would be counted as a picture (docs/formats.md §5).
    """
    checked: set[str] = set()
    for row in rows:
        for name in images_of(row):
            if name not in checked:
                _check_image(images / name, row)
                checked.add(name)
        texts = [part["text"] for message in row["messages"] for part in message["parts"] if "text" in part]
        for token in special_tokens:
            if any(token in text for text in (*texts, row["chosen"], row["rejected"])):
                raise JobFailure("invalid_training_file", f"pair {row['pair_id'][:64]}: a text holds {token}")


def preference_dataset(folder: Path) -> Dataset:
    """Columns prompt, chosen, rejected as message lists and images as pictures, made row by row on access."""
    rows, images = list(read_rows(folder)), folder / "images"

    def examples(batch: dict[str, list[int]]) -> dict[str, list[object]]:
        made = [example(rows[place], images) for place in batch["place"]]
        return {name: [entry[name] for entry in made] for name in made[0]}

    return Dataset.from_dict({"place": list(range(len(rows)))}).with_transform(examples)


def example(row: Row, images: Path) -> dict[str, object]:
    """One row; the order of pictures and texts is that of the request the adapter will be asked with."""
    return {
        "prompt": prompt_messages(row),
        "chosen": [response_message(row["chosen"])],
        "rejected": [response_message(row["rejected"])],
        "images": load_images(row, images),
    }


def prompt_messages(row: Row) -> list[dict[str, object]]:
    return [
        {"role": message["role"], "content": [_part(part) for part in message["parts"]]}
        for message in row["messages"]
    ]


def response_message(text: str) -> dict[str, object]:
    return {"role": "assistant", "content": [{"type": "text", "text": text}]}


def load_images(row: Row, images: Path) -> list[Image.Image]:
    loaded = []
    for name in images_of(row):
        with Image.open(images / name) as image:
            loaded.append(image.convert("RGB"))
    return loaded


def _part(part: dict[str, str]) -> dict[str, str]:
    return {"type": "image"} if "image" in part else {"type": "text", "text": part["text"]}


def _check_image(path: Path, row: Row) -> None:
    try:
        with Image.open(path) as image:
            image.load()  # all of it: `verify` does not see a JPEG that was cut short
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        where = f"pair {row['pair_id'][:64]}"
        raise JobFailure("invalid_training_file", f"{where}: its image can't be decoded: {error}") from None
