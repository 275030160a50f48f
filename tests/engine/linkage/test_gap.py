"""No group's names may be found much less often than another's: the bench's own gate, on a small county."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def run(gate: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bench/link_gap.py", "--reports", "2500", "--gate", gate]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True)


def test_recall_does_not_hang_on_origin_script_or_age() -> None:
    done = run("0.15")
    assert done.returncode == 0, done.stdout + done.stderr
    for group in ("origin arabic", "origin english", "written in another script", "aged under 14"):
        assert group in done.stdout
