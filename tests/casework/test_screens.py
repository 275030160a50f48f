"""The pages, through Django's own client: no script anywhere, so each works without."""

import re
from typing import Any

from django.db import connection
from django.urls import reverse

from waylight.casework import actions, queries
from waylight.casework.models import Child

from .a_team import Team, fresh

MARKER = "Zqxj-8842-marker"


def test_from_the_hubs_decision_to_a_record_without_typing_it_again(team: Team, at: Any) -> None:
    arrival = team.arrival()
    client = at("manager")
    page = client.get(reverse("children")).content.decode()
    assert reverse("child-arrival", args=[arrival.pk]) in page
    page = client.get(reverse("child-arrival", args=[arrival.pk])).content.decode()
    assert "A grey car waits." in page
    assert 'value="A girl of about 13"' in page
    answers = {"name": "A girl of about 13", "age_band": "13-15", "worker": team.person("worker").pk}
    answer = client.post(reverse("child-arrival", args=[arrival.pk]), answers)
    child = Child.objects.get()
    assert answer.url == reverse("child", args=[child.pk])
    page = at("worker").get(answer.url).content.decode()
    assert "Nobody has written down yet what the child says" in page
    assert "First assessment" in page


def test_a_colleague_is_refused_asks_with_a_reason_and_reads(team: Team, at: Any, audited: Any) -> None:
    child, client = team.child(), at("other")
    assert client.get(reverse("child", args=[child.pk])).status_code == 403
    assert audited("child.view")[-1].verb == "refusal"
    found = client.post(reverse("child-find"), {"kind": "person", "value": "Mina Tarn, 2013-04-09"})
    assert child.reference in found.content.decode().replace(" ", "")
    assert "Tarn, 2013" in found.content.decode()
    glass = reverse("child-glass", args=[child.pk])
    assert client.post(glass, {"reason": ""}).status_code == 400
    assert client.post(glass, {"reason": "At the station now."}).status_code == 302
    page = client.get(reverse("child", args=[child.pk])).content.decode()
    assert "You may read this." in page
    page = at("manager").get(reverse("child", args=[child.pk])).content.decode()
    assert "At the station now." in page


