"""What is typed into any control is nowhere in what rests: database file, write-ahead log, keys, logs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JOURNEY = Path(__file__).with_name("marker_journey.py")


@pytest.mark.parametrize("until", ["draft", "sent"])
def test_no_marker_rests_anywhere(tmp_path: Path, until: str) -> None:
    house = {
        "WAYLIGHT_HOME": str(tmp_path),
        "WAYLIGHT_PLANE": "public",
        "WAYLIGHT_LOG": "DEBUG",
        "DJANGO_SETTINGS_MODULE": "waylight.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "PATH": os.environ["PATH"],
    }
    ran = subprocess.run(
        [sys.executable, str(JOURNEY), until],
        env=house,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    markers = {*ran.stdout.splitlines(), "marker-"}
    assert len(markers) > 50
    rests = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(path.name.endswith(".sqlite3-wal") and octets for path, octets in rests.items())
    rests[Path("standard error")] = ran.stderr.encode()
    found = [(marker, path.name) for marker in markers for path, o in rests.items() if marker.encode() in o]
    assert not found
