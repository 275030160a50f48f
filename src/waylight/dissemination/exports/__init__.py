"""Forms in which a telling is taken away. Each is made from `told.Told` alone: sanitised words, no source."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..told import Told
from .briefing import briefing
from .followthemoney import follow_the_money
from .graphml import graphml
from .police import full, skeleton
from .table import table


@dataclass(frozen=True)
class Format:
    """`suffix` of the file's name; `make` gives its bytes."""

    words: str | Promise
    suffix: str
    media_type: str
    make: Callable[[Told], bytes]


def _text(make: Callable[[Told], str]) -> Callable[[Told], bytes]:
    return lambda told: make(told).encode()


FORMATS: dict[str, Format] = {
    "briefing": Format(_("Briefing, printed (PDF)"), "pdf", "application/pdf", briefing),
    "sdm-skeleton": Format(
        _("Police Standard Data Model, skeleton (JSON)"), "sdm.json", "application/json", _text(skeleton)
    ),
    "sdm-full": Format(
        _("Police Standard Data Model, full (JSON)"), "sdm-full.json", "application/json", _text(full)
    ),
    "ftm": Format(
        _("FollowTheMoney (JSON lines)"), "ftm.jsonl", "application/x-ndjson", _text(follow_the_money)
    ),
    "csv": Format(_("Table (CSV)"), "csv", "text/csv; charset=utf-8", _text(table)),
    "graphml": Format(_("Graph (GraphML)"), "graphml", "application/graphml+xml", _text(graphml)),
}
