"""What a training did to the pairs it was trained on (the same ones before and after)."""

from __future__ import annotations

from collections.abc import Sequence


class Evaluation:
    """From margins, log p(chosen) − log p(rejected), of the start policy and the trained one, in nats.

    The start policy is DPO's reference, whether that is the base or an adapter, so rewards follow: β × the change.
    It shows that the training took, not that it generalises.
    """

    def __init__(self, before: Sequence[float], after: Sequence[float], beta: float) -> None:
        self._before = before
        self._after = after
        self.rewards = [beta * (late - early) for early, late in zip(before, after, strict=True)]

    def final_metrics(self, steps: int) -> dict[str, object]:
        """What the last metrics event of a job says in place of the last batch's."""
        return {
            "step": steps,
            "total_steps": steps,
            "rewards/accuracies": _share(self.rewards),
            "rewards/margins": _mean(self.rewards),
            "eta_seconds": 0,
        }

    def summary(self) -> dict[str, object]:
        """The data of the event `evaluated`."""
        return {
            "margin_before": _mean(self._before),
            "margin_after": _mean(self._after),
            "accuracy_before": _share(self._before),
            "accuracy_after": _share(self._after),
            "pairs": len(self._before),
        }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _share(values: Sequence[float]) -> float:
    """Of values above zero."""
    return sum(value > 0 for value in values) / len(values)
