"""Lines of a training file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from drawn_pairs import drawn_pairs

from pairmill_trainer.rows import (
    LINE_LIMIT,
    ImagePart,
    LineProblem,
    Message,
    TextPart,
    lines_of,
    parse_line,
)

Line = dict[str, object]


def good() -> Line:
    return drawn_pairs(1)[0]


def changed(change: Callable[[Line], object]) -> bytes:
    line = good()
    change(line)
    return json.dumps(line).encode()


def test_a_line_keeps_the_order_of_image_and_text() -> None:
    pair = parse_line(json.dumps(good()).encode())
    assert [type(part) for part in pair.messages[0].parts] == [ImagePart, TextPart]
    assert pair.pair_id == "pair_00000"
    assert pair.chosen.startswith("The rectangle is")
    assert pair.rejected.startswith("I see something")


def test_texts_may_be_parts_and_earlier_turns_are_kept() -> None:
    def change(line: Line) -> None:
        line["input"]["messages"] = [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hi"},
            {"role": "user", "content": [{"type": "text", "text": "Why?"}]},
        ]
        line["preferred_output"][0]["content"] = [
            {"type": "text", "text": "a"},
            {"type": "text", "text": "b"},
        ]

    pair = parse_line(changed(change))
    assert pair.messages[3] == Message("user", (TextPart("Why?"),))
    assert [message.role for message in pair.messages] == ["system", "user", "assistant", "user"]
    assert pair.chosen == "ab"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda line: line.pop("pair_id"), "pair_id"),
        (lambda line: line.update(input={"messages": []}), "does not end with the user"),
        (lambda line: line["input"].update(tools=[]), "messages and nothing else"),
        (lambda line: line.update(preferred_output=[]), "preferred_output is not a list of one"),
        (lambda line: line["non_preferred_output"][0].update(content="  "), "non_preferred_output is empty"),
        (lambda line: line["preferred_output"][0].update(role="user"), "not the assistant's"),
        (lambda line: line["preferred_output"][0].update(content="a\0b"), "NUL"),
        (lambda line: line["preferred_output"][0].update(content="\ud800"), "surrogate"),
        (lambda line: line["input"]["messages"][0].update(role="tool"), "role is not"),
        (
            lambda line: line["input"]["messages"][0].update(content=[{"type": "video"}]),
            "neither a text nor an image_url",
        ),
        (lambda line: line["input"]["messages"][0].update(content=3), "neither a text nor a list"),
    ],
)
def test_a_bad_line_names_its_field(change: Callable[[Line], object], words: str) -> None:
    with pytest.raises(LineProblem, match=words):
        parse_line(changed(change))


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(line: bytes) -> None:
    with pytest.raises(LineProblem):
        parse_line(line)


def test_lines_are_numbered_and_empty_ones_left_out() -> None:
    assert list(lines_of(io.BytesIO(b"a\n\n b\r\n"))) == [(1, b"a\n"), (3, b" b\r\n")]


def test_a_line_beyond_the_limit_is_refused_without_reading_all_of_it() -> None:
    endless = io.BytesIO(b"a\n" + b"x" * (LINE_LIMIT + 1))
    with pytest.raises(LineProblem, match="line 2 exceeds 48 MiB"):
        list(lines_of(endless))
