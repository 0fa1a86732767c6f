"""Serves pairmill's trainer contract (docs/backends.md §8) and trains LoRA adapters with DPO."""

__version__ = "0.1.0"
