"""The known word a misspelt one most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable


def nearest_spelling(word: str, known: Iterable[str]) -> str | None:
    """The nearest of `known`, or None when more than a third of its letters would be wrong."""
    written = word.lower()[:64]
    ranked = sorted((_distance(written, candidate.lower()), candidate) for candidate in known)
    if not ranked:
        return None
    distance, candidate = ranked[0]
    return candidate if distance <= max(1, len(candidate) // 3) else None


def unknown_names(names: Iterable[str], known: Iterable[str]) -> str | None:
    """A sentence on the first name that is not known, with the nearest one; None when all are."""
    allowed = sorted(known)
    for name in names:
        if name not in allowed:
            nearest = nearest_spelling(name, allowed)
            hint = f"did you mean {nearest}?" if nearest else f"known are {', '.join(allowed)}"
            return f"{name} is not known; {hint}"
    return None


def _distance(left: str, right: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours (optimal string alignment)."""
    rows = [list(range(len(right) + 1))]
    for i in range(len(left)):
        row = [i + 1]
        for j in range(len(right)):
            best = min(rows[i][j] + (left[i] != right[j]), rows[i][j + 1] + 1, row[j] + 1)
            if i > 0 and j > 0 and left[i] == right[j - 1] and left[i - 1] == right[j]:
                best = min(best, rows[i - 1][j - 1] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
