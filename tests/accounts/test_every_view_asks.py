"""Every address, on every plane, names the action that it asks the policy about before it does anything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from waylight.accounts import urls as accounts_urls
from waylight.accounts.guarding import guarded
from waylight.accounts.policy import POLICY, RULES, Refused
from waylight.accounts.roles import Role

OPEN = {
    "alive": "says only that the process answers",
    "theme": "keeps a colour in the asker's own cookie",
    "staff": "sends a signed-in person on to the first page their role reaches, which asks",
}
"""Views of ours that need not ask, and why."""

PLANES = ["waylight.site.urls_both", "waylight.site.urls_public", "waylight.site.urls_staff"]


def addresses(patterns: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


def module_of(view: Any) -> str:
    view = getattr(view, "func", view)  # ninja's own pages are partials
    return getattr(view, "view_class", view).__module__


@pytest.mark.parametrize("plane", PLANES)
def test_every_view_names_the_action_it_asks(plane: str) -> None:
    silent, unknown, seen = [], [], 0
    for address, pattern in addresses(get_resolver(plane).url_patterns):
        view, seen = pattern.callback, seen + 1
        if pattern.name in OPEN or pattern in accounts_urls.SIGN_IN or module_of(view).startswith("ninja."):
            continue  # allauth's pages are behind the gate; the API's operations ask in their action
        guard = getattr(view, "guard", None)
        if guard is None:
            silent.append(address)
        elif guard not in RULES:
            unknown.append((address, guard))
    assert not silent, "these views ask nobody: put @guarded(...) on them"
    assert not unknown, "these views ask for an action that the policy does not know"
    assert seen > 10


def test_what_is_excepted_is_still_there() -> None:
    """An exception that outlived its view would hide the next one of that name."""
    named = {pattern.name for _a, pattern in addresses(get_resolver(PLANES[0]).url_patterns)}
    assert {"alive", "theme"} <= named


def test_only_these_pages_of_allauth_can_be_reached() -> None:
    """Nobody signs up, and no password is reset by e-mail."""
    of_allauth = {
        pattern.name
        for _address, pattern in addresses(get_resolver(PLANES[0]).url_patterns)
        if module_of(pattern.callback).startswith(("allauth.", "waylight.accounts.second_steps"))
    }
    assert of_allauth == {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    }


@pytest.mark.parametrize(
    "path", ["signup/", "password/reset/", "password/set/", "email/", "2fa/webauthn/signup/"]
)
def test_what_is_not_wired_is_not_found(staff_client: Any, path: str) -> None:
    assert staff_client("screener").get(f"/staff/{path}").status_code == 404


def test_a_guard_for_an_unknown_action_fails_when_it_is_written() -> None:
    with pytest.raises(KeyError):
        guarded("concern.erase")


def test_a_guard_asks_before_the_view_runs(rf: Any) -> None:
    ran = []

    @guarded("audit.view")
    def view(request: Any) -> Any:
        ran.append(request)

    with pytest.raises(Refused):
        view(rf.get("/"))
    assert ran == []


STAFF_LISTS = [
    "inbox",
    "streams",
    "people",
    "people-join",
    "audit",
    "audit-copy",
    "work",
    "contact-routes",
    "format-requests",
    "shared-devices",
]


@pytest.mark.parametrize("name", STAFF_LISTS)
@pytest.mark.parametrize(
    "role", [r.value for r in Role if r not in (Role.PUBLIC, Role.ORGANISATION, Role.SYSTEM)]
)
def test_a_page_opens_for_the_roles_of_its_action_and_no_other(
    staff_client: Any, keys: Any, role: str, name: str
) -> None:
    """The dynamic half: through the gate, the middleware and the view itself."""
    guard = next(
        p.callback.guard for _a, p in addresses(get_resolver(PLANES[0]).url_patterns) if p.name == name
    )
    allowed = {r.value for rule in POLICY if rule.action == guard for r in rule.roles}
    answer = staff_client(role).get(reverse(name))
    assert answer.status_code == (200 if role in allowed else 403)


@pytest.mark.django_db
@pytest.mark.parametrize("name", STAFF_LISTS)
def test_a_page_of_the_staff_sends_a_stranger_to_sign_in(client: Any, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
