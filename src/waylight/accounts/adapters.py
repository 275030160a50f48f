"""How allauth behaves here: nobody signs up, no address is kept, and what goes wrong is audited."""

import base64
import hashlib
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from waylight.keys import data_keys
from waylight.work.actions import announce

from . import signin
from .models import Person
from .queries import second_steps

UNSAID = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


def keyed(kind: str, value: str) -> str:
    """A digest under the installation's secret: the same value is known again, and cannot be read back."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]


class StaffAdapter(DefaultAccountAdapter):
    """Joining is by invitation only; limiters see a keyed digest, never an address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """allauth finds the address (behind ALLAUTH_TRUSTED_PROXY_COUNT proxies); its digest goes further."""
        return keyed("address", super().get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return keyed("e-mail", str(credentials.get("email", "")).lower())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Somebody who has left, or whose time to add a second step is over, fails as with a wrong password:
        nobody learns from the answer that the password was right."""
        user = super().authenticate(request, **credentials)
        if isinstance(user, Person) and not may_sign_in(user):
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        signin.failed(request, tried=keyed("e-mail", str(credentials.get("email", "")).lower()))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGOUT_REDIRECT_URL

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """That one has signed in or out can be seen; it needs no saying."""
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **more)

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: Any = None, email: str | None = None
    ) -> None:
        """A plain word, from the worker, with neither address nor browser in it."""
        announce("person.told", user=user.pk, what="sign-in-changed")


def may_sign_in(person: Person) -> bool:
    """A second step is there, or there is still time to add one."""
    if not person.is_active:
        return False
    within = person.invited_until is None or timezone.now() < person.invited_until
    return within or second_steps(person).exists()


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second steps: their secrets rest encrypted, and the last one cannot be taken away."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(data_keys.encrypt(text, **PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return data_keys.decrypt(base64.b64decode(encrypted_text), **PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_steps(authenticator.user).exclude(pk=authenticator.pk).exists()

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Recovery codes alone are not a second step."""
        return super().is_mfa_enabled(user, types or [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


PLACE: dict[str, Any] = {"table": "mfa_authenticator", "row": "any", "column": "data"}
"""allauth names no row when it encrypts, so a secret is bound to the table and column only."""
