"""People with a password and an authenticator app, who sign in as people do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.accounts.authenticator import code_shown

from waylight.accounts.models import Person

PASSWORD = "lantern harbour quiet plum"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Member:
    """Somebody, and what they know and hold."""

    person: Person
    password: str = PASSWORD
    secret: str = SECRET

    def type_password(self, client: Client, password: str = "", **extra: Any) -> Any:
        data = {"login": self.person.email, "password": password or self.password, **extra}
        return client.post(reverse("account_login"), data)

    def type_code(self, client: Client, code: str = "") -> Any:
        return client.post(reverse("mfa_authenticate"), {"code": code or code_shown(self.secret)})

    def sign_in(self) -> Client:
        """Both steps. The code that was shown is forgotten, so that one test may sign in more than once."""
        from django.core.cache import cache

        client = Client()
        assert self.type_password(client).status_code == 302
        assert self.type_code(client).status_code == 302
        cache.clear()
        return client


@pytest.fixture(scope="session")
def hashed() -> str:
    """The password's hash, made once: argon2id is slow on purpose."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def member(hashed: str, person: Callable[..., Person]) -> Callable[..., Member]:
    """`member("screener")`: with a password and, unless `second_step=False`, an authenticator app."""
    from allauth.mfa.totp.internal.auth import TOTP

    def make(*roles: str, second_step: bool = True, **more: Any) -> Member:
        somebody = person(*roles, **more)
        somebody.password = hashed
        somebody.save()
        if second_step:
            TOTP.activate(somebody, SECRET)
        return Member(somebody)

    return make


@pytest.fixture
def audited() -> Callable[..., list[Any]]:
    """`audited("sign-in.fail")`: events of that action, oldest first."""
    from waylight.audit.models import Event

    return lambda action: list(Event.objects.filter(action=action).order_by("id"))
