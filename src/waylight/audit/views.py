"""The auditor's screen. Reading the audit is itself audited, and so is a copy taken away."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from .actions import record
from .forms import EventFilter
from .models import Event, Verb
from .queries import events, missing_triggers, sealed_within, verify

PER_PAGE = 50
Names = Callable[[], dict[str, str]]


class AuditScreen:
    """The three views, told by the site how people are named: the audit knows no room above it."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def listing(self, request: HttpRequest) -> HttpResponse:
        names = self.names()
        asked = EventFilter(request.GET, names)
        narrowed = asked.narrowing() if asked.is_valid() else {}
        page = Paginator(events(**narrowed), PER_PAGE).get_page(request.GET.get("page"))
        _noted(request, Verb.CONSULTATION, "audit.view", asked, page=page.number, found=page.paginator.count)
        context = {"form": asked, "page": page, "names": names, "query": _without_page(request)}
        return render(request, "audit/list.html", context)

    def copy(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """CSV of all that the filter finds; with a filter that is not understood, the list and its errors."""
        names = self.names()
        asked = EventFilter(request.GET, names)
        if not asked.is_valid():
            return self.listing(request)
        found = events(**asked.narrowing())
        _noted(request, Verb.EXPORT, "audit.export", asked, found=found.count())
        name = f"audit-{timezone.localdate().isoformat()}.csv"
        return StreamingHttpResponse(
            _lines(found.iterator(chunk_size=2000), names),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def prove(self, request: HttpRequest) -> HttpResponse:
        proof = verify()
        found = {"links": proof.links, "whole": proof.whole, "broken_at": proof.broken_at}
        record(Verb.CONSULTATION, "audit.prove", by=request.actor, detail=found)  # type: ignore[attr-defined]  # the gate sets it
        context = {"proof": proof, "missing": missing_triggers(), "sealed": sealed_within()}
        return render(request, "audit/proof.html", context)


def _noted(request: HttpRequest, verb: Verb, action: str, asked: EventFilter, **counts: int) -> None:
    """Which filters were used, not what was typed into them; a person looked for is named by reference."""
    used = sorted(name for name in asked.fields if request.GET.get(name))
    about = asked.cleaned_data.get("actor", "")
    record(
        verb,
        action,
        by=request.actor,  # type: ignore[attr-defined]  # the gate sets it
        detail={"by": used, "about": about, **counts},
    )


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


COLUMNS: tuple[tuple[str, Callable[[Event], object]], ...] = (
    ("id", lambda event: event.pk),
    ("at", lambda event: event.at.isoformat()),
    ("actor", lambda event: event.actor),
    ("roles", lambda event: event.roles),
    ("verb", lambda event: event.verb),
    ("action", lambda event: event.action),
    ("type", lambda event: event.object_type),
    ("object", lambda event: event.object_id),
    ("detail", lambda event: "; ".join(f"{key}={value}" for key, value in event.detail.items())),
    ("purpose", lambda event: event.purpose),
    ("hash", lambda event: event.link.hash if hasattr(event, "link") else ""),
)


class _Line:
    """What csv.writer needs of a file, giving each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(found: Iterator[Event], names: dict[str, str]) -> Iterator[Any]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([*(heading for heading, _cell in COLUMNS), "name"])
    for event in found:
        cells = [*(cell(event) for _heading, cell in COLUMNS), names.get(event.actor, "")]
        yield writer.writerow([_no_formula(cell) for cell in cells])


def _no_formula(cell: object) -> str:
    """A spreadsheet must not run what somebody typed."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
