"""Addresses of this room. Of allauth's pages only those named here can be reached: nobody signs up, and no
password is reset by e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from . import second_steps, views

SIGN_IN = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", second_steps.activate_app, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", second_steps.deactivate_app, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", second_steps.make_codes, name="mfa_generate_recovery_codes"),
    path("2fa/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", second_steps.add_passkey, name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", second_steps.sign_in_by_passkey, name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/",
        second_steps.reauthenticate_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/webauthn/keys/<int:pk>/remove/", second_steps.remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

urlpatterns = [
    *SIGN_IN,
    path("join/<str:secret>/", views.accept, name="join"),
    path("me/", views.me, name="me"),
    path("me/sessions/<int:pk>/end/", views.end_session, name="session-end"),
    path("people/", views.people, name="people"),
    path("people/join/", views.join, name="people-join"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/invite-again/", views.invite_again, name="person-invite-again"),
    path("people/<int:pk>/role/", views.give_role, name="person-role"),
    path("people/<int:pk>/leave/", views.leave, name="person-leave"),
    path("people/<int:pk>/restore/", views.restore, name="person-restore"),
    path("people/roles/<int:pk>/end/", views.end_role, name="role-end"),
    path("people/restorations/<int:pk>/", views.confirm_restore, name="restore-confirm"),
]
