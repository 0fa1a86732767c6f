"""Training with TRL: `python -m pairmill_trainer.dpo_training <work folder>`; progress.py says what comes out."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from .torchvision_operators import import_torchvision

import_torchvision()

import torch  # noqa: E402 -- after torchvision was made to import
from PIL import Image  # noqa: E402
from trl import DPOConfig  # noqa: E402

from . import dpo_model  # noqa: E402
from .checkpoints import last_checkpoint  # noqa: E402
from .dataset import read_rows  # noqa: E402
from .dpo_dataset import check_rows, preference_dataset  # noqa: E402
from .dpo_trainer import CountingDPOTrainer, ProgressCallback  # noqa: E402
from .durable import read_json, remove_tree, write_json  # noqa: E402
from .errors import JobFailure  # noqa: E402
from .evaluation import Evaluation  # noqa: E402
from .learning import refuse_divergence, refuse_no_learning  # noqa: E402
from .margins import MarginMeter  # noqa: E402
from .plan import TrainingPlan, read_plan  # noqa: E402
from .progress import ProgressWriter  # noqa: E402

# Of torch's allocator on the CPU; of CUDA itself, where another process holds the GPU; of cuBLAS and cuDNN.
_FULL = ("can't allocate memory", "CUDA error: out of memory", "_STATUS_ALLOC_FAILED")
# Our own limit is on pixels after scaling; Pillow's would only warn. Intake lets no larger picture in.
Image.MAX_IMAGE_PIXELS = 64 * 1024 * 1024


def main(work: Path) -> int:
    """0 when result.json is there, 1 when error.json is."""
    writer = ProgressWriter(work)
    try:
        _train(read_plan(work), work, writer)
    except Exception as error:
        if not isinstance(error, JobFailure):
            traceback.print_exc()
        writer.failure(failure_from(error))
        return 1
    return 0


def failure_from(error: Exception) -> JobFailure:
    """What the job is told of an error; memory that ran out is told apart."""
    if isinstance(error, JobFailure):
        return error
    first = f"{type(error).__name__}: {error}".partition("\n")[0][:300]
    full = isinstance(error, torch.OutOfMemoryError | MemoryError) or any(
        sign in str(error) for sign in _FULL
    )
    if full:
        # torch goes on with the state of its allocator, at length.
        first = first.partition(" Of the allocated memory")[0].rstrip(": .")
        return JobFailure("out_of_memory", f"{first}; less MICRO_BATCH, max_pixels or lora_rank takes less")
    return JobFailure("server_error", first)


def _train(plan: TrainingPlan, work: Path, writer: ProgressWriter) -> None:
    rows, images = list(read_rows(Path(plan.dataset))), Path(plan.dataset) / "images"
    if len(rows) != plan.rows:
        raise JobFailure("rows_dropped", f"{plan.rows} pairs were sent, {len(rows)} are in the dataset")
    processor = dpo_model.load_processor(plan)
    check_rows(rows, images, dpo_model.special_tokens(processor))
    trainer, callback = _trainer(plan, work, writer, processor)
    meter = MarginMeter(processor, rows, images, plan.evaluation_pairs, plan.seed)
    before = _margins_before(work, meter, trainer)
    _run(trainer, plan, work)
    compare_rows(plan, len(rows), trainer.counted.pairs)
    evaluation = Evaluation(before, _margins(meter, trainer), plan.hyperparameters.beta)
    refuse_divergence(evaluation.rewards, "at the end")
    refuse_no_learning(callback.losses, evaluation.rewards)
    output = Path(plan.output)
    remove_tree(output)
    dpo_model.save_adapter(trainer.model, output)
    writer.metrics({**(callback.last or {}), **evaluation.final_metrics(trainer.state.max_steps)})
    writer.message("evaluated", data=evaluation.summary())
    writer.result(
        output=str(output),
        layers=dpo_model.layers_of_language_model(trainer.model),
        trained_tokens=trainer.counted.tokens,
    )


def _trainer(
    plan: TrainingPlan, work: Path, writer: ProgressWriter, processor: object
) -> tuple[CountingDPOTrainer, ProgressCallback]:
    device = dpo_model.choose_device(plan.device)
    writer.message(f"loading the model on {device}")
    callback = ProgressCallback(writer, plan.checkpoint_every, lambda: trainer.counted)
    trainer = CountingDPOTrainer(
        model=dpo_model.load_model(plan, device),
        args=_configuration(plan, work, device),
        train_dataset=preference_dataset(Path(plan.dataset)),
        processing_class=processor,
        peft_config=dpo_model.lora_config(plan),
        callbacks=[callback],
    )
    return trainer, callback


def _configuration(plan: TrainingPlan, work: Path, device: str) -> DPOConfig:
    """max_length None: a limit cuts responses, and then nothing is learnt and nothing said (docs/training.md §3)."""
    parameters, kind = plan.hyperparameters, dpo_model.choose_type(device)
    micro = micro_batch(parameters.batch_size, plan.micro_batch)
    return DPOConfig(
        output_dir=str(work / "checkpoints"),
        beta=parameters.beta,
        learning_rate=parameters.learning_rate,
        num_train_epochs=parameters.n_epochs,
        per_device_train_batch_size=micro,
        gradient_accumulation_steps=parameters.batch_size // micro,
        max_length=None,
        precompute_ref_log_probs=False,
        remove_unused_columns=False,
        seed=plan.seed,
        data_seed=plan.seed,
        use_cpu=device == "cpu",
        bf16=kind == torch.bfloat16,
        fp16=kind == torch.float16,
        gradient_checkpointing=device != "cpu",
        logging_strategy="no",
        save_strategy="no",
        save_total_limit=2,
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=device != "cpu",
    )


def _margins(meter: MarginMeter, trainer: CountingDPOTrainer) -> list[float]:
    """With the precision of training, before and after alike.

    accelerate puts the model under autocast as training begins, and leaves it there: the LoRA is rounded then.
    """
    with trainer.accelerator.autocast():
        return meter.margins(trainer.model)


def _margins_before(work: Path, meter: MarginMeter, trainer: CountingDPOTrainer) -> list[float]:
    """Of the policy the training starts from: measured once, for after a restart the model is another."""
    known = read_json(work / "margins_before.json")
    if isinstance(known, list):
        return known
    before = _margins(meter, trainer)
    write_json(work / "margins_before.json", before)
    return before


def _run(trainer: CountingDPOTrainer, plan: TrainingPlan, work: Path) -> None:
    checkpoint = last_checkpoint(work / "checkpoints")
    if checkpoint is None:
        trainer.train()
        return
    folder, _, trainer.counted = checkpoint
    trainer.train(resume_from_checkpoint=str(folder))


def micro_batch(batch: int, most: int) -> int:
    """The largest share of a batch that divides it, at most `most` pairs."""
    return max(size for size in range(1, most + 1) if batch % size == 0)


def compare_rows(plan: TrainingPlan, rows: int, pairs: int) -> None:
    """JobFailure rows_dropped unless each of `rows` pairs went through the model once an epoch."""
    epochs = plan.hyperparameters.n_epochs
    if pairs != rows * epochs:
        text = f"{rows} pairs over {epochs} epochs make {rows * epochs}, trained on were {pairs}"
        raise JobFailure("rows_dropped", text)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
