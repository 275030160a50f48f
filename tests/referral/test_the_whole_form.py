"""The form asks all that forms of councils and of police forces ask, and what the record knows of
vehicles and accounts stands there before anybody types."""

from tests.casework.a_team import fresh

from waylight.referral import actions
from waylight.referral.rules import form_blocks, opened
from waylight.referral.writing import filled

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
    answers = filled(child)
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
    assert "She was seen at the pier." in filled(fresh(child)).answer("reason")[1]
    assert "His aunt works there." not in str(filled(fresh(child)))
