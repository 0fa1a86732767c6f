"""Pages of a list, as OpenAI cuts them: `limit`, and `after` the id of the entry before the page."""

from __future__ import annotations

from .errors import RequestError

LIMIT = 20
_GREATEST = 1000


def parse_page(query: dict[str, str]) -> tuple[int, str | None]:
    """`limit` and `after`; RequestError 400 when limit is no number from 1 to 1000."""
    raw = query.get("limit") or str(LIMIT)
    if not raw.isascii() or not raw.isdecimal() or not 1 <= int(raw[:9]) <= _GREATEST:
        raise RequestError(400, f"limit must be a whole number from 1 to {_GREATEST}", param="limit")
    return int(raw), query.get("after") or None


def page_of(entries: list[dict[str, object]], limit: int, after: str | None) -> dict[str, object]:
    """`entries` are in the order they are shown; RequestError 400 when none has the id `after`."""
    start = 0
    if after:
        places = [place for place, entry in enumerate(entries) if entry["id"] == after]
        if not places:
            raise RequestError(400, f"after names nothing in this list: {after[:80]}", param="after")
        start = places[0] + 1
    return {
        "object": "list",
        "data": entries[start : start + limit],
        "has_more": start + limit < len(entries),
    }
