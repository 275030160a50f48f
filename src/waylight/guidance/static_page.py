"""The emergency page: one file with every language in it, readable when nothing of Waylight answers.

It asks for nothing: no sheet, no script, no picture, no font. A web server in front of Waylight serves it
when the application is down; `/danger/` serves the same page while it is up.
"""

import base64
import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language_info, gettext_noop

from . import memory
from .bilingual import Bilingual, bilingual
from .danger import danger_ways
from .kinds import ALWAYS

STYLE = (Path(__file__).parent / "danger.css").read_text("utf-8")
STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
"""What a content security policy must allow for this page: this style and nothing else."""


_QUESTION = gettext_noop("Is a child in danger now?")
_CALL = gettext_noop("Call %(phone)s")
_WAIT = gettext_noop("Do not wait for an answer on this site.")


@dataclass(frozen=True)
class Section:
    """The page in one language. `call` keeps its placeholder for the number."""

    code: str
    name: str
    rtl: bool
    question: Bilingual
    call: Bilingual
    wait: Bilingual
    ways: tuple[Bilingual, ...]


def place() -> Path:
    """Where the worker keeps the page for the web server."""
    return Path(settings.WAYLIGHT_HOME) / "pages" / "danger.html"


def static_danger(on: date | None = None) -> str:
    """The page as it may be shown on a day (today)."""
    emergency = next(route for route in memory.national_routes() if route.code == ALWAYS)
    day = on or timezone.localdate()
    page = {
        "sections": [_section(code, name, day) for code, name in settings.LANGUAGES],
        "style": STYLE,
        "style_hash": STYLE_HASH,
        "emergency": emergency.phone,
        "checked_on": emergency.verified_on,
        "written_on": day,
    }
    with translation.override("en"):
        return render_to_string("guidance/danger.html", page)


def write_static_danger(path: Path | None = None, on: date | None = None) -> Path:
    """Write the page, whole or not at all, to `path` (`place()`); returns where it is."""
    path = path or place()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(static_danger(on))
    Path(beside).chmod(0o644)
    return Path(beside).replace(path)


def _section(code: str, name: str, day: date) -> Section:
    with translation.override(code):
        rtl = get_language_info(code)["bidi"]
        return Section(
            code, name, rtl, bilingual(_QUESTION), bilingual(_CALL), bilingual(_WAIT), danger_ways(day)
        )
