"""Addresses of this room. The audit imports no room above it: the site hands it who guards and names."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from .views import AuditScreen, Names


def addresses(guarded: Callable[[str], Callable[[Any], Any]], names: Names) -> list[URLPattern]:
    """`guarded` is `accounts.guarding.guarded`, `names` is `accounts.queries.staff_names`."""
    screen = AuditScreen(names)
    return [
        path("", guarded("audit.view")(require_GET(screen.listing)), name="audit"),
        path("copy/", guarded("audit.export")(require_GET(screen.copy)), name="audit-copy"),
        path("prove/", guarded("audit.view")(require_POST(screen.prove)), name="audit-prove"),
    ]
