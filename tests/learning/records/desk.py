"""Where things are on the office's pages."""

from typing import Any

from django.urls import reverse
from tests.site.visitor import Page


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def act_form(page: Page, name: str) -> Any:
    return next(form for form in page.forms if form.action.endswith(f"/do/{name}/"))


def posting_to(page: Page, name: str, *args: object) -> Any:
    return next(form for form in page.forms if form.action == at(name, *args))
