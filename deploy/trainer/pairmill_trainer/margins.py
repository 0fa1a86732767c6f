"""log p(chosen) − log p(rejected) of pairs under a policy, in nats, by code of our own and one pair at a time.

TRL's logs tell the rewards of each batch while the policy changes; this tells one policy on the same pairs, before
and after.
"""

from __future__ import annotations

import inspect
import random
from pathlib import Path

import torch
from transformers import ProcessorMixin

from .dataset import Row
from .dpo_dataset import load_images, prompt_messages, response_message


class MarginMeter:
    """Of at most `most` pairs, drawn by `seed`; all of them where there are no more."""

    def __init__(
        self, processor: ProcessorMixin, rows: list[Row], images: Path, most: int, seed: int
    ) -> None:
        self._processor = processor
        self._images = images
        self.rows = rows if len(rows) <= most else random.Random(seed).sample(rows, most)

    @torch.no_grad()
    def margins(self, model: torch.nn.Module) -> list[float]:
        """In the order of `rows`. Leaves the model in the mode it was in."""
        training = model.training
        model.eval()
        try:
            return [self._margin(model, row) for row in self.rows]
        finally:
            model.train(training)

    def _margin(self, model: torch.nn.Module, row: Row) -> float:
        messages, images = prompt_messages(row), load_images(row, self._images)
        prompt = self._processor.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
        inputs = self._processor(
            text=[prompt], images=images or None, return_tensors="pt", add_special_tokens=False
        )
        return self._score(model, messages, prompt, inputs, row["chosen"]) - self._score(
            model, messages, prompt, inputs, row["rejected"]
        )

    def _score(
        self,
        model: torch.nn.Module,
        messages: list[dict[str, object]],
        prompt: str,
        inputs: object,
        response: str,
    ) -> float:
        whole = self._processor.apply_chat_template([*messages, response_message(response)], tokenize=False)
        rest = whole.removeprefix(prompt) if whole.startswith(prompt) else response
        tokens = self._processor.tokenizer(rest, add_special_tokens=False, return_tensors="pt")["input_ids"]
        device = next(model.parameters()).device
        extended = {name: value.to(device) for name, value in _extended(inputs, tokens).items()}
        logits = model(**extended, **_keep(model, tokens.shape[1] + 1)).logits[0, -tokens.shape[1] - 1 : -1]
        scores = torch.log_softmax(logits.float(), dim=-1)
        return float(scores.gather(1, tokens[0].to(device).unsqueeze(1)).sum())


def _extended(inputs: object, tokens: torch.Tensor) -> dict[str, torch.Tensor]:
    """The prompt's inputs with the response's tokens behind: attended to, and of no picture."""
    length = inputs["input_ids"].shape[1]
    behind = {"input_ids": tokens, "attention_mask": torch.ones_like(tokens)}
    extended = {}
    for name, value in inputs.items():
        if value.shape[:2] == (1, length) and value.dim() == 2:
            value = torch.cat((value, behind.get(name, torch.zeros_like(tokens)).to(value.dtype)), dim=1)
        extended[name] = value
    return extended


def _keep(model: torch.nn.Module, count: int) -> dict[str, int]:
    """Most models can leave out the logits of earlier places, which take a gigabyte with a large vocabulary."""
    base = model.get_base_model() if hasattr(model, "get_base_model") else model
    return (
        {"logits_to_keep": count}
        if "logits_to_keep" in inspect.signature(type(base).forward).parameters
        else {}
    )
