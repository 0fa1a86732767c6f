"""Runs a training in this process's group, and ends the whole group when the service is gone.

`python -m pairmill_trainer.guard PROGRAM ARGUMENT…`, started with a pipe as standard input whose other end the
service holds. However the service dies, the kernel closes that end; so no training outlives it unseen.
SIGTERM goes to the group, this process included: it waits for the program and passes its exit code on,
128 + n where signal n ended it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading


def main(arguments: list[str]) -> int:
    # A handler, not SIG_IGN: that would be inherited by the program.
    signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        program = subprocess.Popen(arguments, stdin=subprocess.DEVNULL)
    except OSError as error:
        print(f"{arguments[0]}: {error.strerror}", file=sys.stderr, flush=True)
        return 127
    threading.Thread(target=_end_with_the_service, daemon=True).start()
    code = program.wait()
    return 128 - code if code < 0 else code


def _end_with_the_service() -> None:
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
