"""Two people at one form, and one whose session ends in the middle of a sentence."""

import html
import re
from typing import Any

from django.urls import reverse

from waylight.accounts import sessions
from waylight.accounts.models import StaffSession
from waylight.casework.models import EditConflict

MET = "Somebody changed this while you were writing, and their words stand now."
BEGUN = "You had begun to write this."


def page_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def base_in(answer: Any, address: str = "") -> str:
    """The version that the form sends, of the form that is sent to that address or the first."""
    page = page_of(answer)
    found = re.search(
        r'name="base" value="(\d+)"', page[page.index(f'action="{address}"') :] if address else page
    )
    assert found, page
    return found[1]


def shown_and_kept(
    late: Any, address: str, typed: dict[str, Any], theirs: str, mine: str, *, post: str = ""
) -> None:
    """`late` sends what it typed over words that it never saw. It is told so, with both texts on the page;
    what came too late is kept; and sent again from that page it is saved."""
    before = EditConflict.objects.count()
    answer = late.post(address, typed)
    page = page_of(answer)
    assert answer.status_code == 400
    assert MET in page
    assert f"This stands now: {theirs}" in page
    assert mine in page
    assert EditConflict.objects.count() == before + 1
    kept = EditConflict.objects.order_by("-at")[0]
    assert mine in kept.edit
    assert reverse("child-conflict", args=[kept.pk]) in page
    again = {**typed, "base": base_in(answer, address if post else "")}
    assert late.post(address, again).status_code == 302
    assert EditConflict.objects.count() == before + 1


def ends(client: Any, address: str, typed: dict[str, Any]) -> None:
    """The session of whoever writes ends; what they send after that is not taken, and leads to signing in."""
    assert sessions.end_all(client.person, StaffSession.End.IDLE) == 1
    answer = client.post(address, typed)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))
