"""`pairmill-trainer`, or `python -m pairmill_trainer`: reads the settings, serves until SIGTERM."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from . import __version__
from .environment import PREFIX, SettingsError
from .http_server import Server
from .logs import log, start_logging
from .routes import Routes
from .service import DataInUse, Service, launch
from .settings import VARIABLES, Settings, read_settings
from .training import Launch

# sysexits.h: bad configuration, as all of pairmill's processes; something we need is taken.
BAD_SETTINGS, UNAVAILABLE = 78, 69


def main(arguments: list[str] | None = None, launch: Launch = launch) -> int:
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(os.environ, insecure=options.insecure)
    except SettingsError as error:
        for problem in error.problems:
            print(f"pairmill-trainer: {problem}", file=sys.stderr)
        return BAD_SETTINGS
    start_logging(settings.log_level)
    try:
        service = Service(settings, launch)
        server = _listen(settings, service)
    except (DataInUse, OSError) as error:
        print(f"pairmill-trainer: {error}", file=sys.stderr)
        return UNAVAILABLE
    _serve(settings, service, server)
    return 0


def _listen(settings: Settings, service: Service) -> Server:
    server = Server(settings.host, settings.port)
    server.answer = Routes(service, server.replies).answer
    return server


def _serve(settings: Settings, service: Service, server: Server) -> None:
    """Until the first SIGTERM or SIGINT; a second one ends the process at once."""
    asked = threading.Event()

    def stop(number: int, _: object) -> None:
        if asked.is_set():
            os._exit(128 + number)
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    service.start()
    accepting = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    accepting.start()
    host, port = server.server_address[:2]
    log("info", "listening", address=f"{host}:{port}", models=sorted(settings.models), version=__version__)
    asked.wait()
    log("info", "stopping")
    service.stopping.set()
    server.shutdown()
    server.drain(settings.grace)
    service.stop()
    server.server_close()
    log("info", "stopped")


def _parser() -> argparse.ArgumentParser:
    width = max(len(name) for name, _, _ in VARIABLES)
    table = "\n".join(
        f"  {PREFIX}{name:<{width}}  {meaning}{f' ({default})' if default else ''}"
        for name, default, meaning in VARIABLES
    )
    parser = argparse.ArgumentParser(
        prog="pairmill-trainer",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Serves pairmill's trainer contract (OpenAI-shaped files and fine-tuning jobs) and trains\n"
        "LoRA adapters of vision-language models with DPO, one job at a time.",
        epilog=f"Settings come from the environment, defaults in brackets:\n{table}\n\n"
        "Lengths of time are written 250ms, 30s, 5m or 1h, sizes 512MiB or 2GiB.\n"
        "Exit codes: 0 stopped, 78 bad settings, 69 address or data folder in use.",
    )
    parser.add_argument("--insecure", action="store_true", help="listen beyond loopback without a key")
    parser.add_argument("--version", action="version", version=f"pairmill-trainer {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
