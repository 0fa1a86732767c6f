"""The streaming form parser, at every split point."""

from __future__ import annotations

import pytest

from pairmill_trainer.multipart import Content, MultipartError, MultipartParser, Part

TYPE = 'multipart/form-data; boundary="--x"'
BODY = (
    b'----x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n'
    b'----x\r\nContent-Type: a/b\r\nContent-Disposition: form-data; name=file; filename="a \\"b\\".jsonl"\r\n\r\n'
    b"one\r\n--not the boundary\r\n----y\r\n"
    b'\r\n----x\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n----x--\r\nepilogue'
)
PARTS = [
    (Part("purpose", None), b"fine-tune"),
    (Part("file", 'a "b".jsonl'), b"one\r\n--not the boundary\r\n----y\r\n"),
    (Part("empty", None), b""),
]


def parse(pieces: list[bytes]) -> list[tuple[Part, bytes]]:
    parser, parts = MultipartParser(TYPE), []
    for piece in pieces:
        for event in parser.feed(piece):
            if isinstance(event, Part):
                parts.append((event, b""))
            else:
                assert isinstance(event, Content)
                parts[-1] = (parts[-1][0], parts[-1][1] + event.data)
    assert parser.finished
    return parts


@pytest.mark.parametrize("split", range(len(BODY) + 1))
def test_a_form_reads_alike_wherever_it_is_cut(split: int) -> None:
    assert parse([BODY[:split], BODY[split:]]) == PARTS


def test_a_form_reads_alike_byte_by_byte() -> None:
    assert parse([BODY[place : place + 1] for place in range(len(BODY))]) == PARTS


def test_no_more_than_a_boundary_is_held_back() -> None:
    parser = MultipartParser(TYPE)
    list(parser.feed(b'----x\r\nContent-Disposition: form-data; name="file"\r\n\r\n'))
    taken = sum(len(event.data) for event in parser.feed(b"y" * 1_000_000))
    assert taken >= 1_000_000 - 16


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("text/plain", b"", "not multipart"),
        ("multipart/form-data", b"", "no usable boundary"),
        (TYPE, b"preamble\r\n----x\r\n", "text before"),
        (TYPE, b"--other--\r\n\r\n\r\n", "does not begin"),
        (TYPE, b"----xy\r\n", "neither a line end"),
        (TYPE, b"----x\r\nno colon\r\n\r\n", "no colon"),
        (TYPE, b"----x\r\nContent-Type: a/b\r\n\r\n", "no Content-Disposition"),
        (TYPE, b"----x\r\nContent-Disposition: form-data\r\n\r\n", "no name"),
        (TYPE, b"----x\r\n" + b"a: b\r\n" * 4000, "exceed 16 KiB"),
    ],
)
def test_what_breaks_the_format_is_refused(kind: str, body: bytes, words: str) -> None:
    with pytest.raises(MultipartError, match=words):
        list(MultipartParser(kind).feed(body))


@pytest.mark.parametrize("length", [0, 10, len(BODY) - len("--\r\nepilogue")])
def test_a_form_that_ends_early_is_not_finished(length: int) -> None:
    parser = MultipartParser(TYPE)
    list(parser.feed(BODY[:length]))
    assert not parser.finished
