"""Whether a training moved anything: DPO's loss begins at ln 2, and stays there when nothing is learnt."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .errors import JobFailure

LN2 = math.log(2.0)
# Trainers print losses with four digits; the second bound is of a reward, β × the change of a log-probability margin.
LOSS_TOLERANCE = 2e-4
REWARD_TOLERANCE = 1e-4


def refuse_no_learning(losses: Iterable[float], rewards: Iterable[float] | None = None) -> None:
    """JobFailure no_learning when every loss is ln 2 and, where rewards were measured, none of them moved.

    Rewards save a short training with a small learning rate, whose losses look like ln 2 in four digits.
    """
    still = all(abs(loss - LN2) <= LOSS_TOLERANCE for loss in losses)
    unmoved = rewards is None or all(abs(reward) <= REWARD_TOLERANCE for reward in rewards)
    if still and unmoved:
        raise JobFailure(
            "no_learning",
            "the loss stays at ln 2 = 0.6931: the responses are cut away, the learning rate is 0, "
            "or chosen and rejected are the same",
        )


def refuse_divergence(rewards: Iterable[float], when: str) -> None:
    """JobFailure no_learning when a reward is no number: the weights are none then, and no later step mends them.

    Losses don't show it: transformers leaves those that are no numbers out of its logs.
    """
    if not all(map(math.isfinite, rewards)):
        raise JobFailure(
            "no_learning",
            f"the training diverged: {when} its rewards are no numbers; a smaller learning_rate or beta may help",
        )
