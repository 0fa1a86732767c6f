"""Settings: typed, all problems at once, nothing unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from pairmill_trainer.command_line import substitute
from pairmill_trainer.environment import SettingsError
from pairmill_trainer.settings import VARIABLES, Settings, read_settings

PREFIX = "PAIRMILL_TRAINER_"
MODELS = {"MODELS": "Qwen/Qwen2-VL-7B-Instruct"}


def read(insecure: bool = False, **values: str) -> Settings:
    return read_settings(
        {PREFIX + name: value for name, value in {**MODELS, **values}.items()}, insecure=insecure
    )


def problems(**values: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(**values)
    return caught.value.problems


def test_the_defaults_are_the_documented_ones() -> None:
    settings = read()
    assert (settings.host, settings.port) == ("127.0.0.1", 8091)
    assert settings.adapters == settings.data / "adapters" == Path("/var/lib/pairmill/trainer/adapters")
    assert settings.models == {"Qwen/Qwen2-VL-7B-Instruct": "Qwen/Qwen2-VL-7B-Instruct"}
    assert (settings.checkpoint_every, settings.max_upload, settings.command) == (300.0, 64 << 30, ())


def test_every_documented_variable_is_read_and_the_reverse() -> None:
    documented = {name: "" for name, _, _ in VARIABLES}
    read(**{**documented, **MODELS})
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    assert [name for name in documented if f"`{name}`" not in readme] == []


def test_models_are_named_by_text_or_by_json(tmp_path: Path) -> None:
    assert read(MODELS=f"a={tmp_path}, b=org/b ,c").models == {"a": str(tmp_path), "b": "org/b", "c": "c"}
    assert read(MODELS='{"a": "b"}').models == {"a": "b"}
    assert "MODELS" in problems(MODELS='{"a": 1}')[0]


def test_all_problems_come_at_once_with_the_nearest_name() -> None:
    found = problems(LISTEN="8091", GRACE="30", LISEN="x", MICRO_BATCH="0")
    assert len(found) == 4
    assert any(f"{PREFIX}LISEN is not known; did you mean {PREFIX}LISTEN?" in problem for problem in found)


def test_beyond_loopback_a_key_or_insecure_is_needed() -> None:
    assert "beyond loopback" in problems(LISTEN="0.0.0.0:8091")[0]
    assert read(LISTEN="0.0.0.0:8091", KEY="secret").key == "secret"
    assert read(LISTEN="0.0.0.0:8091", INSECURE="true").port == 8091
    assert read(LISTEN="[::]:8091", insecure=True).host == "::"
    assert read(LISTEN="[::1]:8091").host == "::1"


def test_a_neighbours_variables_and_kubernetes_links_are_no_mistake() -> None:
    read(
        URL="http://trainer:8091",
        SERVICE_HOST="10.0.0.1",
        PORT="tcp://10.0.0.1:8091",
        PORT_8091_TCP="tcp://x",
    )


def test_a_command_is_a_vector_with_known_placeholders() -> None:
    settings = read(COMMAND='["train", "--model={base_model}", "{output_dir}/dpo.yaml", "{}"]')
    values = {"base_model": "/a b", "output_dir": "/out"}
    assert substitute(settings.command, values) == ["train", "--model=/a b", "/out/dpo.yaml", "{}"]
    assert "{modle} is no placeholder" in problems(COMMAND='["x", "{modle}"]')[0]
    assert "JSON argument vector" in problems(COMMAND="swift rlhf")[0]
    assert "JSON array" in problems(COMMAND="[]")[0]
