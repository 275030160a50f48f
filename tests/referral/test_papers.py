"""A strategy discussion and what agencies answered, on paper: structure read back, by role, audited."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.learning.outputs.paper import Paper

from waylight.casework import actions as casework
from waylight.casework.details import Details
from waylight.casework.models import Child
from waylight.learning.outputs.pdf import CannotPrint
from waylight.referral import actions
from waylight.referral.views import papers

from .agencies import Agencies, known
from .test_referring import words_of


def addresses(agencies: Agencies) -> dict[str, str]:
    """A decided discussion with evidence and an enquiry; an answer, nothing known, and one not sent yet."""
    child = agencies.team.child()
    enquiry = agencies.enquiry_in(child, "conference")
    gone, owner = timezone.now() + timedelta(days=3), agencies.team.person("worker")
    talk = enquiry.discussion
    actions.add_evidence(talk, "Camera of the door", "Quay Hotel", gone, owner, by=agencies.team.worker)
    check = agencies.ask(child)
    actions.add_item(check, known("Seen at the clinic twice.", not_family=True), by=agencies.of("health"))
    actions.answer(check, nil=False, by=agencies.of("health"))
    writing = agencies.ask(child, "police")
    actions.add_item(writing, known("Not sent yet: a caution."), by=agencies.of("police"))
    return {
        "discussion": reverse("discussion-pdf", args=[talk.pk]),
        "answers": reverse("child-checks-pdf", args=[child.pk]),
    }


def test_the_papers_say_what_the_pages_say_and_are_pdf_ua(agencies: Agencies, at: Any, audited: Any) -> None:
    ways = addresses(agencies)
    files = {name: at("worker").get(way).content for name, way in ways.items()}
    for file in files.values():
        paper = Paper(file)
        kinds = [tag.kind for tag in paper.tags]
        assert (paper.claim, paper.tagged, paper.language[:2]) == ("1", True, "en")
        assert paper.title.endswith(Child.objects.get().reference) and kinds.count("H1") == 1
        assert "Mina" in paper.text
        assert "Mina" not in str(paper.pdf.open_metadata()), "who has only the file is told no name"
        assert kinds.count("H2") >= 2 and kinds.count("H3") >= 3
        assert kinds.index("H1") < kinds.index("H2") < kinds.index("H3")
    said = {name: " ".join(words_of(file).split()) for name, file in files.items()}
    for words in (
        "She told it.",
        "What each knows.",
        "Elsie, at school",
        "Camera of the door",
        "Substantiated.",
    ):
        assert words in said["discussion"], words
    for words in (
        "What is known?",
        "Seen at the clinic twice.",
        "Must not reach the family.",
        "Not answered",
    ):
        assert words in said["answers"], words
    assert "a caution" not in said["answers"], "what an agency is still writing is its own"
    taken = [each for each in audited("child.view") if each.verb == "export"]
    assert [each.detail["paper"] for each in taken] == ["discussion", "checks"]


def test_what_nobody_may_overlook_stands_on_the_papers_too(agencies: Agencies, at: Any) -> None:
    ways, worker = addresses(agencies), agencies.team.worker
    child = Child.objects.get()
    kept = replace(
        Details.read(child.details), safe_contact="Only at school.", do_not_disclose="The new home."
    )
    casework.write_details(child, kept, base=child.version, by=worker)
    child.refresh_from_db()
    casework.add_related(child, "family", "Ida Reed", "aunt", "", not_to_know=True, by=worker)
    for way in ways.values():
        said = " ".join(words_of(at("worker").get(way).content).split())
        assert "Must not be disclosed: The new home." in said
        assert "Must not learn of this: Ida Reed" in said and "Safe contact: Only at school." in said


@pytest.mark.parametrize("who", ["other", "health", "deputy"])
def test_nobody_takes_one_who_may_not_read_the_record(
    agencies: Agencies, at: Any, staff_client: Any, who: str
) -> None:
    ways = addresses(agencies)
    client = staff_client(who=agencies.person("health")) if who == "health" else at(who)
    for way in ways.values():
        answer = client.get(way)
        assert (answer.status_code, b"%PDF" in answer.content) == (403, False)


def test_the_pages_lead_to_them_and_what_cannot_be_printed_says_so(
    agencies: Agencies, at: Any, monkeypatch: Any
) -> None:
    def refuse(*_said: object) -> bytes:
        raise CannotPrint("Typst says no.")

    for name, way in addresses(agencies).items():
        page = way.rpartition("/")[0] + "/" if name == "discussion" else way.removesuffix(".pdf") + "/"
        assert way in at("worker").get(page).content.decode()
        monkeypatch.setattr(papers, f"{name}_paper", refuse)
        assert "It could not be printed." in at("worker").get(way, follow=True).content.decode()


def test_a_discussion_that_is_called_says_for_when(agencies: Agencies, at: Any) -> None:
    child, by = agencies.team.child(), agencies.team.manager
    talk = actions.call(child, timezone.now() + timedelta(hours=3), "She told it.", by=by)
    said = words_of(at("worker").get(reverse("discussion-pdf", args=[talk.pk])).content)
    assert "To be held" in said
    assert "18 November 2026, 13:00" in said


URDU = "مجھے گھر نہیں جانا۔ 07700 900123 پر، 14:30"


def test_what_was_typed_from_right_to_left_is_read_so_on_paper(agencies: Agencies, at: Any) -> None:
    """Its number from left to right; and a word longer than a line stays on the page."""
    agencies.ask(agencies.team.child(), question=f"{URDU}\n{'x' * 300}")
    paper = Paper(at("worker").get(reverse("child-checks-pdf", args=[Child.objects.get().pk])).content)
    assert "und" in {tag.language for tag in paper.tags if tag.kind == "P"}
    assert "07700 900123" in paper.text
    assert "14:30" in paper.text
    lines = [line.replace("\u200b", "") for page in paper.pages for line in page.splitlines()]
    assert sum(line.count("x") for line in lines if "xxx" in line) == 300
    assert max(len(line) for line in lines if "xxx" in line) < 120


def test_letters_for_which_there_is_no_font_are_named(agencies: Agencies, at: Any) -> None:
    child = agencies.team.child()
    agencies.ask(child, question="It says \U00030001 there.")
    answer = at("worker").get(reverse("child-checks-pdf", args=[child.pk]), follow=True)
    words = "It could not be printed: this machine has no font with “\U00030001”. The page says the same."
    assert words in answer.content.decode()
