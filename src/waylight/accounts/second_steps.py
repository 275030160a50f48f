"""allauth's pages about second steps, where ours note, say or forbid more.

allauth tells of some changes only after its own commit. Here a change and its audit row are one transaction.
"""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import signin

Kind = Authenticator.Type


class Noted:
    """Audited in the transaction of the change itself."""

    action = "second-step.add"
    kind: str
    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # allauth's view comes next
            signin.second_step_changed(self.request, self.action, self.kind)
        return response


class ActivateApp(Noted, ActivateTOTPView):
    kind = Kind.TOTP


class DeactivateApp(Noted, DeactivateTOTPView):
    action, kind = "second-step.remove", Kind.TOTP


class MakeCodes(Noted, GenerateRecoveryCodesView):
    action, kind = "second-step.reset", Kind.RECOVERY_CODES


class AddPasskey(Noted, AddWebAuthnView):
    kind = Kind.WEBAUTHN


class RemovePasskey(Noted, RemoveWebAuthnView):
    action, kind = "second-step.remove", Kind.WEBAUTHN

    def form_valid(self, form: Any) -> HttpResponse:
        """The last second step stays: without one nobody may sign in."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, _("This is your only second step. Add another one first."))
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)


class SignInByPasskey(LoginWebAuthnView):
    """A passkey that does not fit is a failed sign-in like any other."""

    def form_invalid(self, form: Any) -> HttpResponse:
        signin.passkey_failed(self.request)
        return super().form_invalid(form)


class ReauthenticateByPasskey(ReauthenticateWebAuthnView):
    """allauth sends a failure to the sign-in page, which sends a signed-in person on as if it had worked."""

    def form_invalid(self, form: Any) -> HttpResponse:
        signin.passkey_failed(self.request)
        messages.error(self.request, _("The passkey did not fit. Try again, or choose another way."))
        return redirect(self.request.get_full_path())


activate_app = ActivateApp.as_view()
deactivate_app = DeactivateApp.as_view()
make_codes = MakeCodes.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
sign_in_by_passkey = SignInByPasskey.as_view()
reauthenticate_by_passkey = ReauthenticateByPasskey.as_view()
