"""A password, then a second step; each way it can fail; and what is kept of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.accounts.authenticator import code_shown
from tests.accounts.conftest import SECRET

from waylight.audit.models import Verb

ME = "/staff/me/"


def test_a_password_and_a_code_open_the_house(member: Any, audited: Any) -> None:
    somebody = member("screener")
    client = Client()
    first = somebody.type_password(client)
    assert first.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(ME).status_code == 302, "the password alone opens nothing"
    assert not audited("sign-in.begin")
    somebody.type_code(client)
    assert client.get(ME).status_code == 200
    (begun,) = audited("sign-in.begin")
    assert begun.verb == Verb.SIGN_IN
    assert begun.actor == f"user:{somebody.person.pk}"
    assert begun.detail == {"second_step": "totp"}


def test_after_signing_in_one_arrives_where_one_was_going(member: Any) -> None:
    somebody, client = member("auditor"), Client()
    asked = client.get(reverse("audit"))
    assert asked.headers["Location"] == f"{reverse('account_login')}?next=%2Fstaff%2Faudit%2F"
    somebody.type_password(client, next=reverse("audit"))
    assert somebody.type_code(client).headers["Location"] == reverse("audit")


def test_one_cannot_be_sent_elsewhere_by_a_crafted_address(member: Any) -> None:
    somebody, client = member("auditor"), Client()
    somebody.type_password(client, next="https://waylight.example.net/")
    assert somebody.type_code(client).headers["Location"].startswith("/")


def test_a_wrong_password_is_noted_without_the_address(member: Any, audited: Any) -> None:
    somebody = member("screener")
    answer = somebody.type_password(Client(), "not the right words")
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    (failed,) = audited("sign-in.fail")
    assert (failed.verb, failed.actor, failed.object_type) == (Verb.SIGN_IN, "public", "sign-in")
    assert re.fullmatch(r"[0-9a-f]{32}", failed.object_id)


def test_the_same_address_is_known_again_by_its_digest_only(member: Any, audited: Any) -> None:
    one, other = member("screener"), member("screener")
    for somebody in (one, other, one):
        somebody.type_password(Client(), "not the right words")
    first, second, third = audited("sign-in.fail")
    assert first.object_id == third.object_id != second.object_id


def test_no_address_is_in_the_limits_or_the_audit(member: Any) -> None:
    somebody, client = member("screener"), Client(REMOTE_ADDR="203.0.113.77")
    somebody.type_password(client, "not the right words")
    somebody.type_password(client)
    somebody.type_code(client, "000000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM staff_limits")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT * FROM audit_event")
        kept += str(cursor.fetchall())
    assert "allauth" in kept, "the limits are counted"
    for secret in ("203.0.113.77", somebody.person.email, "person"):
        assert secret not in kept.replace("'person'", "")


def test_five_wrong_passwords_close_the_door_for_a_while(member: Any, audited: Any) -> None:
    somebody = member("screener")
    for _ in range(5):
        somebody.type_password(Client(), "not the right words")
    client = Client()
    assert somebody.type_password(client).status_code == 200, "even the right one is not tried now"
    assert client.get(ME).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert somebody.type_password(client).status_code == 302
    assert len(audited("sign-in.fail")) == 5


def test_a_wrong_code_is_noted_and_five_close_the_door(member: Any, audited: Any) -> None:
    somebody, client = member("screener"), Client()
    somebody.type_password(client)
    wrong = f"{(int(code_shown(SECRET)) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert somebody.type_code(client, wrong).status_code == 200
    assert somebody.type_code(client).status_code == 200
    assert client.get(ME).status_code == 302
    failures = audited("second-step.fail")
    assert len(failures) == 5
    assert failures[0].detail == {"kind": "totp"}


def test_a_code_opens_once(member: Any) -> None:
    somebody, code = member("screener"), code_shown(SECRET)
    first, second = Client(), Client()
    for client in (first, second):
        somebody.type_password(client)
        somebody.type_code(client, code)
    assert first.get(ME).status_code == 200
    assert second.get(ME).status_code == 302


def test_who_has_left_is_answered_like_a_wrong_password(member: Any) -> None:
    somebody = member("screener")
    wrong = somebody.type_password(Client(), "not the right words").content.decode()
    somebody.person.is_active = False
    somebody.person.save()
    right = somebody.type_password(Client()).content.decode()
    summary = re.compile(r"govuk-error-summary__list.*?</ul>", re.DOTALL)
    assert summary.search(right).group() == summary.search(wrong).group()  # type: ignore[union-attr]


def test_without_a_second_step_only_its_set_up_opens(member: Any) -> None:
    somebody, client = member("screener", second_step=False), Client()
    somebody.type_password(client)
    for path in (ME, reverse("inbox"), reverse("people")):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_time_to_add_a_second_step_runs_out(member: Any) -> None:
    somebody = member("screener", second_step=False)
    somebody.person.invited_until = timezone.now() - timedelta(minutes=1)
    somebody.person.save()
    assert somebody.type_password(Client()).status_code == 200


def test_setting_up_an_app_asks_again_who_one_is_and_ends_other_sign_ins(member: Any, audited: Any) -> None:
    """Somebody else who has the password, and signed in with it before, gains nothing by the new step."""
    somebody = member("screener", second_step=False)
    mine, other = Client(), Client()
    somebody.type_password(mine)
    somebody.type_password(other)
    activate = reverse("mfa_activate_totp")
    assert mine.get(activate).headers["Location"].startswith(reverse("account_reauthenticate"))
    mine.post(reverse("account_reauthenticate"), {"password": somebody.password, "next": activate})
    page = mine.get(activate)
    secret = mine.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    done = mine.post(activate, {"code": code_shown(secret)})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert mine.get(ME).status_code == 200
    assert other.get(ME).headers["Location"].endswith("ended=second-step-added")
    assert [e.detail for e in audited("second-step.add")] == [{"kind": "totp"}]
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept, "the app's secret rests encrypted"


def test_a_recovery_code_stands_in_once(member: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    somebody = member("screener")
    code = RecoveryCodes.activate(somebody.person).get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        somebody.type_password(client)
        somebody.type_code(client, code)
    assert first.get(ME).status_code == 200
    assert second.get(ME).status_code == 302


def test_recovery_codes_alone_are_no_second_step(member: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    somebody, client = member("screener", second_step=False), Client()
    RecoveryCodes.activate(somebody.person)
    somebody.type_password(client)
    assert client.get(ME).headers["Location"] == reverse("mfa_index")


def test_the_only_second_step_stays(member: Any) -> None:
    somebody = member("screener")
    client = somebody.sign_in()
    client.post(reverse("account_reauthenticate"), {"password": somebody.password})
    page = client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "only second step" in page
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=somebody.person, type="totp").exists()


def test_a_passkey_that_does_not_fit_is_a_failed_sign_in(client: Client, db: None, audited: Any) -> None:
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
    assert answer.headers["Location"] == reverse("account_login")
    assert [e.detail for e in audited("sign-in.fail")] == [{"step": "webauthn"}]


def test_changing_the_password_ends_every_sign_in_and_is_noted(member: Any, audited: Any) -> None:
    somebody = member("screener")
    here, there = somebody.sign_in(), somebody.sign_in()
    new = "another lantern brighter still"
    typed = {"oldpassword": somebody.password, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), typed).status_code == 302
    assert here.get(ME).status_code == there.get(ME).status_code == 302
    assert [e.verb for e in audited("password.change")] == [Verb.PERMISSION]
    somebody.password = new
    assert somebody.sign_in().get(ME).status_code == 200


def test_passwords_rest_as_argon2id(member: Any) -> None:
    assert member("screener").person.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("name", ["account_login", "mfa_index", "mfa_add_webauthn", "mfa_authenticate"])
def test_no_script_runs_inline(member: Any, name: str) -> None:
    """The content policy forbids it; what stands inline is data, which does not run."""
    somebody = member("screener")
    client = Client() if name in ("account_login", "mfa_authenticate") else somebody.sign_in()
    if name == "mfa_authenticate":
        somebody.type_password(client)
    if name == "mfa_add_webauthn":
        client.post(reverse("account_reauthenticate"), {"password": somebody.password})
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    for attributes in re.findall(r"<script([^>]*)>", answer.content.decode()):
        if "application/json" in attributes:
            continue
        assert "src=" in attributes
        assert "://" not in attributes
        assert 'type="module"' in attributes or (nonce and f'nonce="{nonce.group(1)}"' in attributes)
