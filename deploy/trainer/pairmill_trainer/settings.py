"""What the environment says, as one value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .command_line import parse_command
from .environment import EnvironmentReader

# Name, default, meaning: the text of --help; README.md has the same table.
VARIABLES = (
    ("MODELS", "", "the bases it can train: name=folder-or-id with commas, or a JSON object; required"),
    ("LISTEN", "127.0.0.1:8091", "host:port"),
    ("KEY", "", "bearer key clients must send; beyond loopback required unless INSECURE"),
    ("INSECURE", "false", "listen beyond loopback without a key (as --insecure)"),
    ("DATA", "/var/lib/pairmill/trainer", "folder of files, jobs and checkpoints"),
    (
        "ADAPTERS",
        "DATA/adapters",
        "folder finished adapters are published in; inference servers may share it",
    ),
    ("IMAGE_HOSTS", "", "hosts (host or host:port, commas) images may be fetched from; none: data URLs only"),
    ("IMAGE_KEY", "", "bearer key sent to those hosts"),
    ("COMMAND", "", "JSON argument vector of another trainer (LLaMA-Factory, ms-swift); none: TRL"),
    ("COMMAND_FORMAT", "llamafactory", "rows and progress file of that trainer: llamafactory or swift"),
    ("COMMAND_TEMPLATE", "qwen2_vl", "chat template named in LLaMA-Factory's dpo.yaml"),
    ("DEVICE", "auto", "auto, cpu or cuda; one GPU is used"),
    ("MICRO_BATCH", "1", "pairs on the device at once; the job's batch_size is reached by accumulation"),
    ("CHECKPOINT_EVERY", "5m", "how much training a restart may repeat"),
    ("EVALUATION_PAIRS", "256", "pairs whose margin is measured before and after training"),
    ("MAX_UPLOAD", "64GiB", "largest file taken"),
    ("GRACE", "30s", "from SIGTERM to SIGKILL of a training, and of the service's own stop"),
    ("LOG_LEVEL", "info", "debug, info, warning or error"),
)
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Settings:
    """Times are seconds, sizes bytes; `command` is empty where TRL trains."""

    models: dict[str, str]
    host: str
    port: int
    key: str
    data: Path
    adapters: Path
    image_hosts: frozenset[str]
    image_key: str
    command: tuple[str, ...]
    command_format: str
    command_template: str
    device: str
    micro_batch: int
    checkpoint_every: float
    evaluation_pairs: int
    max_upload: int
    grace: float
    log_level: str


def read_settings(environment: Mapping[str, str], *, insecure: bool = False) -> Settings:
    """Raises SettingsError with every problem at once."""
    reader = EnvironmentReader(environment)
    host, port = reader.parsed("LISTEN", ("127.0.0.1", 8091), _address)
    key = reader.text("KEY")
    insecure = reader.flag("INSECURE") or insecure
    if host not in _LOOPBACK and not key and not insecure:
        reader.report("LISTEN", f"is {host}:{port}, beyond loopback: set PAIRMILL_TRAINER_KEY, or --insecure")
    models = reader.parsed("MODELS", {}, _models)
    if not models and not reader.text("MODELS"):
        reader.report("MODELS", "is not set; name the models that can be trained, as name=/folder/of/weights")
    data = Path(reader.text("DATA", "/var/lib/pairmill/trainer")).absolute()
    settings = Settings(
        models=models,
        host=host,
        port=port,
        key=key,
        data=data,
        adapters=Path(reader.text("ADAPTERS", str(data / "adapters"))).absolute(),
        image_hosts=reader.parsed("IMAGE_HOSTS", frozenset(), _hosts),
        image_key=reader.text("IMAGE_KEY"),
        command=reader.parsed("COMMAND", (), parse_command),
        command_format=reader.choice("COMMAND_FORMAT", "llamafactory", ("llamafactory", "swift")),
        command_template=reader.text("COMMAND_TEMPLATE", "qwen2_vl"),
        device=reader.choice("DEVICE", "auto", ("auto", "cpu", "cuda")),
        micro_batch=reader.number("MICRO_BATCH", 1, 1, 1024),
        checkpoint_every=reader.seconds("CHECKPOINT_EVERY", 300.0),
        evaluation_pairs=reader.number("EVALUATION_PAIRS", 256, 1, 1_000_000),
        max_upload=reader.size("MAX_UPLOAD", 64 << 30),
        grace=reader.seconds("GRACE", 30.0),
        log_level=reader.choice("LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
    )
    reader.finish()
    return settings


def _address(raw: str) -> tuple[str, int]:
    host, colon, port = raw.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("host:port is allowed, such as 127.0.0.1:8091")
    return host, int(port)


def _models(raw: str) -> dict[str, str]:
    if raw.lstrip().startswith("{"):
        try:
            models = json.loads(raw)
        except ValueError:
            raise ValueError("not JSON") from None
    else:
        entries = [entry.strip().partition("=") for entry in raw.split(",") if entry.strip()]
        models = {name.strip(): path.strip() or name.strip() for name, _, path in entries}
    if not models or not all(isinstance(part, str) and part for pair in models.items() for part in pair):
        raise ValueError("name=folder-or-id with commas between, or a JSON object of texts is allowed")
    return {
        name: str(Path(path).absolute()) if Path(path).is_dir() else path for name, path in models.items()
    }


def _hosts(raw: str) -> frozenset[str]:
    hosts = {part.strip().lower() for part in raw.split(",") if part.strip()}
    if any("/" in host or "@" in host for host in hosts):
        raise ValueError("host or host:port with commas between is allowed, no scheme and no path")
    return frozenset(hosts)
