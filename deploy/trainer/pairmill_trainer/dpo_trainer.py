"""TRL's DPO trainer, with counts, progress and checkpoints by time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from trl import DPOTrainer

from .checkpoints import Counted, mark_checkpoint
from .learning import refuse_divergence
from .progress import ProgressWriter

LOG_STEPS = 10
LOG_SECONDS = 15.0


class CountingDPOTrainer(DPOTrainer):
    """Counts what goes through the model: the only place that shows pairs which were dropped on the way."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self.counted = Counted()

    def training_step(
        self, model: object, inputs: dict[str, object], *arguments: object, **named: object
    ) -> object:
        self.counted.pairs += inputs["input_ids"].shape[0] // 2
        self.counted.tokens += int(inputs["attention_mask"].sum())
        return super().training_step(model, inputs, *arguments, **named)

    def create_model_card(self, *_: object, **__: object) -> None:
        """None is wanted; it would be written at each checkpoint."""


class ProgressCallback(TrainerCallback):
    """Metrics every 10 steps or 15 s and at both ends; a checkpoint every `checkpoint_every` seconds."""

    def __init__(
        self,
        writer: ProgressWriter,
        checkpoint_every: float,
        counted: Callable[[], Counted],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._writer = writer
        self._checkpoint_every = checkpoint_every
        self._counted = counted
        self._clock = clock
        self._began = self._logged = self._saved = clock()
        self._first = 0
        self.losses: list[float] = []
        self.last: dict[str, object] | None = None

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        self._began = self._logged = self._saved = self._clock()
        self._first = state.global_step
        self._writer.message(f"training from step {state.global_step} of {state.max_steps}")

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        now, step = self._clock(), state.global_step
        at_an_end = step in {self._first + 1, state.max_steps}
        if at_an_end or step % LOG_STEPS == 0 or now - self._logged >= LOG_SECONDS:
            control.should_log = True
            self._logged = now
        if now - self._saved >= self._checkpoint_every and step < state.max_steps:
            control.should_save = True
            self._saved = now

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **_: object,
    ) -> None:
        if not logs or "loss" not in logs:
            return  # the summary at the end
        refuse_divergence([logs.get("rewards/margins") or 0.0], f"at step {state.global_step}")
        done = state.global_step - self._first
        left = (self._clock() - self._began) / max(1, done) * (state.max_steps - state.global_step)
        self.losses.append(logs["loss"])
        self.last = {
            "step": state.global_step,
            "total_steps": state.max_steps,
            "loss": logs["loss"],
            "rewards/accuracies": logs.get("rewards/accuracies"),
            "rewards/margins": logs.get("rewards/margins"),
            "learning_rate": logs.get("learning_rate"),
            "eta_seconds": round(left),
        }
        self._writer.metrics(self.last)

    def on_save(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        mark_checkpoint(Path(args.output_dir) / f"checkpoint-{state.global_step}", self._counted())
