"""The demonstration's staff, their shared password, and the second step that anybody may compute."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone


@dataclass(frozen=True)
class Somebody:
    """One of the cast; `key` is what the story calls them."""

    key: str
    name: str
    agency: str
    roles: tuple[str, ...]
    area: str = "merrowdale"

    @property
    def email(self) -> str:
        return f"{self.key}@{self.area}.example"

    @property
    def secret(self) -> str:
        """A base32 secret that is public on purpose: the demonstration has nothing to protect."""
        return base64.b32encode(hashlib.sha256(f"waylight demo {self.key}".encode()).digest()[:20]).decode()


@cache
def cast() -> tuple[Somebody, ...]:
    """Everybody of `content/demo/people.yaml`."""
    return tuple(Somebody(**{**p, "roles": tuple(p["roles"])}) for p in _file()["people"])


def password() -> str:
    """The one that all share."""
    return str(_file()["password"])


@cache
def _hashed() -> str:
    """Once for all of them: hashing is slow on purpose."""
    return make_password(password())


@cache
def _file() -> dict[str, Any]:
    return yaml.safe_load((settings.CONTENT / "demo/people.yaml").read_text())


def table() -> str:
    """One line each: address, name, role and area."""
    return "\n".join(
        f"    {s.email:34} {s.name:14} {', '.join(s.roles)} ({s.area.capitalize()})" for s in cast()
    )


def make_all() -> dict[str, Any]:
    """Make each person once; returns them by key."""
    return {somebody.key: _make(somebody) for somebody in cast()}


def _make(somebody: Somebody) -> Any:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    from waylight.accounts.models import Grant, Person

    known = Person.objects.filter(email=somebody.email).first()
    if known is not None:
        return known
    now = timezone.now()
    person = Person(
        email=somebody.email, name=somebody.name, agency=somebody.agency, demo=True, joined_at=now
    )
    person.password = _hashed()
    person.save()
    for role in somebody.roles:
        Grant.objects.create(
            person=person, role=role, area_slug=somebody.area, since=now, given_by="system:demonstration"
        )
    TOTP.activate(person, somebody.secret)
    Authenticator.objects.filter(user=person).update(created_at=now)
    return person


def code_now(somebody: Somebody) -> str:
    """The six digits that the second step asks for at this moment."""
    return next(_codes(somebody))


def code_unused(somebody: Somebody) -> str:
    """Such digits that have not just opened the door, for each opens it once: who plays signs in often."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP
    from django.core.cache import cache

    step = Authenticator.objects.filter(user__email=somebody.email, type=Authenticator.Type.TOTP).first()
    if step is None:
        return code_now(somebody)
    spent = TOTP(step)._get_used_cache_key
    return next((code for code in _codes(somebody) if cache.get(spent(code)) is None), code_now(somebody))


def _codes(somebody: Somebody) -> Iterator[str]:
    """Those that are taken now, the one of this half minute first."""
    from allauth.mfa.totp.internal import auth

    counters = list(auth.yield_hotp_counters_from_time())
    for counter in sorted(counters, key=lambda counter: abs(counter - counters[len(counters) // 2])):
        yield auth.format_hotp_value(auth.hotp_value(somebody.secret, counter))


def fill_rota(cast: dict[str, Any]) -> None:
    """Who is paged at night: the screener first, then the manager."""
    from waylight.guidance.models import Area
    from waylight.triage.models import RotaEntry

    for position, key in enumerate(("screener", "manager"), start=1):
        RotaEntry.objects.get_or_create(
            area=Area.objects.get(slug="merrowdale"),
            person=cast[key],
            defaults={"email": cast[key].email, "position": position},
        )
