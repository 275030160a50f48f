"""The public plane is a process that has no staff in it, and the staff plane one that has no public."""

import json
from collections.abc import Iterator

import pytest
from tests.site.machine import Machine, free_port
from tests.site.visitor import Visitor

NOT_IN_PUBLIC = (
    "waylight.triage",
    "waylight.accounts.models",
    "waylight.accounts.actions",
    "waylight.accounts.queries",
    "waylight.accounts.views",
    "waylight.site.staff",
    "waylight.site.demo",
    "allauth",
    "fido2",
    "django.contrib.auth.models",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.contenttypes.models",
)
LOAD_EVERYTHING = """
import json, sys
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import get_resolver
setup_test_environment()
answers = {path: Client().get(path).status_code for path in PATHS}
print(json.dumps({
    "modules": sorted(sys.modules),
    "apps": [each.name for each in apps.get_app_configs()],
    "middleware": settings.MIDDLEWARE,
    "answers": answers,
    "secret": settings.TAKE_IN_KEY,
}))
"""
PUBLIC_PATHS = ("/", "/report/", "/report/notice/", "/receipt/", "/who-to-call/", "/privacy/", "/danger/")
STAFF_PATHS = ("/hub/", "/hub/streams/", "/staff/login/", "/staff/people/", "/staff/audit/", "/staff/join/x/")


@pytest.fixture
def public(machine: Machine) -> Machine:
    """A public plane's home: public keys only, and the database that the staff plane made."""
    for key in machine.home.glob("keys/*.key"):
        key.unlink()
    return Machine(machine.home, {"WAYLIGHT_PLANE": "public"})


def loaded(machine: Machine, *paths: str) -> dict:
    done = machine.python(LOAD_EVERYTHING.replace("PATHS", repr(paths)))
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_nothing_of_the_staff_is_even_imported_on_the_public_plane(public: Machine) -> None:
    found = loaded(public, *PUBLIC_PATHS, *STAFF_PATHS)
    imported = [m for m in found["modules"] if m.startswith(NOT_IN_PUBLIC)]
    assert imported == []
    assert not [app for app in found["apps"] if app in ("waylight.triage", "waylight.accounts")]
    assert not [each for each in found["middleware"] if "session" in each.lower() or "Authentic" in each]
    assert found["secret"] == ""
    assert {found["answers"][path] for path in PUBLIC_PATHS} == {200}
    assert {found["answers"][path] for path in STAFF_PATHS} == {404}


def test_the_check_would_see_the_staff_if_they_were_there(machine: Machine) -> None:
    found = loaded(machine, "/hub/")
    for name in ("waylight.triage.models", "waylight.accounts.models", "waylight.site.staff", "allauth"):
        assert name in found["modules"]


def test_the_public_plane_cannot_open_what_it_seals(public: Machine) -> None:
    done = public.python(
        "from waylight.keys import keyring\n"
        "sealed = keyring.seal_to('hub', b'words', purpose='a-test')\n"
        "try:\n"
        "    keyring.open_with('hub', sealed, purpose='a-test')\n"
        "except keyring.KeyMissing as problem:\n"
        "    print(problem)\n"
    )
    assert done.out == "The public plane holds no private key.\n", done.err


def test_a_public_plane_with_a_private_key_is_not_served(machine: Machine) -> None:
    done = machine.run("serve", "--port", str(free_port()), WAYLIGHT_PLANE="public")
    assert done.code == 2
    assert "The public plane holds the private hub key" in done.err


def test_the_public_plane_makes_no_tables(empty: Machine) -> None:
    done = empty.run("setup", WAYLIGHT_PLANE="public")
    assert done.code == 2
    assert "Run ./waylight setup on the staff plane first" in done.err


@pytest.fixture
def staff(safe: Machine) -> Iterator[Visitor]:
    port = free_port()
    with safe.running("serve", "--port", str(port), WAYLIGHT_PLANE="staff") as server:
        server.until_it_answers(f"http://127.0.0.1:{port}")
        yield Visitor(f"http://127.0.0.1:{port}")


def test_the_staff_plane_has_no_public_pages(staff: Visitor) -> None:
    for path in (*PUBLIC_PATHS, "/api/v1/concerns", "/receipt/follow/"):
        page = staff.get(path)
        assert page.status == 404, path
        assert "Page not found" in page.words
    page = staff.get("/hub/")
    assert (page.status, page.address) == (200, "/staff/login/?next=%2Fhub%2F")
