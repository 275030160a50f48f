"""The form asks all that forms of councils and of police forces ask, and what the record knows of
vehicles and accounts stands there before anybody types."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import MINA, fresh

from waylight.casework import actions as records
from waylight.referral import actions, document
from waylight.referral.codes import Is
from waylight.referral.errors import NotPossible, Why
from waylight.referral.models import Discussion, Evidence
from waylight.referral.rules import code_lists, form_blocks, opened
from waylight.referral.writing import Answers, filled

from .agencies import Agencies
from .test_referring import whole

UNION = {
    "family, first, middle and other names": {"name", "aka"},
    "date of birth, or expected date": {"born"},
    "sex and gender, unborn too": {"sex", "gender"},
    "ethnicity and religion": {"ethnicity", "religion"},
    "first language, interpreter, for whom and why": {"language", "interpreter"},
    "communication needs": {"communication"},
    "NHS number and other numbers": {"nhs", "numbers"},
    "address and telephones": {"address", "contact"},
    "looked-after status": {"home", "looked_after"},
    "doctor, school, disability": {"gp", "school", "send"},
    "physical description": {"description"},
    "parents and parental responsibility": {"parents"},
    "household, other children, significant others": {"household", "others"},
    "health worker and others who know the child": {"professionals"},
    "basis of concern": {"grounds"},
    "reason, events, frequency": {"reason", "often"},
    "provenance": {"provenance"},
    "what was done, strengths, level of need": {"done", "strengths", "need"},
    "the child's voice": {"voice"},
    "agencies already told": {"told"},
    "the referrer and how to reach them": {"sender"},
    "people of concern": {"people"},
    "vehicles": {"vehicles"},
    "telephones and online": {"online"},
    "locations": {"places"},
    "recordings and their overwrite date": {"recordings"},
    "financial": {"money"},
    "links": {"links"},
    "risks to visiting staff": {"visiting"},
}
"""The field union of domain study 1.4. Whether parents know, agreement (who, for whom), the lawful basis and
why not stand in fields of their own; so do date and name of whoever sends it."""


def test_no_field_of_the_union_is_missing() -> None:
    asked = {each.code for block in form_blocks() for each in block.questions}
    assert set().union(*UNION.values()) <= asked


def test_who_and_what_is_of_concern_reaches_no_family(agencies: Agencies) -> None:
    concern = opened("form.yaml")["blocks"]["concern"]["questions"]
    assert not any(line.get("family") for line in concern.values())


def test_marks_and_accounts_of_the_chronology_stand_in_the_form(agencies: Agencies) -> None:
    child = agencies.team.child()
    told = "She got into a black van, KV00 BDY. He writes as @night.tern or rings from 07700 900417."
    agencies.team.line(child, told, kind="told")
    agencies.team.line(child, "The black van again, KV00 BDY.", kind="observed")
    answers = filled(child, agencies.team.person("worker"))
    state, vehicles = answers.answer("vehicles")
    assert state == "known" and vehicles.count("KV00 BDY") == 1
    state, online = answers.answer("online")
    assert "07700 900417" in online and "@night.tern" in online
    assert answers.answer("people") == ("", ""), "who somebody is, a person says"


def test_why_one_service_was_not_told_stands_in_no_form_for_another(agencies: Agencies) -> None:
    team, child = agencies.team, agencies.team.child()
    team.line(child, "She was seen at the pier.", kind="told")
    it = actions.begin_referral(child, "camhs", by=team.worker)
    answers = whole(it, decision="withhold", decision_reasons="His aunt works there.")
    it = actions.write_answers(it, answers, base=it.version, by=team.worker)
    actions.withhold(it, by=team.worker)
    assert any("His aunt works there." in each.text for each in child.lines.all())
    assert "She was seen at the pier." in filled(fresh(child), team.person("worker")).answer("reason")[1]
    assert "His aunt works there." not in str(filled(fresh(child), team.person("worker")))


def test_marks_in_the_childs_own_words_and_old_lines_are_read(agencies: Agencies) -> None:
    child = agencies.team.child()
    agencies.team.line(child, "It was KV00 BDY. He is @night.tern.", kind="child")
    for number in range(14):
        agencies.team.line(child, f"She was late, {number}.", kind="told")
    answers = filled(child, agencies.team.person("worker"))
    assert "KV00 BDY" in answers.answer("vehicles")[1]
    assert "@night.tern" in answers.answer("online")[1]


def test_what_nobody_knows_or_says_of_another_thing_is_not_put_as_known(agencies: Agencies) -> None:
    """An age that nobody knows, a level of another scale, an authority where an address is asked."""
    team = agencies.team
    child = team.child(replace(MINA, born="", age_band="unknown", host_authority="Saltby", home_authority=""))
    answers = filled(child, team.person("worker"))
    assert [answers.answer(code) for code in ("born", "need", "address")] == [("", "")] * 3
    assert answers.answer("home") == ("known", "Living in: Saltby")
    assert "Worker" in answers.answer("sender")[1]


def test_what_is_chosen_from_a_list_is_an_answer_in_form_document_and_words(
    agencies: Agencies, at: Any
) -> None:
    team, child = agencies.team, agencies.team.child()
    it = actions.begin_referral(child, "camhs", by=team.worker)
    address = reverse("referral", args=[it.pk])
    page = at("worker").get(address).content.decode()
    assert "White: Irish" in page
    chosen = {"code-ethnicity": "W2", "code-grounds": ["missing", "older"], "words-ethnicity": "And Welsh."}
    assert at("worker").post(address, {"base": 1, **chosen}).status_code == 302
    it.refresh_from_db()
    answers = Answers.read(it.answers)
    assert answers.answer("ethnicity") == ("known", "And Welsh.")
    assert answers.codes == {"ethnicity": ["W2"], "grounds": ["missing", "older"]}
    assert "ethnicity" not in answers.empty and "grounds" not in answers.empty
    assert answers.words("grounds") == "Going missing; Somebody older is a worry"
    again = at("worker").get(address).content.decode()
    assert re.search(r'value="W2" selected', again)
    assert re.search(r'value="older" checked', again)
    whole_form = replace(whole(it), codes=answers.codes)
    whole_form.of.update(ethnicity=("known", "And Welsh."), grounds=("known", ""))
    it = actions.write_answers(it, whole_form.rest_not_asked(), base=2, by=team.worker)
    sent = document.sent(actions.send(it, by=team.worker))
    told = {a["code"]: a for block in sent["blocks"] for a in block["answers"]}
    assert told["ethnicity"]["codes"] == [{"code": "W2", "words": "White: Irish"}]
    assert document.answer_in_words(told["ethnicity"]) == "White: Irish\nAnd Welsh."
    assert told["ethnicity"]["list"] == {"code": "ethnicity", "version": "1"}
    assert "codes" not in told["name"]
    schema = json.loads((settings.CONTENT / "referral/referral.schema.json").read_text())
    assert jsonschema_rs.validator_for(schema).is_valid(sent)


def test_each_list_has_owner_version_source_and_its_day() -> None:
    for code, listed in code_lists().items():
        assert all((listed.owner, listed.version, listed.source, listed.source_date)), code
        assert len(set(listed.codes.values())) == len(listed.codes)
    assert list(code_lists()["sex"].codes) == ["M", "F", "U"]
    assert len(code_lists()["gender"].codes) == 8
    assert len(code_lists()["ethnicity"].codes) == 19, "18 groups, and not stated"


def test_what_was_said_by_telephone_is_confirmed_in_writing_within_a_day(agencies: Agencies, at: Any) -> None:
    team, child = agencies.team, agencies.team.child()
    it = actions.begin_referral(child, "camhs", by=team.worker)
    address = reverse("referral-act", args=[it.pk, "said"])
    wrong = at("worker").post(address, {"at": "soon"})
    assert wrong.status_code == 400 and 'value="soon"' in wrong.content.decode()
    called = timezone.now() - timedelta(hours=2)
    typed = {"at": f"{timezone.localtime(called):%d/%m/%Y %H:%M}"}
    assert at("worker").post(address, typed).status_code == 302
    due = child.dues.get(kind="confirm-writing", stopped_at__isnull=True)
    assert due.due_at == called.replace(second=0, microsecond=0) + timedelta(hours=24)
    with pytest.raises(NotPossible):
        actions.said_by_telephone(it, timezone.now() + timedelta(hours=1), by=team.worker)
    it.refresh_from_db()
    it = actions.write_answers(it, whole(it), base=1, by=team.worker)
    sent = document.sent(actions.send(it, by=team.worker))
    assert sent["said_at"].startswith(f"{called:%Y-%m-%d}")
    assert not child.dues.filter(kind="confirm-writing", stopped_at__isnull=True).exists()
    other = actions.begin_referral(child, "camhs", by=team.worker)
    actions.said_by_telephone(other, called, by=team.worker)
    actions.withdraw(other, "Another way.", by=team.worker)
    assert not child.dues.filter(kind="confirm-writing", stopped_at__isnull=True).exists()


def test_what_is_kept_back_since_it_was_begun_is_looked_at_before_it_is_sent(
    agencies: Agencies, at: Any
) -> None:
    team, child = agencies.team, agencies.team.child()
    it = actions.begin_referral(child, "camhs", by=team.worker)
    it = actions.write_answers(it, whole(it), base=1, by=team.worker)
    told = replace(MINA, do_not_disclose="Not to her uncle.")
    records.write_details(fresh(child), told, base=fresh(child).version, by=team.worker)
    assert "Not to her uncle." in at("worker").get(reverse("referral", args=[it.pk])).content.decode()
    with pytest.raises(NotPossible) as no:
        actions.send(it, by=team.worker)
    assert no.value.why == Why.LOOK_AGAIN
    assert actions.send(it, looked=True, by=team.worker).state == "sent"


def test_what_stands_where_the_family_reads_it_is_not_kept_back_and_their_copy_is_looked_at(
    agencies: Agencies, at: Any
) -> None:
    team, child, worker = agencies.team, agencies.team.child(), at("worker")
    it = actions.begin_referral(child, "camhs", by=team.worker)
    said = whole(it)
    said = replace(said, of={**said.of, "wanted": (Is.KNOWN.value, "A bed. Not to her uncle.")})
    it = actions.write_answers(it, said, base=1, by=team.worker)
    told = replace(MINA, do_not_disclose="Not to her uncle.")
    records.write_details(fresh(child), told, base=fresh(child).version, by=team.worker)
    with pytest.raises(NotPossible) as no:
        actions.send(it, by=team.worker)
    assert no.value.why == Why.LOOK_AGAIN
    actions.send(it, looked=True, by=team.worker)
    page = worker.get(reverse("referral", args=[it.pk])).content.decode()
    for kind in ("pdf", "json"):
        way = reverse("referral-take", args=[it.pk, "family", kind])
        assert way in page
        refused = worker.get(way, follow=True).content.decode()
        assert "Look first whether the copy for the family" in refused
        assert worker.post(way, {"looked": "yes"}).headers["Content-Disposition"]
        assert worker.get(way.replace("family", "service")).headers["Content-Disposition"]


def test_what_can_be_lost_stands_in_the_form_with_its_day(agencies: Agencies) -> None:
    child = agencies.team.child()
    owner = agencies.team.person("worker")
    held = Discussion.objects.create(
        child=child, called_at=timezone.now(), called_by=owner, planned_at=timezone.now(), reason="x"
    )
    gone = timezone.now() + timedelta(days=9)
    Evidence.objects.create(
        child=child,
        discussion=held,
        what="Camera at the pier",
        where="Harbour office",
        owner=owner,
        overwritten_at=gone,
    )
    words = filled(child, owner).answer("recordings")[1]
    assert words.startswith("Camera at the pier, Harbour office: gone on ")
    assert f"{timezone.localtime(gone):%-d %B %Y %H:%M}" in words
