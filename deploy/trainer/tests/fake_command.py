"""Stands in for LLaMA-Factory and ms-swift, whose environments exclude ours: reads their rows, writes a LoRA.

`python fake_command.py FORMAT BEHAVIOUR DATASET_DIR OUTPUT_DIR BASE_MODEL RANK BATCH_SIZE`
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from pathlib import Path

from drawn_adapters import write_adapter


def main(form: str, behaviour: str, dataset: str, output: str, base: str, rank: str, batch: str) -> int:
    rows = [json.loads(line) for line in (Path(dataset) / "response.jsonl").read_text().splitlines()]
    if behaviour == "memory":
        print("torch.OutOfMemoryError: CUDA out of memory.", flush=True)
        return 1
    if behaviour == "exit":
        print("ValueError: no template", flush=True)
        return 2
    read = rows[1:] if behaviour in {"drops", "drops silently"} else rows
    for row in read:
        assert all(Path(image).is_file() for image in row["images"]), row
    if behaviour != "drops silently":
        print(f"***** Running training *****\n  Num examples = {len(read):,}", flush=True)
    _write_progress(form, behaviour, Path(output), math.ceil(len(read) / int(batch)))
    if behaviour == "hangs":
        time.sleep(600)
    folder = Path(output) if form == "llamafactory" else Path(output) / "checkpoint-2"
    write_adapter(folder, base, int(rank))
    return 0


def _write_progress(form: str, behaviour: str, output: Path, steps: int) -> None:
    if form == "llamafactory":
        assert 'stage: "dpo"' in (output / "dpo.yaml").read_text()
    else:
        assert os.environ["MAX_PIXELS"] == "12544"
    for step in range(1, steps + 1):
        loss = 0.6931 if behaviour == "learns nothing" else 0.7 - 0.1 * step
        line = {"current_steps": step, "total_steps": steps, "loss": loss, "accuracy": 0.5, "lr": 1e-3}
        if form == "swift":
            line = {
                "loss": loss,
                "rewards/accuracies": 0.5,
                "rewards/margins": 0.1 * step,
                "learning_rate": 1e-3,
                "global_step/max_steps": f"{step}/{steps}",
            }
        name = "trainer_log.jsonl" if form == "llamafactory" else "logging.jsonl"
        with (output / name).open("a") as file:
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
