"""What is noted when somebody signs in, fails to, signs out or changes how; and whether they still may.

allauth and Django tell of these by signals; this is the only place that listens to them. A sign-in whose
audit row cannot be written does not happen: the signal's failure stops it before the session is saved.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from waylight.audit.actions import record
from waylight.audit.models import Verb

from . import sessions
from .models import Person, StaffSession
from .policy import PUBLIC
from .queries import actor_for

KEY = "staff_session"


@receiver(user_logged_in)
def began(sender: object, request: HttpRequest, user: Person, **rest: object) -> None:
    with transaction.atomic():
        request.session[KEY] = sessions.begin(user)
        record(
            Verb.SIGN_IN,
            "sign-in.begin",
            by=actor_for(user),
            thing=("person", user.pk),
            detail={"second_step": _second_step_used(request, user)},
        )


def _second_step_used(request: HttpRequest, user: Person) -> str:
    kinds = [r.get("type", "") for r in get_authentication_records(request, user) if r["method"] == "mfa"]
    return kinds[-1] if kinds else "none"


@receiver(user_logged_out)
def ended(sender: object, request: HttpRequest, user: Person | None, **rest: object) -> None:
    if user is not None:
        session = sessions.find(request.session.get(KEY, ""), user.pk)
        _end(session, user, StaffSession.End.SIGNED_OUT)


def why_over(request: HttpRequest, user: Person) -> str:
    """Why this sign-in no longer stands, as a code of StaffSession.End, with its end noted; empty while it
    does. A session that we did not begin is ended too."""
    now = timezone.now()
    session = sessions.find(request.session.get(KEY, ""), user.pk)
    why = sessions.why_over(session, now) if session else StaffSession.End.ACCESS_ENDED
    if session and not why:
        sessions.seen(session, now)
    elif session:
        _end(session, user, why)
    return why


def _end(session: StaffSession | None, user: Person, how: str) -> None:
    with transaction.atomic():
        if session and sessions.end(session, how):
            record(
                Verb.SIGN_IN,
                "sign-in.end",
                by=actor_for(user),
                thing=("session", session.pk),
                detail={"how": str(how)},
            )


def failed(request: HttpRequest, *, tried: str) -> None:
    """A wrong password. `tried` is the keyed digest of the address that was typed."""
    user = getattr(request, "user", None)
    by = actor_for(user) if isinstance(user, Person) else PUBLIC
    record(Verb.SIGN_IN, "sign-in.fail", by=by, thing=("sign-in", tried))


def passkey_failed() -> None:
    record(Verb.SIGN_IN, "sign-in.fail", by=PUBLIC, detail={"step": Authenticator.Type.WEBAUTHN.value})


@receiver(authentication_failed)
def second_step_failed(sender: object, user: Person, authenticator: Authenticator, **rest: object) -> None:
    _noted(Verb.SIGN_IN, "second-step.fail", user, kind=authenticator.type)


@receiver(authenticator_added)
def second_step_added(
    sender: object, request: HttpRequest, user: Person, authenticator: Authenticator, **rest: object
) -> None:
    """Other sign-ins end: one begun with the password alone must not gain from a step it never took."""
    sessions.end_all(user, StaffSession.End.SECOND_STEP_ADDED, but=request.session.get(KEY, ""))
    _noted(Verb.PERMISSION, "second-step.add", user, kind=authenticator.type)


@receiver(authenticator_removed)
def second_step_removed(sender: object, user: Person, authenticator: Authenticator, **rest: object) -> None:
    _noted(Verb.PERMISSION, "second-step.remove", user, kind=authenticator.type)


@receiver(authenticator_reset)
def codes_made_again(sender: object, user: Person, authenticator: Authenticator, **rest: object) -> None:
    _noted(Verb.PERMISSION, "second-step.reset", user, kind=authenticator.type)


@receiver(password_changed)
def changed(sender: object, request: HttpRequest, user: Person, **rest: Any) -> None:
    """Django drops every other session by itself, for its hash no longer fits; ours are ended with them."""
    sessions.end_all(user, StaffSession.End.SIGNED_OUT)
    _noted(Verb.PERMISSION, "password.change", user)


def _noted(verb: Verb, action: str, user: Person, **detail: str) -> None:
    record(verb, action, by=actor_for(user), thing=("person", user.pk), detail={**detail})
