"""Preference pairs of drawn pictures, as pairmill sends them (docs/backends.md §8).

`python drawn_pairs.py 40 > pairs.jsonl` writes a stand-in for the pairs of a real cluster; `make test-trainer`
makes those. Pictures are PNGs of one rectangle on a plain ground, written by hand: no library is needed.
"""

from __future__ import annotations

import base64
import json
import random
import struct
import sys
import zlib
from pathlib import Path

COLOURS = {"red": (220, 40, 40), "green": (40, 180, 60), "blue": (40, 80, 220), "yellow": (230, 210, 40)}


def png(width: int, height: int, pixel: object) -> bytes:
    """`pixel(x, y)` gives red, green and blue."""
    raw = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    )


def rectangle(colour: str, width: int = 84, height: int = 84) -> bytes:
    inner = COLOURS[colour]
    return png(
        width, height, lambda x, y: inner if 20 < x < width - 20 and 24 < y < height - 16 else (250,) * 3
    )


def data_url(image: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"


def pair_line(number: int, url: str, question: str, chosen: str, rejected: str) -> dict[str, object]:
    content = [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": question}]
    return {
        "input": {"messages": [{"role": "user", "content": content}]},
        "preferred_output": [{"role": "assistant", "content": chosen}],
        "non_preferred_output": [{"role": "assistant", "content": rejected}],
        "pair_id": f"pair_{number:05d}",
    }


def drawn_pairs(count: int, seed: int = 1) -> list[dict[str, object]]:
    """Chosen responses state the colour plainly, rejected ones state another, in other words."""
    random_numbers = random.Random(seed)
    pairs = []
    for number in range(count):
        colour, other = random_numbers.sample(sorted(COLOURS), 2)
        question = f"<instruction>\nWhat colour is rectangle {number % 7}?\n</instruction>"
        chosen = f"The rectangle is {colour}, on a white ground."
        rejected = f"I see something {other} there, perhaps a circle or two."
        pairs.append(pair_line(number, data_url(rectangle(colour)), question, chosen, rejected))
    return pairs


def swapped(pairs: list[dict[str, object]]) -> list[dict[str, object]]:
    """The same pairs with chosen and rejected exchanged: a control that must teach the opposite."""
    return [
        {
            **pair,
            "preferred_output": pair["non_preferred_output"],
            "non_preferred_output": pair["preferred_output"],
        }
        for pair in pairs
    ]


def ndjson(pairs: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(pair).encode() + b"\n" for pair in pairs)


def read_pairs(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.stdout.buffer.write(ndjson(drawn_pairs(int(sys.argv[1]))))
