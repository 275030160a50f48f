"""Splink, DuckDB and, for a cluster, Spark: what bulk linkage and training want, and nothing else does.

They are never put into the environment that serves people. They go into a folder of their own under
WAYLIGHT_HOME, each checked by its recorded hash, and are found after everything that is installed already.
"""

import hashlib
import importlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
TAIL_LINES = 8


class NotThere(RuntimeError):
    """Packages are missing, or could not be brought; a sentence that says what to do."""


@dataclass(frozen=True)
class Extra:
    """`requirements` is a file of hashes beside the source; `modules` are what must be importable then."""

    name: str
    requirements: str
    modules: tuple[str, ...]


SPLINK = Extra("scale", "requirements-scale.txt", ("splink", "duckdb", "pyarrow"))
SPARK = Extra("spark", "requirements-spark.txt", ("pyspark",))


def home() -> Path:
    """Where this installation keeps what is its own."""
    return Path(os.environ.get("WAYLIGHT_HOME", SOURCE / "var")).resolve()


def use(extra: Extra) -> None:
    """Make the packages importable. Raises NotThere with the command that brings them."""
    folder = _folder(extra)
    if not _importable(extra) and _mark(folder) == _digest(extra) and str(folder) not in sys.path:
        sys.path.append(str(folder))
        importlib.invalidate_caches()
    if not _importable(extra):
        raise NotThere(
            f"{' and '.join(extra.modules)} are not here. `./waylight relink --bring {extra.name}` brings "
            f"them into {folder}, checked by hash and apart from what serves people."
        )


def bring(extra: Extra, say: Callable[[str], object]) -> None:
    """Install what is missing; `say` is told before. Raises NotThere if that does not work."""
    folder = _folder(extra)
    if _importable(extra) or _mark(folder) == _digest(extra):
        return
    say(f"Bringing {', '.join(extra.modules)} into {folder} (once; a minute or two) …")
    folder.mkdir(parents=True, exist_ok=True)
    asked = ["--quiet", "--require-hashes", "--target", str(folder), "-r", str(SOURCE / extra.requirements)]
    uv = [sys.executable, "-m", "uv", "pip", "install", "--system-certs", *asked]
    pip = [sys.executable, "-m", "pip", "install", "--no-input", "--upgrade", *asked]
    said = ""
    for command in (uv, pip):
        done = subprocess.run(command, text=True, capture_output=True)  # noqa: S603 - our own files by our own Python
        if done.returncode == 0:
            (folder / ".made-from").write_text(_digest(extra), encoding="utf-8")
            return
        said = _end(done.stderr.splitlines())
    raise NotThere(f"The packages of {extra.requirements} could not be brought:\n{said}")


def _end(lines: Sequence[str]) -> str:
    return "\n".join(f"    {line}" for line in lines[-TAIL_LINES:])


def _importable(extra: Extra) -> bool:
    return all(importlib.util.find_spec(name) is not None for name in extra.modules)


def _folder(extra: Extra) -> Path:
    return home() / "packages" / f"{extra.name}-{sys.version_info.major}.{sys.version_info.minor}"


def _mark(folder: Path) -> str:
    mark = folder / ".made-from"
    return mark.read_text(encoding="utf-8") if mark.is_file() else ""


def _digest(extra: Extra) -> str:
    return hashlib.sha256((SOURCE / extra.requirements).read_bytes()).hexdigest()
