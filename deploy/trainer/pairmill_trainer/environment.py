"""Reads typed settings from the environment and collects every problem, so all are mended at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from .spelling import nearest_spelling

PREFIX = "PAIRMILL_TRAINER_"
# Ours by name, but read by the Orchestrator: one environment may serve both.
NEIGHBOURS = frozenset({"PAIRMILL_TRAINER_URL", "PAIRMILL_TRAINER_TIMEOUT", "PAIRMILL_TRAINER_IMAGES"})

_UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
_TIMES = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
Value = TypeVar("Value")


class SettingsError(Exception):
    """Everything that is wrong with the settings, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class EnvironmentReader:
    """A getter that meets a bad value notes the problem and returns its fallback; `finish` raises them all."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._asked: set[str] = set()
        self._problems: list[str] = []

    def text(self, name: str, fallback: str = "") -> str:
        """The value of PAIRMILL_TRAINER_<name>; empty counts as absent."""
        self._asked.add(PREFIX + name)
        return self._environment.get(PREFIX + name, "") or fallback

    def report(self, name: str, problem: str) -> None:
        self._problems.append(f"{PREFIX}{name} {problem}")

    def parsed(self, name: str, fallback: Value, parse: Callable[[str], Value]) -> Value:
        """Whatever `parse` makes of the text; its ValueError becomes the problem."""
        raw = self.text(name)
        if not raw:
            return fallback
        try:
            return parse(raw)
        except ValueError as error:
            self.report(name, f'is "{raw[:80]}"; {error}')
            return fallback

    def flag(self, name: str) -> bool:
        return self.parsed(name, False, _flag)

    def number(self, name: str, fallback: int, low: int, high: int) -> int:
        return self.parsed(name, fallback, lambda raw: _number(raw, low, high))

    def seconds(self, name: str, fallback: float) -> float:
        return self.parsed(name, fallback, parse_seconds)

    def size(self, name: str, fallback: int) -> int:
        return self.parsed(name, fallback, parse_size)

    def choice(self, name: str, fallback: str, allowed: tuple[str, ...]) -> str:
        def parse(raw: str) -> str:
            if raw in allowed:
                return raw
            raise ValueError(f"allowed are {', '.join(allowed)}")

        return self.parsed(name, fallback, parse)

    def finish(self) -> None:
        """Raises SettingsError when a getter met a problem or a variable of ours is not known."""
        problems = self._problems + [
            self._unknown(name) for name in sorted(self._environment) if self._stray(name)
        ]
        if problems:
            raise SettingsError(problems)

    def _stray(self, name: str) -> bool:
        known = name in self._asked or name in NEIGHBOURS
        return name.startswith(PREFIX) and not known and not _is_service_link(name, self._environment[name])

    def _unknown(self, name: str) -> str:
        endings = [known.removeprefix(PREFIX) for known in self._asked]
        nearest = nearest_spelling(name.removeprefix(PREFIX), endings)
        hint = (
            f"did you mean {PREFIX}{nearest}?"
            if nearest
            else "`pairmill-trainer --help` lists those that are"
        )
        return f"{name} is not known; {hint}"


def parse_seconds(raw: str) -> float:
    """`250ms`, `30s`, `5m` or `1h` in seconds; ValueError for anything else."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)", raw)
    if not match:
        raise ValueError("a length of time such as 250ms, 30s, 5m or 1h is allowed")
    return float(match[1]) * _TIMES[match[2]]


def parse_size(raw: str) -> int:
    """`512MiB` or `2GiB` in bytes; ValueError for anything else."""
    match = re.fullmatch(r"(\d{1,9})(KiB|MiB|GiB|TiB)", raw)
    if not match:
        raise ValueError("a size such as 512MiB or 2GiB is allowed")
    return int(match[1]) * _UNITS[match[2]]


def _flag(raw: str) -> bool:
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError("true or false is allowed")


def _number(raw: str, low: int, high: int) -> int:
    if re.fullmatch(r"\d{1,12}", raw) and low <= int(raw) <= high:
        return int(raw)
    raise ValueError(f"a whole number from {low} to {high} is allowed")


def _is_service_link(name: str, value: str) -> bool:
    """Kubernetes tells every container of the services beside it, whose names may begin like ours."""
    return "_SERVICE_" in name or "_PORT_" in name or (name.endswith("_PORT") and "://" in value)
