"""The service as a process of its own, to be stopped and killed; `python trainer_process.py` is that process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trainer_client import TrainerClient, wait_until

FOLDER = Path(__file__).resolve().parent


class TrainerProcess:
    """With `fake=True` it starts fake_training.py in place of TRL."""

    def __init__(self, data: Path, *, fake: bool = True, **settings: str) -> None:
        self._data = data
        self._log = data / "service.log"
        data.mkdir(parents=True, exist_ok=True)
        self._start = self._log.stat().st_size if self._log.exists() else 0
        own = {
            f"PAIRMILL_TRAINER_{name}": value
            for name, value in {
                "DATA": str(data),
                "LISTEN": "127.0.0.1:0",
                "MODELS": "tiny=/some/base",
                "GRACE": "1s",
                **settings,
            }.items()
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PAIRMILL_TRAINER_")}
        path = os.pathsep.join([str(FOLDER.parent), str(FOLDER)])
        program = [str(FOLDER / "trainer_process.py")] if fake else ["-m", "pairmill_trainer"]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *program], stderr=log, env={**kept, **own, "PYTHONPATH": path}
            )
        self.client = TrainerClient(self._port(), settings.get("KEY", ""))

    def _port(self) -> int:
        def look() -> int | None:
            assert self.process.poll() is None, self._log.read_text()
            for line in self._log.read_bytes()[self._start :].splitlines():
                entry = json.loads(line) if line.startswith(b"{") else {}
                if entry.get("message") == "listening":
                    return int(entry["address"].rpartition(":")[2])
            return None

        return wait_until(look)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """By SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@contextmanager
def trainer_process(data: Path, **options: object) -> Iterator[TrainerProcess]:
    trainer = TrainerProcess(data, **options)
    try:
        yield trainer
    finally:
        if trainer.process.poll() is None:
            trainer.kill()


def main() -> int:
    from pairmill_trainer.__main__ import main as serve

    return serve([], launch=lambda work: [sys.executable, str(FOLDER / "fake_training.py"), str(work)])


if __name__ == "__main__":
    sys.exit(main())
