"""Rules and helps that carry their owner, version and source date, as YAML under `content/`."""

from pathlib import Path
from typing import Any

import yaml

HEAD = ("owner", "version", "source_date")


class RulesError(ValueError):
    """A file of rules that cannot be used. The message names the file and what is wrong."""


def read(path: Path) -> dict[str, Any]:
    """Raises RulesError without owner, version and source date."""
    found = yaml.safe_load(path.read_text("utf-8"))
    missing = [key for key in HEAD if not found.get(key)]
    if missing:
        raise RulesError(f"{path.name}: {', '.join(missing)} must be given.")
    return dict(found)
