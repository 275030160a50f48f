"""What was completed stays: certificates follow from it, are issued anew, revoked, and never overwritten."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from waylight.accounts.policy import Refused
from waylight.accounts.roles import PUBLIC
from waylight.engine.clocks import months_after
from waylight.learning import actions, queries
from waylight.learning.codes import Mode
from waylight.learning.models import Certificate, Completion, Revocation, Withdrawal
from waylight.learning.queries import Standing

from .a_council import TODAY, VERSION, Council, days


def seen(code: str, **how: Any) -> queries.CertificateSeen:
    found = queries.certificate(code, **how)
    assert found is not None
    return found


def test_training_of_ours_brings_a_certificate_with_version_and_end(staffed: Council) -> None:
    done = staffed.trained("D101")
    certificate = done.certificates.get()
    assert (certificate.version_id, certificate.completed_on) == (VERSION, TODAY)
    assert certificate.expires_on == months_after(TODAY, 36)
    assert certificate.badge_end == "01"
    assert staffed.due("D101").last_on == TODAY


def test_by_its_code_anybody_sees_what_holds_and_nothing_that_names_somebody(staffed: Council) -> None:
    code = staffed.trained("D101").certificates.get().code
    for typed in (code, code.lower(), " ".join(code), f"{code[:4]}-{code[4:]}"):
        found = seen(typed)
        assert (found.standing, found.area, found.badge_end) == (Standing.VALID, "Merrowdale", "01")
    assert queries.certificate("ZZZZZZZZZZ") is None
    assert "Mira" not in repr({k: v for k, v in vars(seen(code)).items() if k != "certificate"})


def test_it_ends_the_day_after_its_last(staffed: Council) -> None:
    certificate = staffed.trained("D101").certificates.get()
    assert certificate.expires_on is not None
    assert seen(certificate.code, today=certificate.expires_on).standing == Standing.VALID
    later = certificate.expires_on.replace(year=certificate.expires_on.year + 1)
    assert seen(certificate.code, today=later).standing == Standing.EXPIRED


def test_a_refresher_is_another_completion_with_its_own_certificate(staffed: Council) -> None:
    first = staffed.trained("D101", on=days(-400))
    second = staffed.trained("D101")
    assert Completion.objects.count() == 2
    assert first.certificates.get().code != second.certificates.get().code
    assert not Certificate.objects.filter(replaces__isnull=False).exists()
    assert staffed.due("D101").on == months_after(TODAY, 36)


def test_training_elsewhere_counts_and_brings_no_certificate_of_ours(staffed: Council) -> None:
    done = actions.accept_equivalent(
        staffed.learner("D101"),
        "drivers",
        on=days(-30),
        evidence="Certificate 4471 of Brackenford, seen in original",
        assessor="Ola Brandt",
        by=staffed.licensing,
    )
    assert (done.mode, done.assessor) == (Mode.EQUIVALENT, "Ola Brandt")
    assert staffed.due("D101").on == months_after(days(-30), 36)
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"evidence": " "}, "no-evidence"), ({"assessor": ""}, "no-name"), ({"on": days(1)}, "future")],
)
def test_an_equivalent_says_what_was_seen_by_whom_and_when(
    staffed: Council, changed: dict[str, Any], why: str
) -> None:
    words = {"on": TODAY, "evidence": "Seen", "assessor": "Ola Brandt", **changed}
    with pytest.raises(actions.NotPossible) as problem:
        actions.accept_equivalent(staffed.learner("D101"), "drivers", by=staffed.licensing, **words)
    assert problem.value.why.value == why
    assert not Completion.objects.exists()


def test_a_completion_that_is_withdrawn_counts_no_more_and_its_certificate_is_revoked(
    staffed: Council,
) -> None:
    earlier, done = staffed.trained("D101", on=days(-400)), staffed.trained("D101")
    actions.withdraw(done, reason="Somebody else sat the check", by=staffed.licensing)
    assert staffed.due("D101").last_on == days(-400)
    assert seen(done.certificates.get().code).standing == Standing.REVOKED
    assert seen(earlier.certificates.get().code).standing == Standing.VALID
    assert Completion.objects.count() == 2, "it stays, with who took it back and why"
    assert Withdrawal.objects.get().reason == "Somebody else sat the check"
    with pytest.raises(actions.NotPossible):
        actions.withdraw(done, reason="again", by=staffed.licensing)


def test_a_certificate_is_revoked_with_a_reason_and_the_training_still_counts(staffed: Council) -> None:
    certificate = staffed.trained("D101").certificates.get()
    with pytest.raises(actions.NotPossible):
        actions.revoke(certificate, reason=" ", by=staffed.licensing)
    actions.revoke(certificate, reason="The paper was copied", by=staffed.licensing)
    assert seen(certificate.code).standing == Standing.REVOKED
    assert staffed.due("D101").last_on == TODAY
    assert queries.revoked_places() == [certificate.pk]
    with pytest.raises(actions.NotPossible):
        actions.revoke(certificate, reason="again", by=staffed.licensing)
    with pytest.raises(actions.NotPossible):
        actions.reissue(certificate, by=staffed.licensing)


def test_issued_anew_it_has_a_new_code_and_the_old_one_says_that_it_was_replaced(staffed: Council) -> None:
    old = staffed.trained("D101").certificates.get()
    new = actions.reissue(old, by=staffed.licensing)
    assert new.code != old.code
    assert (new.replaces, new.completion) == (old, old.completion)
    assert seen(old.code).standing == Standing.REPLACED
    assert seen(new.code).standing == Standing.VALID
    with pytest.raises(actions.NotPossible):
        actions.reissue(old, by=staffed.licensing)


@pytest.mark.parametrize("table", ["completion", "withdrawal", "certificate", "revocation"])
@pytest.mark.parametrize("statement", ["UPDATE learning_{} SET id = id", "DELETE FROM learning_{}"])
def test_the_database_refuses_to_change_or_remove(staffed: Council, table: str, statement: str) -> None:
    done = staffed.trained("D101")
    actions.withdraw(done, reason="x", by=staffed.licensing)
    assert Revocation.objects.exists()
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_only_the_council_of_the_area_may(staffed: Council, neighbour: Council) -> None:
    learner, done = staffed.learner("D101"), staffed.trained("D101")
    certificate = done.certificates.get()
    for by in (neighbour.licensing, staffed.trainer, staffed.manager, staffed.operator, PUBLIC):
        for refused in (
            lambda by=by: actions.accept_equivalent(
                learner, "drivers", on=TODAY, evidence="x", assessor="x", by=by
            ),
            lambda by=by: actions.withdraw(done, reason="x", by=by),
            lambda by=by: actions.revoke(certificate, reason="x", by=by),
            lambda by=by: actions.reissue(certificate, by=by),
        ):
            with pytest.raises(Refused):
                refused()
    assert Completion.objects.count() == 1
