"""`waylight organisations`: a key is shown once, listed by its last signs, and ends at once."""

from typing import Any

import pytest
from click.testing import CliRunner, Result

from waylight.audit.models import Event
from waylight.reporting.actions import key_digest
from waylight.reporting.models import ApiKey
from waylight.site.cli import main

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["organisations", *words])


def test_make_list_and_revoke(area: Any) -> None:
    made = run("make-key", "Merrowdale Cars", "--area", "merrowdale")
    secret = made.output.split()[-1]
    key = ApiKey.objects.get()
    assert made.exit_code == 0 and key.digest == key_digest(secret)
    listed = run("list").output
    assert "Merrowdale Cars" in listed and f"…{secret[-4:]}" in listed and "works" in listed
    assert secret not in listed
    assert "has not worked since" in run("revoke", str(key.pk)).output
    assert "revoked" in run("list").output
    assert [event.actor for event in Event.objects.filter(action="organisation.keys")] == [
        "system:command-line"
    ] * 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("make-key", "X", "--area", "nowhere"), "There is no area 'nowhere'"),
        (("make-key", " ", "--area", "merrowdale"), "between 1 and 120 characters"),
        (("make-key", "X" * 121, "--area", "merrowdale"), "between 1 and 120 characters"),
        (("revoke", "77"), "There is no key 77"),
    ],
)
def test_what_cannot_be_done_is_said(area: Any, words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.exit_code != 0 and says in done.output
    assert not ApiKey.objects.exists()
