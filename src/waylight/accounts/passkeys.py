"""allauth's passkey pages, where ours say or forbid more."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import signin


class Login(LoginWebAuthnView):
    """A passkey that does not fit is a failed sign-in like any other."""

    def form_invalid(self, form: Any) -> HttpResponse:
        signin.passkey_failed()
        return super().form_invalid(form)


class Reauthenticate(ReauthenticateWebAuthnView):
    """allauth sends a failure to the sign-in page, which sends a signed-in person on as if it had worked."""

    def form_invalid(self, form: Any) -> HttpResponse:
        signin.passkey_failed()
        messages.error(self.request, _("The passkey did not fit. Try again, or choose another way."))
        return redirect(self.request.get_full_path())


class Remove(RemoveWebAuthnView):
    """The last second step stays: without one nobody may sign in."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, _("This is your only second step. Add another one first."))
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)


login = Login.as_view()
reauthenticate = Reauthenticate.as_view()
remove = Remove.as_view()
