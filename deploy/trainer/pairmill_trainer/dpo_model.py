"""The base model, its processor and the LoRA that is trained: of the language model alone."""

from __future__ import annotations

from pathlib import Path

import torch
from peft import LoraConfig, PeftModel
from transformers import AutoModelForImageTextToText, AutoProcessor, PreTrainedModel, ProcessorMixin

from .adapter_checks import MODULES
from .errors import JobFailure
from .plan import TrainingPlan


def choose_device(wanted: str) -> str:
    """cuda or cpu; JobFailure where cuda is wanted and there is none."""
    available = torch.cuda.is_available()
    if wanted == "cuda" and not available:
        raise JobFailure("server_error", "PAIRMILL_TRAINER_DEVICE is cuda, but torch sees no GPU")
    return "cuda" if available and wanted != "cpu" else "cpu"


def choose_type(device: str) -> torch.dtype:
    """Of the frozen weights; the LoRA itself is kept in float32 by PEFT."""
    if device == "cpu":
        return torch.float32
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16


def load_processor(plan: TrainingPlan) -> ProcessorMixin:
    """With the job's pixel cap in place of its own, where that is larger (docs/backends.md §11)."""
    processor = AutoProcessor.from_pretrained(plan.base)
    images = getattr(processor, "image_processor", None)
    if images is None:
        raise JobFailure(
            "server_error", f"{plan.base} has no image processor: it is no vision-language model"
        )
    cap_pixels(images, plan.hyperparameters.max_pixels)
    return processor


def cap_pixels(images: object, most: int) -> None:
    """Qwen's processors name their bounds by the edges of `size`, and mean pixels; older ones by max_pixels."""
    size = getattr(images, "size", None)
    if size is not None and "longest_edge" in size and "shortest_edge" in size:
        for edge in ("longest_edge", "shortest_edge"):
            size[edge] = min(size[edge], most)
    if getattr(images, "max_pixels", None):
        images.max_pixels = min(images.max_pixels, most)


def load_model(plan: TrainingPlan, device: str) -> PreTrainedModel | PeftModel:
    """The base, or the base with the adapter the training goes on from, trainable."""
    model = AutoModelForImageTextToText.from_pretrained(plan.base, dtype=choose_type(device))
    model.config.use_cache = False
    spare_tower(model)
    if not plan.init_adapter:
        return model
    # The adapter names the job's model as its base; here it is put onto what that name stands for.
    return PeftModel.from_pretrained(model, plan.init_adapter, is_trainable=True)


def spare_tower(model: PreTrainedModel) -> None:
    """Keeps gradients out of the vision tower, which is not trained.

    With gradient checkpointing transformers lets them begin at every embedding, the tower's patches among them: it
    would be run forward a second time and then backward for nothing.
    """
    for name, module in model.named_modules():
        if name.rpartition(".")[2] == "visual":
            module.forward = torch.no_grad()(module.forward)


def lora_config(plan: TrainingPlan) -> LoraConfig | None:
    """None where an adapter is gone on with: TRL refuses a PeftModel and a configuration together.

    Qwen2.5-VL's vision tower has gate_proj, up_proj and down_proj as well, so it is excluded by name; servers
    ignore what a tower learnt (docs/backends.md §7).
    """
    if plan.init_adapter:
        return None
    return LoraConfig(
        r=plan.hyperparameters.lora_rank,
        lora_alpha=plan.hyperparameters.lora_alpha,
        lora_dropout=0.0,
        bias="none",
        target_modules=list(MODULES),
        exclude_modules=".*visual.*",
        task_type="CAUSAL_LM",
    )


def layers_of_language_model(model: torch.nn.Module) -> int:
    return int(model.config.get_text_config().num_hidden_layers)


def special_tokens(processor: ProcessorMixin) -> list[str]:
    """Tokens with a meaning of their own, which no text may hold."""
    tokenizer = processor.tokenizer
    added = [str(token) for token in tokenizer.added_tokens_decoder.values() if token.special]
    return sorted({*tokenizer.all_special_tokens, *added, *_placeholders(processor)} - {""})


def _placeholders(processor: ProcessorMixin) -> set[str]:
    names = (getattr(processor, name, None) for name in ("image_token", "video_token"))
    return {name for name in names if isinstance(name, str)}


def save_adapter(model: PeftModel, output: Path) -> None:
    """Only the trained adapter: where one was gone on with, TRL keeps a copy of it beside, as the reference."""
    model.save_pretrained(str(output), selected_adapters=["default"])
