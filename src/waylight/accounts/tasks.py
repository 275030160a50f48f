"""What the worker does about people: tells them by e-mail, closes departed accounts, clears old sessions."""

from importlib import import_module

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext_lazy as _

from waylight.work.registry import Payload, every, handles

from .actions import close_departed
from .models import Person
from .roles import system

WORDS = {
    "sign-in-changed": _("How you sign in was changed. If this was not you, tell your administrator now."),
    "restore-started": _(
        "An administrator has begun to give you a new way to sign in, because you said that you lost your "
        "second step. If you did not say so, tell your manager now."
    ),
    "restore-declined": _("The new way to sign in that was begun for you was not agreed to."),
    "due-soon": _("Something is soon due to you. Sign in and look at what is due."),
    "due-late": _("Something is late. Sign in and look at what is due."),
    "due-again": _("Something is late, and nothing has happened yet. Sign in and look at what is due."),
    "due-still": _("Something that is due stands still. Sign in and look whether that is still right."),
    "meeting-asked": _("You are asked to a meeting. Sign in and look at your meetings."),
    "meeting-papers": _("The papers of a meeting to which you are asked are out. Sign in and read yours."),
    "meeting-off": _("A meeting to which you were asked is not for you any more. Sign in and look."),
    "restore-done": _(
        "Your old ways to sign in no longer work, and a new link was made to hand to you. If you did not ask "
        "for it, tell your manager now."
    ),
}


@handles("person.told", atomic=False)
def tell(payload: Payload) -> None:
    """Never a link, a name or a case: e-mail is read by others."""
    person = Person.objects.get(pk=payload["user"])
    send_mail(
        subject="Waylight",
        message=str(WORDS[payload["what"]]),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[person.email],
    )


@every(minutes=1)
def close_departed_accounts() -> None:
    close_departed(by=system("accounts"))


@every(hours=1)
def clear_old_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
