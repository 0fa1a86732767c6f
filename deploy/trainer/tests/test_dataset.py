"""From a training file to rows and images on disk."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from drawn_pairs import data_url, drawn_pairs, ndjson, pair_line, rectangle
from image_host import ImageHost, image_host

from pairmill_trainer.dataset import images_of, prepare_dataset, read_rows
from pairmill_trainer.errors import JobFailure
from pairmill_trainer.images import ImageFolder, decode_data_url
from pairmill_trainer.rows import LineProblem

IMAGE = rectangle("red")
DIGEST = hashlib.sha256(IMAGE).hexdigest()


def prepare(
    tmp_path: Path, content: bytes, host: str = "", key: str = "", waits: list[float] | None = None
) -> int:
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(content)
    waited = waits if waits is not None else []
    hosts = frozenset({host} - {""})
    return prepare_dataset(
        file, tmp_path / "dataset", lambda folder: ImageFolder(folder, hosts, key, waited.append)
    )


def lines(*urls: str) -> bytes:
    return ndjson([pair_line(number, url, "Q", "A", "B") for number, url in enumerate(urls)])


def refusal(tmp_path: Path, content: bytes, host: str = "") -> JobFailure:
    with pytest.raises(JobFailure) as caught:
        prepare(tmp_path, content, host)
    return caught.value


def test_rows_come_in_order_and_a_shared_image_lies_there_once(tmp_path: Path) -> None:
    assert prepare(tmp_path, ndjson(drawn_pairs(30))) == 30
    rows = list(read_rows(tmp_path / "dataset"))
    assert [row["pair_id"] for row in rows] == [f"pair_{number:05d}" for number in range(30)]
    images = {path.name for path in (tmp_path / "dataset" / "images").iterdir()}
    assert images == {name for row in rows for name in images_of(row)}
    assert len(images) == 4
    assert images_of(rows[0])[0].endswith(".png")


def test_preparing_again_starts_anew(tmp_path: Path) -> None:
    prepare(tmp_path, ndjson(drawn_pairs(3)))
    assert prepare(tmp_path, lines(data_url(IMAGE))) == 1
    assert [path.name for path in (tmp_path / "dataset" / "images").iterdir()] == [f"{DIGEST}.png"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no pair"),
        (lines(data_url(IMAGE)) + b"{}\n", "line 2: pair_id"),
        (lines("data:image/png;base64,x!"), "line 1: pair pair_00000: .*not base64"),
        (lines("data:text/plain,abc"), "neither a data URL nor http"),
        (lines("ftp://h/x"), "neither a data URL nor http"),
        (lines(data_url(b"nothing of the kind")), "no PNG, JPEG"),
        (lines(f"http://h/{DIGEST}"), "may not be fetched"),
        (lines(f"http://user@127.0.0.1/{DIGEST}"), "neither a data URL nor http"),
        (lines("http://[/"), "can't be read"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    failure = refusal(tmp_path, content)
    assert failure.code == "invalid_training_file"
    assert re.search(words, failure.message)


def test_data_urls_are_strict() -> None:
    assert decode_data_url(data_url(IMAGE)) == IMAGE
    with pytest.raises(LineProblem):
        decode_data_url("data:image/png,abc")


def test_an_image_is_fetched_once_with_the_key(tmp_path: Path) -> None:
    with image_host() as host:
        host.replies[f"/v1/images/{DIGEST}"] = [(200, IMAGE)]
        url = f"http://{host.address}/v1/images/{DIGEST}"
        assert prepare(tmp_path, lines(url, url, url), host.address, "secret") == 3
        assert host.asked == [(f"/v1/images/{DIGEST}", "Bearer secret")]


def test_a_host_without_a_port_allows_all_of_its_ports(tmp_path: Path) -> None:
    with image_host() as host:
        host.replies[f"/{DIGEST}"] = [(503, b""), (200, IMAGE)]
        waits: list[float] = []
        assert prepare(tmp_path, lines(f"http://{host.address}/{DIGEST}"), "127.0.0.1", waits=waits) == 1
        assert waits == [1.0]


def served(host: ImageHost, tmp_path: Path, status: int, body: bytes, name: str = DIGEST) -> JobFailure:
    host.replies[f"/{name}"] = [(status, body)]
    return refusal(tmp_path, lines(f"http://{host.address}/{name}"), host.address)


def test_a_fetched_image_must_be_what_its_name_says(tmp_path: Path) -> None:
    with image_host() as host:
        assert "another SHA-256" in served(host, tmp_path, 200, rectangle("blue")).message
        assert "does not end with the SHA-256" in served(host, tmp_path, 200, IMAGE, "picture.png").message


def test_a_missing_image_is_the_files_fault_and_a_broken_host_is_not(tmp_path: Path) -> None:
    with image_host() as host:
        assert served(host, tmp_path, 404, b"").code == "invalid_training_file"
        assert served(host, tmp_path, 500, b"").code == "server_error"
        assert len(host.asked) == 1 + 4


def test_redirects_are_not_followed(tmp_path: Path) -> None:
    with image_host() as host:
        host.replies["/elsewhere"] = [(200, IMAGE)]
        assert "status 302" in served(host, tmp_path, 302, b"").message
