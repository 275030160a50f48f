"""Half a sentence in each form of a page, and a session that ends."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from tests.casework.two_people import BEGUN, ends, page_of

from waylight.accounts import sessions
from waylight.accounts.models import StaffSession
from waylight.casework.models import Draft

HALF = "She said that on Fr"


class Forms(HTMLParser):
    """The forms of a page: where each is sent, where what is typed is kept, and its fields to type into."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        has = dict(attrs)
        if tag == "form" and has.get("method") == "post":
            self.found.append((has.get("action") or "", has.get("data-keep") or "", []))
        typed = tag == "textarea" or (tag == "input" and has.get("type") == "text")
        if typed and self.found:
            self.found[-1][2].append(has["name"])


def nothing_is_lost(person: Callable[[], Any], address: str, other: Callable[[], Any] | None = None) -> int:
    """Half a sentence in each form of the page; the session ends; each is there again. How many forms."""
    client = person()
    answer = client.get(address)
    assert answer.status_code == 200, address
    typed_into = [form for form in Forms(answer.content.decode()).found if form[2]]
    kept = {send: keep for send, keep, _fields in typed_into}
    assert all(kept.values()), [send for send, keep in kept.items() if not keep]
    for number, (send, keep, fields) in enumerate(typed_into):
        half = f"{HALF} {number}!"
        assert client.post(keep, {fields[0]: half}).status_code == 200, keep
        ends(client, send or address, {fields[0]: half})
        client = person()
        again = page_of(client.get(address))
        assert BEGUN in again, keep
        assert half in again, keep
        first = again.index("<button", again.index(f'data-keep="{keep}"'))
        assert "formaction" not in again[first : again.index(">", first)], "Enter throws nothing away"
        if other:
            looks = other()
            assert half not in page_of(looks.get(address)), keep
            sessions.end_all(looks.person, StaffSession.End.IDLE)
        assert client.post(f"{keep}away/").status_code == 302
        assert half not in page_of(client.get(address)), keep
    assert not Draft.objects.exists()
    sessions.end_all(client.person, StaffSession.End.IDLE)
    return len(typed_into)
