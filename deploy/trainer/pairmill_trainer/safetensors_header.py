"""The header of a safetensors file, read without trusting it (docs/backends.md §9, rule 2)."""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path

HEADER_LIMIT = 16 * 1024 * 1024
_SIZES = {"F16": 2, "BF16": 2, "F32": 4}


class HeaderProblem(Exception):
    """What is wrong with the file."""


@dataclass(frozen=True)
class Tensor:
    """`start` and `end` are offsets in the file."""

    name: str
    kind: str
    shape: tuple[int, ...]
    start: int
    end: int


def read_header(path: Path) -> list[Tensor]:
    """The tensors in the order of their bytes; HeaderProblem where the file breaks rule 2."""
    size = os.path.getsize(path)
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > HEADER_LIMIT or length > size - 8:
            raise HeaderProblem("the header's length is impossible")
        try:
            header = json.loads(file.read(length))
        except (ValueError, RecursionError):
            raise HeaderProblem("the header is not JSON") from None
    if not isinstance(header, dict):
        raise HeaderProblem("the header is not a JSON object")
    header.pop("__metadata__", None)
    tensors = sorted(
        (_tensor(name, value, 8 + length) for name, value in header.items()), key=lambda t: t.start
    )
    place = 8 + length
    for tensor in tensors:
        if tensor.start != place:
            raise HeaderProblem(f"{tensor.name}: its bytes leave a gap or overlap others")
        place = tensor.end
    if place != size:
        raise HeaderProblem("the file is longer or shorter than its tensors")
    return tensors


def has_nonzero_byte(path: Path, tensors: list[Tensor]) -> bool:
    """Whether any byte of these tensors is not zero."""
    with path.open("rb") as file:
        for tensor in tensors:
            file.seek(tensor.start)
            left = tensor.end - tensor.start
            while left > 0:
                data = file.read(min(left, 1 << 20))
                if not data or data.count(0) != len(data):
                    return bool(data)
                left -= len(data)
    return False


def _tensor(name: str, value: object, base: int) -> Tensor:
    try:
        kind, shape, (start, end) = value["dtype"], tuple(value["shape"]), value["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise HeaderProblem(f"{name}: its entry has no dtype, shape and data_offsets") from None
    if kind not in _SIZES:
        raise HeaderProblem(f"{name}: its type is {kind}; F16, BF16 and F32 are allowed")
    numbers = (*shape, start, end)
    if not all(
        isinstance(number, int) and not isinstance(number, bool) and number >= 0 for number in numbers
    ):
        raise HeaderProblem(f"{name}: its shape or offsets are no natural numbers")
    if end - start != math.prod(shape) * _SIZES[kind]:
        raise HeaderProblem(f"{name}: its span is not its shape times its size")
    return Tensor(name, kind, shape, base + start, base + end)
