"""No group's names may be found much less often than another's: the bench's own gate, on a small county."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


GATE, REPORTS = "0.15", "6000"  # with fewer reports some groups are too small to be judged


def run(*more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bench/link_gap.py", "--reports", REPORTS, "--gate", GATE, *more]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module("link_gap")


def test_recall_does_not_hang_on_origin_script_or_age() -> None:
    done = run()
    assert done.returncode == 0, done.stdout + done.stderr
    for group in ("origin arabic", "origin english", "written in another script", "aged under 14"):
        assert group in done.stdout


def test_any_group_that_nobody_finds_closes_the_gate(bench: ModuleType) -> None:
    groups = json.loads(run("--json").stdout)["groups"]
    judged = [row for row in groups if row["group"].startswith(tuple(bench.KINDS_OF_GROUP))]
    assert len(judged) >= 15
    for row in judged:
        assert row["persons"] >= bench.FEWEST, row["group"]
        lost = [{**row, "recall": 0.0, "give or take": 0.0}, *(one for one in judged if one is not row)]
        kind = next(of for of in bench.KINDS_OF_GROUP if row["group"].startswith(of))
        assert bench.widest(lost, kind, sure=True) > float(GATE), row["group"]


def test_a_gap_that_is_more_than_chance_counts(bench: ModuleType) -> None:
    widest = bench.widest
    groups = [
        {"group": "origin one", "persons": 100, "recall": 0.5, "give or take": 0.05},
        {"group": "origin other", "persons": 100, "recall": 0.2, "give or take": 0.05},
        {"group": "origin seen twice", "persons": 2, "recall": 0.0, "give or take": 0.0},
        {"group": "aged 18 to 34", "persons": 100, "recall": 0.9, "give or take": 0.05},
    ]
    assert widest(groups, "origin", sure=True) == pytest.approx(0.2)
    assert widest(groups, "origin") == pytest.approx(0.3)
    assert widest(groups, "aged", sure=True) == 0.0
