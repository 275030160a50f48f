"""A house of its own for the tests: keys, secrets and content in a temporary folder, never `var/`."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="waylight-test-"))
os.environ["WAYLIGHT_HOME"] = str(HOME)
os.environ.setdefault("WAYLIGHT_PLANE", "both")
os.environ.pop("WAYLIGHT_DEMO", None)
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

# Named here and not in pyproject.toml: there, pytest-django would load the settings, and with them the
# developer's own var/, before this file is read.
os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.site.settings"
django.setup()

# A worker of pytest-xdist inherits the name of the settings, so that they were read with the house of whoever
# started it: what is written and read by tests is kept apart all the same.
settings.WAYLIGHT_HOME = HOME


# How long a machine takes is no property of the code: on a busy one a slow draw would count as a fault.
hypothesis.settings.register_profile(
    "waylight", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("waylight")


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    """One pair for each desk, made once."""
    from waylight.keys import issuing, keyring

    for name in keyring.NAMES:
        keyring.make(name)
    issuing.make()


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What a process or its home remembers of one test's database must not reach the next."""
    yield
    from waylight.guidance import memory
    from waylight.keys import data_keys

    data_keys.forget()
    memory.forget()
    (HOME / "audit-heads.log").unlink(missing_ok=True)


@pytest.fixture
def area(db: None) -> Any:
    return _area("merrowdale")


@pytest.fixture
def other_area(db: None) -> Any:
    return _area("brackenford")


def _area(slug: str) -> Any:
    from waylight.guidance.load import load_national, load_pack

    load_national(ROOT / "content/areas/national")
    return load_pack(ROOT / "content/areas" / slug)


@pytest.fixture
def person(area: Any) -> Callable[..., Any]:
    """`person("screener")`: somebody who holds that role in an area."""
    from django.utils import timezone

    from waylight.accounts.models import Grant, Person

    count = iter(range(1, 10_000))

    def make(*roles: str, area_slug: str = "merrowdale", name: str = "", agency: str = "") -> Person:
        n = next(count)
        somebody = Person.objects.create(
            email=f"person{n}@merrowdale.example",
            name=name or f"Person {n}",
            agency=agency,
            joined_at=timezone.now(),
        )
        for role in roles:
            Grant.objects.create(
                person=somebody, role=role, area_slug=area_slug, since=timezone.now(), given_by="test"
            )
        return somebody

    return make


@pytest.fixture
def actor_of() -> Callable[[Any], Any]:
    from waylight.accounts.queries import actor_for

    return actor_for


@pytest.fixture
def actor(person: Callable[..., Any], actor_of: Callable[[Any], Any]) -> Callable[..., Any]:
    """`actor("manager")`: the actor of a new person with that role."""

    def make(*roles: str, area_slug: str = "merrowdale") -> Any:
        return actor_of(person(*roles, area_slug=area_slug))

    return make


@pytest.fixture
def staff_client(person: Callable[..., Any]) -> Callable[..., Any]:
    """A Django client signed in as a new person with a second step already set up. `.person` is theirs."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    def make(*roles: str, area_slug: str = "merrowdale", who: Any = None) -> Client:
        somebody = who or person(*roles, area_slug=area_slug)
        Authenticator.objects.get_or_create(
            user=somebody, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
        )
        client = Client()
        client.force_login(somebody)
        client.person = somebody  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def concern(area: Any) -> Callable[..., Any]:
    """`concern(words="…")`: a submitted concern, as `reporting.actions.Submission`."""
    from waylight.accounts.roles import PUBLIC
    from waylight.engine.sealing import FlowKey
    from waylight.reporting.actions import submit

    def make(
        identity: Any = None, area_slug: str = "merrowdale", channel: str = "web", **answers: Any
    ) -> Any:
        return submit(
            {"language": "en", **(answers or {"words": "A worry."})},
            flow=FlowKey.new(),
            by=PUBLIC,
            area_slug=area_slug,
            channel=channel,
            identity=identity,
        )

    return make


@pytest.fixture
def work(db: None) -> Callable[[], int]:
    """One round of the worker, for what a test announced."""
    from waylight.work.actions import work_once

    return work_once
