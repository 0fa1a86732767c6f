"""Figures of an evaluation, and checkpoints that may be gone on from."""

from __future__ import annotations

from pathlib import Path

from pairmill_trainer.checkpoints import Counted, last_checkpoint, mark_checkpoint
from pairmill_trainer.evaluation import Evaluation
from pairmill_trainer.spelling import nearest_spelling


def test_rewards_are_beta_times_the_change_of_the_margin() -> None:
    evaluation = Evaluation([-1.0, 1.0], [1.0, 0.5], beta=0.1)
    assert [round(reward, 9) for reward in evaluation.rewards] == [0.2, -0.05]
    assert evaluation.summary() == {
        "margin_before": 0.0,
        "margin_after": 0.75,
        "accuracy_before": 0.5,
        "accuracy_after": 1.0,
        "pairs": 2,
    }
    final = evaluation.final_metrics(9)
    assert (final["step"], final["rewards/accuracies"], round(final["rewards/margins"], 9)) == (9, 0.5, 0.075)


def test_only_a_marked_checkpoint_is_gone_on_from_and_others_are_removed(tmp_path: Path) -> None:
    for step in (2, 10, 12):
        (tmp_path / f"checkpoint-{step}").mkdir()
        (tmp_path / f"checkpoint-{step}" / "trainer_state.json").write_text("{}")
    mark_checkpoint(tmp_path / "checkpoint-2", Counted(8, 100))
    mark_checkpoint(tmp_path / "checkpoint-10", Counted(40, 500))
    assert last_checkpoint(tmp_path) == (tmp_path / "checkpoint-10", 10, Counted(40, 500))
    assert not (tmp_path / "checkpoint-12").exists()
    assert last_checkpoint(tmp_path / "nowhere") is None


def test_a_word_too_far_off_has_no_nearest() -> None:
    assert nearest_spelling("lsiten", ["listen", "key"]) == "listen"
    assert nearest_spelling("colour", ["listen", "key"]) is None