def test_errors_and_met_edits_lose_nothing_that_was_typed(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    act = reverse("child-act", args=[child.pk, "line"])
    wrong = client.post(act, {"kind": "contact", "text": "She waited.", "happened_on": "", "source": ""})
    assert wrong.status_code == 400
    assert "She waited." in wrong.content.decode()
    begun = client.get(reverse("child", args=[child.pk])).content.decode()
    assert "You had begun to write this" in begun
    assert "She waited." in begun
    whole = {"kind": "contact", "text": "She waited.", "happened_on": "17/11/2026", "source": "Visit"}
    assert client.post(act, whole).status_code == 302
    assert queries.draft_of(team.worker, child, "line") == {}
    details = reverse("child-act", args=[child.pk, "details"])
    typed = {"name": "Mina Tarn", "age_band": "13-15", "base": 1, "born": "09/04/2013"}
    assert client.post(details, {**typed, "school": "One"}).status_code == 302
    met = client.post(details, {**typed, "school": "Two"})
    assert met.status_code == 400
    assert 'value="Two"' in met.content.decode()
    conflict = fresh(child).conflicts.get()
    page = client.get(reverse("child-conflict", args=[conflict.pk])).content.decode()
    assert "Two" in page
    assert client.post(reverse("child-conflict", args=[conflict.pk])).status_code == 302
    assert not fresh(child).conflicts.filter(settled_at=None).exists()


def test_what_is_typed_is_kept_and_words_are_advised_not_blocked(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    keep = reverse("child-keep", args=[child.pk, "line"])
    said = client.post(keep, {"kind": "contact", "text": "She is streetwise."}).json()
    assert said["advice"]["text"][0]["words"] == "streetwise"
    own = client.post(keep, {"kind": "child", "text": "I am streetwise."}).json()
    assert own["advice"]["text"] == []
    assert queries.draft_of(team.worker, child, "line")["text"] == "I am streetwise."
    team.line(child, "She is streetwise.")
    page = client.get(reverse("child-chronology", args=[child.pk])).content.decode()
    assert "Words to think about" in page
    others = at("manager").get(reverse("child-chronology", args=[child.pk])).content.decode()
    assert "Words to think about" not in others


def test_the_page_of_a_draft_belongs_to_one_person(team: Team, at: Any) -> None:
    child = team.child()
    actions.keep_draft(child, "line", {"text": MARKER}, by=team.worker)
    assert MARKER in at("worker").get(reverse("child", args=[child.pk])).content.decode()
    assert MARKER not in at("manager").get(reverse("child", args=[child.pk])).content.decode()
    away = reverse("child-throw-away", args=[child.pk, "line"])
    assert at("worker").post(away).status_code == 302
    assert MARKER not in at("worker").get(reverse("child", args=[child.pk])).content.decode()


def test_pause_and_run_again_and_what_never_stands_still(team: Team, at: Any) -> None:
    child = team.child(outcome="strategy-discussion")
    client = at("manager")
    first, strategy = (child.dues.get(kind=kind) for kind in ("first", "strategy"))
    for due, name, typed in (
        (first, "pause", {"reason": "She is in hospital."}),
        (first, "resume", {}),
        (strategy, "pause", {"reason": "Later."}),
    ):
        assert client.post(reverse("child-due", args=[due.pk, name]), typed).status_code == 302
    page = client.get(reverse("child", args=[child.pk])).content.decode()
    assert "This clock is not paused" in page
    assert "Strategy discussion: to be held now" in page, "only a discussion ends it"
    assert reverse("child-discussions", args=[child.pk]) in page
    assert client.post(reverse("child-due", args=[strategy.pk, "outcome"]), {"words": "x"}).status_code == 404


def test_a_print_holds_every_line_and_nothing_to_press(team: Team, at: Any) -> None:
    child = team.child()
    for n in range(52):
        team.line(child, f"Line {n}.")
    page = at("worker").get(reverse("child-print", args=[child.pk])).content.decode()
    assert page.count("Own visit") == 52
    assert "<button" not in page
    listed = at("worker").get(reverse("child-chronology", args=[child.pk])).content.decode()
    assert "Page 2" in listed


def entry(**changes: Any) -> dict[str, Any]:
    typed = {"kind": "sign", "statement": "He drives her.", "evidence": "observed", "currency": "current"}
    return {**typed, "source": "The school", "base": 0, **changes}


def test_an_assessment_from_its_first_entry_to_its_second_person(team: Team, at: Any) -> None:
    child, client, lead = team.child(), at("worker"), at("manager")
    begun = client.post(reverse("assessment-begin", args=[child.pk]))
    page = client.get(begun.url).content.decode()
    assert page.count("Write here") == 18
    assert "None yet. No number leads to it" in page
    it = child.assessments.get()
    part = reverse("assessment-part", args=[it.pk, "movement"])
    wrong = client.post(part, entry(source=""))
    assert wrong.status_code == 400
    assert "He drives her." in wrong.content.decode()
    assert "You had begun to write this" in client.get(part).content.decode()
    assert client.post(part, entry(actual_harm="on")).status_code == 302
    assert "You had begun to write this" not in client.get(part).content.decode()
    page = client.get(begun.url).content.decode()
    assert "Signs of actual harm now." in page
    assert "At risk:" not in page
    assert "Low:" not in page
    level = reverse("assessment-act", args=[it.pk, "level"])
    low = client.post(level, {"level": "low", "reasons": "Quiet now.", "base": 1})
    assert low.status_code == 400
    assert "A sign of actual harm stands now: the child is being harmed" in low.content.decode()
    changed = entry(currency="historic", actual_harm="on", base=1, past_because="He is in prison.")
    client.post(reverse("assessment-entry", args=[it.entries.get().pk]), changed)
    assert client.post(level, {"level": "low", "reasons": "Quiet now.", "base": 1}).status_code == 302
    page = client.get(begun.url).content.decode()
    assert "It waits for a second person" in page
    assert "Be the second person" not in page
    answer = reverse("assessment-act", args=[it.pk, "second"])
    assert client.post(answer, {"agree": "yes", "reason": "Mine."}).status_code == 403
    assert "Second person for an assessment" in lead.get(reverse("due")).content.decode()
    assert lead.post(answer, {"agree": "yes", "reason": "He is in prison."}).status_code == 302
    page = client.get(reverse("child", args=[child.pk])).content.decode()
    assert "Low: no current evidence" in page
    assert "Review of the assessment" in page


def test_days_and_other_explanations_of_an_entry_are_read_where_it_stands(team: Team, at: Any) -> None:
    """By whoever is asked to be the second person too, when nothing can be written any more."""
    client, child = at("worker"), team.child()
    client.post(reverse("assessment-begin", args=[child.pk]))
    it = child.assessments.get()
    part = reverse("assessment-part", args=[it.pk, "movement"])
    told = {"alternatives": "An uncle fetched her.", "since": "01/03/2024", "until": "20/04/2024"}
    assert client.post(part, entry(currency="historic", **told)).status_code == 302
    low = {"level": "low", "reasons": "It was long ago.", "base": 1}
    assert client.post(reverse("assessment-act", args=[it.pk, "level"]), low).status_code == 302
    assert child.assessments.get().state == "second-person"
    for page in (reverse("assessment", args=[it.pk]), part):
        shown = at("manager").get(page).content.decode()
        assert "An uncle fetched her." in shown
        assert "from 1 March 2024 to 20 April 2024" in shown


def test_a_number_of_an_earlier_tool_is_let_go_and_never_becomes_a_sign(team: Team, at: Any) -> None:
    client, child = at("worker"), team.child()
    client.post(reverse("assessment-begin", args=[child.pk]))
    it = child.assessments.get()
    number = {"tool": "An old tool", "total": "16", "on": "01/05/2024", "source": "File"}
    assert client.post(reverse("assessment-act", args=[it.pk, "legacy"]), number).status_code == 302
    one = reverse("assessment-entry", args=[it.entries.get().pk])
    whole = reverse("assessment", args=[it.pk])
    assert one in client.get(whole).content.decode()
    assert 'name="actual_harm"' not in client.get(one).content.decode()
    assert client.post(one, entry(actual_harm="on", base=1)).status_code == 400
    assert not fresh(child).harm_now
    ended = client.post(one, {"end": "1", "reason": "It was another child's.", "base": 1}, follow=True)
    assert ended.redirect_chain == [(whole, 302)]
    assert "It was another child" in ended.content.decode()


def test_a_line_is_put_right_and_stays(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    wrong = team.line(child, "On Monday.")
    page = client.get(reverse("child-chronology", args=[child.pk])).content.decode()
    address = f"{reverse('child', args=[child.pk])}?corrects={wrong.pk}"
    assert address in page
    assert f'value="{wrong.pk}"' in client.get(address).content.decode()
    right = {"kind": "contact", "text": "On Tuesday.", "happened_on": "17/11/2026", "source": "Diary"}
    act = reverse("child-act", args=[child.pk, "line"])
    assert client.post(act, {**right, "corrects": wrong.pk}).status_code == 302
    page = client.get(reverse("child-chronology", args=[child.pk])).content.decode()
    assert "On Monday." in page
    assert page.count("Put right by a later line") == 1
    assert client.post(act, {**right, "corrects": wrong.pk}).status_code == 400


def stored() -> str:
    """Every value of every table, as text and as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
            found += [bytes(v) if isinstance(v, memoryview) else v for row in cursor.fetchall() for v in row]
    return "\n".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in found)


def test_nothing_that_is_typed_lies_in_the_open(team: Team, at: Any) -> None:
    """Every text field of every form of the room, filled with a marker."""
    from waylight.casework.views.acts import ACTS

    child, client = team.child(), at("manager")
    other = team.person("other").pk
    numbers = {"worker": other, "manager": team.person("manager").pk, "person": team.person("deputy").pk}
    fixed = {"base": 1, "happened_on": "17/11/2026", "born": "09/04/2013", "age_band": "13-15", **numbers}
    kinds = {"line": "contact", "identifier": "upn", "related": "family"}
    for act in ACTS:
        if act.name in ("close", "reopen", "link"):
            continue
        form = act.form(fresh(child), None, {})
        fixed["related"] = str(getattr(child.related.first(), "pk", ""))
        typed = {name: fixed.get(name, MARKER) for name in form.fields}
        typed = {**typed, "kind": kinds.get(act.name, ""), "trigger": "", "corrects": ""}
        client.post(reverse("child-keep", args=[child.pk, act.name]), typed)
        answer = client.post(reverse("child-act", args=[child.pk, act.name]), typed)
        assert answer.status_code == 302, (act.name, re.findall(r"error-message.*", answer.content.decode()))
    client.post(reverse("assessment-begin", args=[child.pk]))
    it = child.assessments.get()
    part = reverse("assessment-part", args=[it.pk, "online"])
    client.post(
        part, entry(statement=MARKER, evidence="", source=MARKER, alternatives=MARKER, past_because=MARKER)
    )
    said = entry(statement=MARKER, source=MARKER, alternatives=MARKER, past_because=MARKER)
    assert client.post(part, said).status_code == 302
    assert client.post(part, {**said, "statement": MARKER}).status_code == 302
    one, other = it.entries.all()
    client.post(reverse("assessment-entry", args=[one.pk]), {**said, "base": 7})
    assert fresh(child).conflicts.get().edit.count(MARKER) == 4
    client.post(reverse("assessment-entry", args=[other.pk]), {"end": "1", "reason": MARKER, "base": 1})
    legacy = {"tool": MARKER, "total": MARKER, "on": "01/05/2024", "source": MARKER}
    views = {"child_view": MARKER, "parents_view": MARKER, "base": 1}
    conclusion = {"level": "low", "reasons": MARKER, "base": 2}
    for name, words in (("legacy", legacy), ("views", views), ("level", conclusion)):
        assert client.post(reverse("assessment-act", args=[it.pk, name]), words).status_code == 302, name
    client.post(reverse("child-glass", args=[child.pk]), {"reason": MARKER})
    for due in child.dues.filter(kind="first"):
        client.post(reverse("child-due", args=[due.pk, "pause"]), {"reason": MARKER})
    assert fresh(child).details.count(MARKER) >= 6
    everything = stored()
    assert "merrowdale" in everything
    assert MARKER not in everything
    assert "Mina" not in everything
