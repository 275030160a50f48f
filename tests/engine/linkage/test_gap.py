"""No group's names may be found much less often than another's: the bench's own gate, on a small county."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def run(gate: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bench/link_gap.py", "--reports", "2500", "--gate", gate]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True)


def test_recall_does_not_hang_on_origin_script_or_age() -> None:
    done = run("0.15")
    assert done.returncode == 0, done.stdout + done.stderr
    for group in ("origin arabic", "origin english", "written in another script", "aged under 14"):
        assert group in done.stdout


def test_a_gap_that_is_more_than_chance_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    widest = importlib.import_module("link_gap").widest
    groups = [
        {"group": "origin one", "persons": 100, "recall": 0.5, "give or take": 0.05},
        {"group": "origin other", "persons": 100, "recall": 0.2, "give or take": 0.05},
        {"group": "origin seen twice", "persons": 2, "recall": 0.0, "give or take": 0.0},
        {"group": "aged 18 to 34", "persons": 100, "recall": 0.9, "give or take": 0.05},
    ]
    assert widest(groups, "origin", sure=True) == pytest.approx(0.2)
    assert widest(groups, "origin") == pytest.approx(0.3)
    assert widest(groups, "aged", sure=True) == 0.0
