"""Makes PyPI's torchvision, which is built for CUDA, import on a CPU build of torch (docs/training.md §1).

Its import registers shapes for two operators that only its compiled part declares, and that part does not load
there. They are never called here: the processors' transforms do without them, and Pillow decodes the images.
"""

from __future__ import annotations

import importlib
import sys

_OPERATORS = ("nms", "qnms")
_SIGNATURE = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"


def import_torchvision() -> None:
    """Call before transformers or TRL are imported; declares the operators only where they are missing."""
    try:
        importlib.import_module("torchvision")
    except RuntimeError as error:
        if "torchvision::nms does not exist" not in str(error):
            raise
        import torch

        for name in _OPERATORS:
            torch.library.define(f"torchvision::{name}", _SIGNATURE)
        for module in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
            del sys.modules[module]
        importlib.import_module("torchvision")
