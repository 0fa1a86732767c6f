"""Lines of a training file (docs/backends.md §8) and the rows they become, strictly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LINE_LIMIT = 48 * 1024 * 1024
_ROLES = {"system", "user", "assistant"}


class LineProblem(Exception):
    """What is wrong with a line; who reads the file adds its number."""


@dataclass(frozen=True)
class TextPart:
    text: str


@dataclass(frozen=True)
class ImagePart:
    """`url` is a data URL or http(s)."""

    url: str


@dataclass(frozen=True)
class Message:
    role: str
    parts: tuple[TextPart | ImagePart, ...]


@dataclass(frozen=True)
class PairLine:
    """A preference pair as it was sent. The last message is the user's."""

    pair_id: str
    messages: tuple[Message, ...]
    chosen: str
    rejected: str


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered from 1, without empty ones; LineProblem when one exceeds 48 MiB."""
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise LineProblem(f"line {number} exceeds 48 MiB")
        if line.strip():
            yield number, line


def parse_line(line: bytes) -> PairLine:
    """LineProblem naming the field when the line is not as the contract says."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise LineProblem("it is not JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise LineProblem("it is not a JSON object")
    pair_id = value.get("pair_id")
    if not isinstance(pair_id, str) or not pair_id:
        raise LineProblem("pair_id is not a text")
    try:
        return PairLine(
            pair_id,
            _prompt(value.get("input")),
            _response(value, "preferred_output"),
            _response(value, "non_preferred_output"),
        )
    except LineProblem as problem:
        raise LineProblem(f"pair {pair_id[:64]}: {problem}") from None


def _prompt(value: object) -> tuple[Message, ...]:
    if not isinstance(value, dict) or set(value) != {"messages"} or not isinstance(value["messages"], list):
        raise LineProblem("input is not an object with messages and nothing else")
    messages = tuple(_message(message, "input.messages") for message in value["messages"])
    if not messages or messages[-1].role != "user":
        raise LineProblem("input.messages does not end with the user's")
    return messages


def _response(value: dict[str, object], name: str) -> str:
    messages = value.get(name)
    if not isinstance(messages, list) or len(messages) != 1:
        raise LineProblem(f"{name} is not a list of one message")
    message = _message(messages[0], name)
    if message.role != "assistant" or not all(isinstance(part, TextPart) for part in message.parts):
        raise LineProblem(f"{name} is not the assistant's text")
    text = "".join(part.text for part in message.parts if isinstance(part, TextPart))
    if not text.strip():
        raise LineProblem(f"{name} is empty")
    return text


def _message(value: object, name: str) -> Message:
    if not isinstance(value, dict) or value.get("role") not in _ROLES:
        raise LineProblem(f"{name} holds a message whose role is not system, user or assistant")
    content = value.get("content")
    if isinstance(content, str):
        return Message(value["role"], (TextPart(_text(content, name)),))
    if not isinstance(content, list) or not content:
        raise LineProblem(f"{name} holds a message whose content is neither a text nor a list of parts")
    return Message(value["role"], tuple(_part(part, name) for part in content))


def _part(value: object, name: str) -> TextPart | ImagePart:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "text" and isinstance(value.get("text"), str):
        return TextPart(_text(value["text"], name))
    if kind == "image_url" and isinstance(value.get("image_url"), dict):
        url = value["image_url"].get("url")
        if isinstance(url, str) and url:
            return ImagePart(url)
    raise LineProblem(f"{name} holds a part that is neither a text nor an image_url with a url")


def _text(text: str, name: str) -> str:
    if "\0" in text:
        raise LineProblem(f"{name} holds NUL")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise LineProblem(f"{name} holds half a surrogate pair") from None
    return text
