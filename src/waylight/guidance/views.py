"""Public pages about help, safety and rights. None keeps anything about who reads them."""

from datetime import date

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from waylight.accounts.guarding import guarded

from . import queries, static_page
from .kinds import Kind
from .models import Area

STATEMENT_PREPARED_ON = date(2026, 11, 22)
"""When the accessibility statement was written; whoever changes what it says changes this."""


@require_safe
@guarded("guidance.read")
def contacts(request: HttpRequest) -> HttpResponse:
    area = _area(request)
    return render(
        request,
        "guidance/contacts.html",
        {
            "area": area,
            "areas": queries.areas(),
            "groups": queries.grouped(area),
            "doors": queries.doors(area) if area else None,
            "promise": queries.pack(area).promise if area else None,
            "campaign": queries.pack(area).campaign if area else "",
        },
    )


@require_safe
@guarded("guidance.read")
def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "guidance/safety.html")


@require_safe
@guarded("guidance.read")
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "guidance/privacy.html", _responsible(request, Kind.DATA_RIGHTS))


@require_safe
@guarded("guidance.read")
def accessibility(request: HttpRequest) -> HttpResponse:
    page = {"prepared_on": STATEMENT_PREPARED_ON, **_responsible(request, Kind.ACCESS_RIGHTS)}
    return render(request, "guidance/accessibility.html", page)


@require_safe
@guarded("guidance.read")
@csp_replace({"default-src": ["'none'"], "style-src": [static_page.STYLE_HASH]})
def danger(request: HttpRequest) -> HttpResponse:
    """The page that also lies as a file beside the web server."""
    return HttpResponse(static_page.static_danger())


@require_safe
@guarded("guidance.read")
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to tell us of a weakness."""
    area = _area(request)
    if area is None:
        raise Http404
    found = queries.pack(area).security
    lines = (
        f"Contact: {found.contact}",
        f"Expires: {found.expires_on.isoformat()}T00:00:00Z",
        "Preferred-Languages: en, cy",
        f"Canonical: {request.build_absolute_uri(reverse('security'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _area(request: HttpRequest) -> Area | None:
    """The area asked for, else the one this site serves first, else any; None where none is loaded."""
    found = queries.areas()
    by_slug = {area.slug: area for area in found}
    wanted = (request.GET.get("area", ""), settings.DEFAULT_AREA)
    return next((by_slug[slug] for slug in wanted if slug in by_slug), found[0] if found else None)


def _responsible(request: HttpRequest, kind: Kind) -> dict[str, object]:
    """Who is responsible for the site here, and the numbers of one kind."""
    area = _area(request)
    routes = [route for route in queries.shown(area, timezone.localdate()) if route.kind == kind]
    return {"area": area, "controller": queries.pack(area).controller if area else "", "routes": routes}
