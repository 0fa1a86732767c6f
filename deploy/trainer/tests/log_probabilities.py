"""Log-probabilities of responses, by code that shares nothing with the trainer's: for judging what it made.

The whole chat is rendered and tokenized at once; the response is what follows the prompt's tokens. The trainer's own
code tokenizes both apart, TRL's pads and packs them into batches.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import tiny_model  # noqa: F401 -- makes torchvision import
import torch
from peft import PeftModel
from PIL import Image
from transformers import AutoModelForImageTextToText, AutoProcessor

Pair = dict[str, object]


class MarginError(AssertionError):
    """The training did not move the pairs as it should have."""


class Judge:
    """A base model in full precision on the CPU, with or without an adapter."""

    def __init__(self, base: Path, max_pixels: int) -> None:
        self._processor = AutoProcessor.from_pretrained(base, local_files_only=True)
        self._processor.image_processor.size["longest_edge"] = max_pixels
        self._base = AutoModelForImageTextToText.from_pretrained(
            base, local_files_only=True, dtype=torch.float32
        )
        self._base.eval()

    def margins(self, pairs: list[Pair], adapter: Path | None = None) -> list[float]:
        """log p(chosen) − log p(rejected) of each pair, in nats."""
        model = PeftModel.from_pretrained(self._base, str(adapter)).eval() if adapter else self._base
        try:
            return [self._margin(model, pair) for pair in pairs]
        finally:
            if adapter:
                self._base = model.unload()

    def _margin(self, model: torch.nn.Module, pair: Pair) -> float:
        chosen = self._log_probability(model, pair, str(pair["preferred_output"][0]["content"]))
        return chosen - self._log_probability(model, pair, str(pair["non_preferred_output"][0]["content"]))

    @torch.no_grad()
    def _log_probability(self, model: torch.nn.Module, pair: Pair, response: str) -> float:
        messages, images = _chat(pair)
        start = self._inputs(
            self._processor.apply_chat_template(messages, add_generation_prompt=True), images
        )
        answered = [*messages, {"role": "assistant", "content": [{"type": "text", "text": response}]}]
        whole = self._inputs(self._processor.apply_chat_template(answered), images)
        first = start["input_ids"].shape[1]
        assert torch.equal(whole["input_ids"][:, :first], start["input_ids"])
        scores = torch.log_softmax(model(**whole).logits[0].double(), dim=-1)
        targets = whole["input_ids"][0]
        return sum(float(scores[place - 1, targets[place]]) for place in range(first, len(targets)))

    def _inputs(self, text: str, images: list[Image.Image]) -> dict[str, torch.Tensor]:
        return self._processor(text=[text], images=images or None, return_tensors="pt")


def _chat(pair: Pair) -> tuple[list[dict[str, object]], list[Image.Image]]:
    messages, images = [], []
    for message in pair["input"]["messages"]:
        parts = []
        content = message["content"]
        for part in content if isinstance(content, list) else [{"type": "text", "text": content}]:
            if part["type"] == "text":
                parts.append(part)
            else:
                data = base64.b64decode(part["image_url"]["url"].partition(",")[2])
                images.append(Image.open(io.BytesIO(data)).convert("RGB"))
                parts.append({"type": "image"})
        messages.append({"role": message["role"], "content": parts})
    return messages, images


def change_of(before: list[float], after: list[float]) -> tuple[float, float]:
    """How much the mean margin rose, in nats, and the share of pairs that went up."""
    rise = sum(after) / len(after) - sum(before) / len(before)
    return rise, sum(late > early for early, late in zip(before, after, strict=True)) / len(after)


def assert_margins_rose(
    before: list[float], after: list[float], *, least: float = 0.5, share: float = 0.75
) -> None:
    """MarginError unless the mean margin rose by `least` nats and `share` of the pairs went up."""
    rise, up = change_of(before, after)
    if rise < least or up < share:
        raise MarginError(
            f"the mean margin changed by {rise:+.3f} nats, {up:.0%} of {len(after)} pairs went up"
        )
