"""Nothing is told ungraded, unsanitised or without its conditions: every combination is tried."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from tests.intelligence.known import CAR, seen

from waylight.accounts.policy import Refused
from waylight.audit.models import Event, Verb
from waylight.dissemination import actions
from waylight.dissemination.codes import Named, Provenance
from waylight.dissemination.errors import NotPossible, StaleEdit, Why
from waylight.dissemination.grading import suggest
from waylight.dissemination.machine import DISPOSE, FINISHED, REPORT
from waylight.dissemination.models import Disclosure, MetEdit, Report
from waylight.dissemination.models.reports import OfReport
from waylight.keys.fields import SealedTextField
from waylight.triage.machine import WrongMove

from .a_unit import RISKS


def why(call: Callable[[], object]) -> Why:
    with pytest.raises(NotPossible) as refused:
        call()
    return refused.value.why


def force(report: Report, **fields: Any) -> Report:
    """As if a hole elsewhere had let it through."""
    for name, value in fields.items():
        setattr(report, name, value)
    report.save()
    return report


def test_of_all_states_only_the_finished_are_told(unit: Any) -> None:
    report = unit.finished()
    for state in REPORT.states:
        force(report, state=state)
        if state in FINISHED:
            assert unit.tell(report).told
        else:
            assert why(lambda: unit.tell(report)) == Why.NOT_NOW
    assert Disclosure.objects.count() == len(FINISHED)


EVERY_WAY = product(
    (True, False), (True, False), ("", "P", "C"), ("", "Not to be copied."), ("", "A3"), ("", "S1")
)


def test_whatever_the_state_says_nothing_unfinished_is_told(unit: Any) -> None:
    """The state alone is not believed, and the database keeps no finished report without its codes."""
    report, told = unit.finished(), 0
    before = unit.item(report)
    for graded, sanitised, handling, conditions, action, code in EVERY_WAY:
        item = unit.item(report)
        item.source_evaluation, item.assessment = ("2", "A") if graded else ("", "")
        item.graded_by_id = before.graded_by_id if graded else None
        item.sanitised = before.sanitised if sanitised else ""
        item.save()
        whole = handling == "P" or (handling == "C" and bool(conditions and action and code))
        fields = {"conditions": conditions, "action_code": action, "sanitisation_code": code}
        try:
            with transaction.atomic():
                force(unit.now(report), handling=handling, **fields)
        except IntegrityError:
            assert not whole
            continue
        if graded and sanitised and whole:
            told += 1
            assert unit.tell(report).state == "sent"
        else:
            assert why(lambda: unit.tell(report)) in (Why.UNGRADED, Why.UNSANITISED, Why.CODES)
        assert Disclosure.objects.count() == Event.objects.filter(verb=Verb.DISCLOSURE).count() == told
    assert told == 9


def test_only_somebody_trained_grades_and_only_while_the_training_lasts(
    unit: Any, hub: Any, clock: Any
) -> None:
    report = unit.checking()
    assert why(lambda: unit.grade(report, by=unit.second)) == Why.NOT_TRAINED
    with pytest.raises(Refused):
        unit.grade(report, by=hub.manager)
    unit.grade(report)
    clock.move_to("2028-01-01T10:00:00+00:00")
    assert why(lambda: unit.grade(report)) == Why.NOT_TRAINED
    clock.move_to("2026-11-18T10:00:00+00:00")
    actions.end_training(unit.analyst_person.grader_training.get(), by=hub.administrator)
    assert why(lambda: unit.grade(report)) == Why.NOT_TRAINED


def test_training_is_recorded_by_an_administrator_for_the_units_people_only(
    unit: Any, hub: Any, person: Any
) -> None:
    from datetime import date

    told = {"evidence": "Course", "trained_on": date(2026, 1, 1), "until": date(2027, 1, 1)}
    with pytest.raises(Refused):
        actions.record_training(unit.second_person, unit.area, **told, by=hub.manager)
    screener = person("screener")
    assert (
        why(lambda: actions.record_training(screener, unit.area, **told, by=hub.administrator))
        == Why.NOT_OF_UNIT
    )
    past = {**told, "until": date(2026, 2, 1)}
    assert (
        why(lambda: actions.record_training(unit.second_person, unit.area, **past, by=hub.administrator))
        == Why.DATES
    )


def test_a_suggestion_is_shown_and_writes_nothing(unit: Any) -> None:
    report = unit.checking()
    for provenance, named in product(Provenance.values, Named.values):
        found = suggest(provenance, named)
        assert found.source_evaluation == "2", "provenance says nothing of how reliable somebody is"
        assert found.assessment in "ACD", "what is corroborated or false only a person can say"
        assert str(found.reason)
    assert suggest("saw", "named").grade == "2A"
    assert suggest("told", "anonymous").grade == "2C"
    assert suggest("overheard", "anonymous").grade == "2D"
    assert unit.item(report).grade == ""
    codes = {"conditions": "", "action_code": "", "sanitisation_code": ""}
    assert why(lambda: actions.finish_grading(report, handling="P", by=unit.analyst, **codes)) == Why.UNGRADED


def test_b_needs_what_corroborates_it(unit: Any) -> None:
    item = unit.item(unit.checking())
    asked = {"source_evaluation": "2", "assessment": "B", "base": item.report.version, "by": unit.analyst}
    assert why(lambda: actions.grade(item, corroboration=" ", **asked)) == Why.CORROBORATION
    actions.grade(item, corroboration="The other camera.", **asked)
    assert unit.item(item.report).grade == "2B"


@pytest.mark.parametrize(
    ("conditions", "action", "code"), [c for c in product(("", "x"), ("", "A1"), ("", "S2")) if not all(c)]
)
def test_handling_c_is_not_done_without_conditions_and_codes(
    unit: Any, conditions: str, action: str, code: str
) -> None:
    report = unit.checking()
    unit.grade(report)
    told = {"conditions": conditions, "action_code": action, "sanitisation_code": code}
    assert why(lambda: actions.finish_grading(report, handling="C", by=unit.analyst, **told)) == Why.CODES
    assert unit.now(report).state == "checking"


def test_one_sanitises_and_another_agrees(unit: Any) -> None:
    report = unit.sanitised()
    assert why(lambda: actions.approve(report, agree=True, reason="", by=unit.analyst)) == Why.SAME_PERSON
    assert why(lambda: actions.approve(report, agree=False, reason=" ", by=unit.second)) == Why.REASON
    actions.approve(report, agree=False, reason="The hour tells who was on duty.", by=unit.second)
    assert unit.now(report).state == "graded"


def test_the_originals_words_are_not_passed_on_unseen(unit: Any) -> None:
    item = unit.item(unit.graded())
    told = {"base": item.report.version, "by": unit.analyst}
    unchanged = "  " + item.original.upper()
    assert why(lambda: actions.sanitise(item, words=unchanged, looked=False, **told)) == Why.UNCHANGED
    assert (
        why(lambda: actions.finish_sanitising(item.report, risks=RISKS, by=unit.analyst)) == Why.UNSANITISED
    )
    actions.sanitise(item, words=item.original, looked=True, **told)


def test_sanitised_words_hold_no_reference_of_the_concern(unit: Any, told: Any) -> None:
    contact = told("A car waits.").contact
    item = unit.item(unit.graded(contact.pk))
    words = f"As told in {contact.reference[:4]} {contact.reference[4:].lower()}."
    assert (
        why(
            lambda: actions.sanitise(
                item, words=words, looked=False, base=item.report.version, by=unit.analyst
            )
        )
        == Why.TELLS_ITS_ORIGIN
    )


def test_nothing_that_is_told_holds_the_reference_of_the_concern(unit: Any, told: Any) -> None:
    account = told(CAR)
    entity, reference = seen(account, "vehicle").entity_id, account.contact.reference
    leads = f"{reference[:4]}-{reference[4:].lower()}"
    rests = unit.graded(entity).rests.get()
    assert why(lambda: actions.tell_as(rests, f"A car, {leads}", by=unit.analyst)) == Why.TELLS_ITS_ORIGIN
    report = unit.finished(entity)
    for name in ("organisation", "addressee", "means", "wanted"):
        refused = why(lambda name=name: unit.tell(report, **{name: f"See {leads}."}))
        assert refused == Why.TELLS_ITS_ORIGIN, name
    codes = {"conditions": f"Ask about {leads}.", "action_code": "A3", "sanitisation_code": "S1"}
    assert why(lambda: unit.tell(unit.finished(entity, handling="C", **codes))) == Why.TELLS_ITS_ORIGIN
    assert unit.tell(report).report_id == report.pk


def test_a_concern_tied_on_after_the_words_were_written_is_looked_for_too(unit: Any, told: Any) -> None:
    contact = told("A car waits.").contact
    report = unit.graded()
    unit.sanitise(report, words=f"A car waited; {contact.reference}.")
    actions.rest_on(unit.item(report), contact.pk, by=unit.analyst)
    report = unit.now(actions.finish_sanitising(unit.now(report), risks=RISKS, by=unit.analyst))
    report = unit.now(actions.approve(report, agree=True, reason="", by=unit.second))
    assert why(lambda: unit.tell(report)) == Why.TELLS_ITS_ORIGIN


@pytest.mark.parametrize("grade", ["3A", "3E", "1E", "2E"])
def test_three_and_e_are_for_intelligence_roles_only(unit: Any, hub: Any, grade: str) -> None:
    report = unit.finished(grade=grade)
    assert report.unit_only
    assert why(lambda: unit.tell(report)) == Why.UNIT_ONLY
    assert why(lambda: unit.tell(report, to_role="manager")) == Why.UNIT_ONLY
    with pytest.raises(Refused):
        from waylight.dissemination import queries

        queries.open_report(hub.manager, report)
    assert unit.tell(report, kind="police-intelligence").kind == "police-intelligence"


def test_handling_c_does_not_go_to_licensing_and_s2_asks_first(unit: Any) -> None:
    codes = {"conditions": "Not to be copied.", "action_code": "A3", "sanitisation_code": "S2"}
    report = unit.finished(handling="C", **codes)
    assert why(lambda: unit.tell(report, to_role="licensing")) == Why.NOT_LICENSING
    assert why(lambda: unit.tell(report)) == Why.CONSULT
    assert unit.tell(report, consulted="By telephone on Monday: agreed.").consulted


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ({"means": " "}, Why.INCOMPLETE),
        ({"wanted": ""}, Why.INCOMPLETE),
        ({"organisation": ""}, Why.INCOMPLETE),
        ({"lawful_basis": "not-shared"}, Why.NOT_TO_BE_SHARED),
        ({"wanted_by": "yesterday"}, Why.LATE),
    ],
)
def test_a_disclosure_says_what_for_and_what_is_wanted_by_when(
    unit: Any, missing: dict[str, Any], expected: Why
) -> None:
    from datetime import date

    if "wanted_by" in missing:
        missing = {"wanted_by": date(2026, 11, 17)}
    report = unit.finished()
    assert why(lambda: unit.tell(report, **missing)) == expected


def test_an_edit_on_a_stale_page_is_kept_and_not_applied(unit: Any) -> None:
    report = unit.graded()
    item, seen = unit.item(report), report.version
    actions.sanitise(item, words="First.", looked=False, base=seen, by=unit.analyst)
    with pytest.raises(StaleEdit):
        actions.sanitise(item, words="Second.", looked=False, base=seen, by=unit.second)
    assert unit.item(report).sanitised == "First."
    met = MetEdit.objects.get()
    assert "Second." in met.edit
    actions.settle_met(met, by=unit.analyst)
    assert why(lambda: actions.settle_met(met, by=unit.analyst)) == Why.SETTLED


def test_the_original_never_changes_once_it_was_submitted(unit: Any) -> None:
    report = unit.checking()
    item = unit.item(report)
    new = {"words": "Else.", "provenance": "told", "named": "named", "by": unit.analyst}
    assert why(lambda: actions.change_item(item, base=report.version, **new)) == Why.NOT_NOW
    actions.return_to_writer(report, "How does the source know?", by=unit.analyst)
    actions.change_item(item, base=unit.now(report).version, **new)
    assert unit.item(report).original == "Else."


def words_of(report: Any) -> set[str]:
    """Every sealed word of the report and of whatever belongs to it, but to whom it was told."""
    rows = [*Report.objects.filter(pk=report.pk)]
    for model in apps.get_app_config("dissemination").get_models():
        if issubclass(model, OfReport):
            rows += model.objects.filter(report=report)
    sealed = [
        (row, field.name)
        for row in rows
        for field in row._meta.get_fields()
        if isinstance(field, SealedTextField)
        and field.name not in ("organisation", "addressee", "received_by")
    ]
    return {getattr(row, name) for row, name in sealed} - {""}


def test_words_go_only_after_a_review_by_another_with_no_hold(unit: Any) -> None:
    report = unit.finished()
    unit.tell(report)
    with pytest.raises(WrongMove):
        actions.dispose(force(unit.now(report), held=""), "x", by=unit.second)
    force(unit.now(report), held="An inquiry.")
    actions.review(report, "Not needed.", by=unit.analyst)
    assert why(lambda: actions.dispose(report, "x", by=unit.second)) == Why.HELD
    actions.lift_hold(report, "The inquiry has ended.", by=unit.analyst)
    assert why(lambda: actions.dispose(report, "x", by=unit.analyst)) == Why.SAME_PERSON
    assert len(words_of(report)) > 5
    actions.dispose(report, "Its time has come.", by=unit.second)
    assert words_of(report) == {"Its time has come."}
    assert Disclosure.objects.get().organisation, "to whom it was told stays known"
    assert Event.objects.filter(action=DISPOSE, verb=Verb.ERASURE).exists()
