"""The page that every package holds: a whole course in one file, with its style and scripts inside."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import override
from markupsafe import Markup

from .. import contacts
from ..marking import needed
from .edition import Edition
from .order import Order
from .speech import known_since

HERE = Path(__file__).parent
LEARNING = HERE.parent / "static" / "learning"
SITE_SHEET = HERE.parents[1] / "site" / "static" / "waylight" / "waylight.css"
SCRIPTS = ("keeping", "numbers", "answering", "checking", "player")
PALETTE = re.compile(r"^:root \{\n.*?^\}", re.MULTILINE | re.DOTALL)


def page(order: Order) -> str:
    """The HTML. The same order makes the same page on every day on which the same numbers may be shown."""
    editions = [Edition(order, language) for language in order.languages]
    printed = [Markup(_edition(each, editions)) for each in editions]  # noqa: S704 - a template's own output
    return render_to_string(
        "learning/packages/player.html",
        {
            "order": order,
            "first": editions[0],
            "first_words": printed[0],
            "others": list(zip(editions[1:], printed[1:], strict=True)),
            "digest": order.course.version_id.rpartition("-")[2],
            "known_since": known_since(order),
            "check_by": check_by(order),
            "asks": _asks(order),
            "lapses": contacts.lapses(None),
            "style": Markup(style()),  # noqa: S704 - our own sheets
            "script": Markup(script()),  # noqa: S704 - our own scripts
            "listen": Markup((LEARNING / "listen.js").read_text("utf-8")),  # noqa: S704
        },
    )


def check_by(order: Order) -> date:
    """The day by which somebody promised to look at one of these lessons again."""
    return min(lesson.review_by for lesson in order.course.lessons)


def left() -> str:
    return render_to_string("learning/packages/left.html")


def adapter(order: Order) -> bytes:
    return (HERE / "adapters" / f"{order.standard}.js").read_bytes()


@cache
def script() -> str:
    """Plain scripts in one scope: a module could not be opened from a folder without a server."""
    parts = [(HERE / "player" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return "(() => {\n" + "\n".join(parts) + "})();\n"


@cache
def style() -> str:
    """The site's palette, Learn's own sheet, and what the player adds."""
    palette = PALETTE.search(SITE_SHEET.read_text("utf-8"))
    if palette is None:
        raise LookupError(f"{SITE_SHEET.name} has no palette at its head any more.")
    sheets = (LEARNING / "learn.css", HERE / "player" / "player.css")
    return "\n".join([palette[0], *(sheet.read_text("utf-8") for sheet in sheets)])


def _asks(order: Order) -> int:
    return min(order.course.check_size, len(order.course.questions))


def _edition(edition: Edition, all_of_them: Iterable[Edition]) -> str:
    order = edition.order
    with override(edition.language):
        return render_to_string(
            "learning/packages/edition.html",
            {
                "edition": edition,
                "order": order,
                "languages": [(each.language, each.own_name) for each in all_of_them],
                "support": contacts.support(None),
                "known_since": known_since(order),
                "needed": needed(order.course, _asks(order)),
            },
        )
