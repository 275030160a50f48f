"""What a translation is worth, and what is shown of it: by how much depends on the words."""

from datetime import date

import polib
import pytest
from django.conf import LazySettings
from tests.learning.shelf import LESSON, QUESTIONS, TODAY, Shelf

from waylight.learning import translating
from waylight.learning.library import (
    Passage,
    State,
    asked,
    coverage,
    library,
    notes,
    offers_check,
    passage,
    source_hash,
    translations,
)
from waylight.learning.library.html import printed
from waylight.learning.library.translated import ReviewKind

pytestmark = pytest.mark.django_db

SAFETY, PLAIN, FACT = "bus-01-1", "bus-01-3", "bus-01-2"
WORDS = {
    SAFETY: "اگر بچہ ابھی خطرے میں ہے تو {{contact:999}} پر کال کریں۔",
    PLAIN: "- ایک آدمی پیسے دیتا ہے۔\n- لڑکے کے پاس دو فون ہیں۔",
    FACT: "{{term:child}} {{fact:age-of-child}} 14 2.30",
    "bus-q01.ask": "لڑکا ڈرا ہوا ہے۔ آپ کیا کریں گے؟",
}


@pytest.fixture(autouse=True)
def this_content(shelf: Shelf, settings: LazySettings) -> None:
    settings.CONTENT = shelf.folder


def translate(shelf: Shelf, *keys: str) -> None:
    translating.extract("ur", library())
    path = shelf.folder / "i18n/ur/bus.po"
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgctxt in keys:
            entry.msgstr = WORDS[entry.msgctxt]
    shelf.write("i18n/ur/bus.po", str(file))


def sign(shelf: Shelf, *keys: str, kind: ReviewKind = ReviewKind.HUMAN) -> None:
    translating.sign("ur", library(), keys, kind=kind, reviewer="Somebody, who reads Urdu", on=TODAY)
    shelf.write("i18n/ur/review.yaml", (shelf.folder / "i18n/ur/review.yaml").read_text())


def urdu(key: str) -> Passage:
    return passage(library().block(key), "ur", on=TODAY)


def state(key: str) -> State:
    return translations("ur").state(key, library().block(key).source)


# States


def test_missing_draft_machine_reviewed(shelf: Shelf) -> None:
    assert state(SAFETY) == State.MISSING
    translate(shelf, SAFETY)
    assert state(SAFETY) == State.DRAFT
    sign(shelf, SAFETY, kind=ReviewKind.MACHINE)
    assert state(SAFETY) == State.MACHINE
    sign(shelf, SAFETY)
    assert state(SAFETY) == State.REVIEWED


def test_a_changed_english_outdates_even_what_was_reviewed(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    sign(shelf, SAFETY)
    shelf.change(LESSON, "is in danger now, call", "is in danger, call")
    assert state(SAFETY) == State.OUTDATED
    translating.extract("ur", library())
    shelf.write("x", "")
    assert state(SAFETY) == State.OUTDATED


def test_words_changed_after_the_review_are_a_draft_again(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    sign(shelf, SAFETY)
    shelf.change("i18n/ur/bus.po", "ابھی خطرے", "خطرے")
    assert state(SAFETY) == State.DRAFT


def test_rewrapping_the_english_outdates_nothing(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    sign(shelf, SAFETY)
    shelf.change(LESSON, "is in danger now, call", "is in danger\nnow, call")
    assert state(SAFETY) == State.REVIEWED


def test_a_translation_without_the_number_counts_as_missing(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    shelf.change("i18n/ur/bus.po", "تو {{contact:999}} پر", "تو 15 پر")
    assert state(SAFETY) == State.MISSING
    assert urdu(SAFETY).language == "en"


# Policy


def test_what_safety_depends_on_stands_alone_only_when_reviewed_and_current(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    draft = urdu(SAFETY)
    assert (draft.language, draft.rtl, draft.state) == ("ur", True, State.DRAFT)
    assert draft.english is not None and draft.english.text == "If a child is in danger now, call 999."
    assert draft.note
    sign(shelf, SAFETY)
    alone = urdu(SAFETY)
    assert (alone.english, alone.note, alone.state) == (None, "", State.REVIEWED)
    shelf.change(LESSON, "is in danger now, call", "is in danger, call")
    old = urdu(SAFETY)
    assert old.language == "ur" and old.english is not None
    assert old.english.text == "If a child is in danger, call 999."


def test_other_words_that_were_reviewed_once_may_stand_alone_with_a_note(shelf: Shelf) -> None:
    translate(shelf, PLAIN)
    assert urdu(PLAIN).english is not None, "a draft has the English beside it"
    sign(shelf, PLAIN)
    assert urdu(PLAIN).note == ""
    shelf.change(LESSON, "has two phones", "has three phones")
    outdated = urdu(PLAIN)
    assert outdated.english is None and outdated.state == State.OUTDATED
    assert any("may be out of date" in (note.english or note.words) for note in outdated.notes)


def test_what_is_missing_is_english_and_says_that_it_is(shelf: Shelf) -> None:
    found = urdu(SAFETY)
    assert (found.language, found.rtl, found.state, found.english) == ("en", False, State.MISSING, None)


def test_a_question_is_asked_in_reviewed_words_or_in_english(shelf: Shelf) -> None:
    translate(shelf, "bus-q01.ask")
    question = library().question("bus-q01")
    assert asked(question, "ur", on=TODAY).ask.language == "en"
    sign(shelf, "bus-q01.ask")
    assert asked(question, "ur", on=TODAY).ask.language == "ur"


def test_a_check_is_offered_once_every_word_of_it_is_reviewed(shelf: Shelf) -> None:
    translating.extract("ur", library())
    file = polib.pofile(str(shelf.folder / "i18n/ur/bus.po"))
    keys = [entry.msgctxt for entry in file if entry.msgctxt.startswith("bus-q01.")]
    for entry in file:
        entry.msgstr = f"لفظ {entry.msgctxt[-1]}" if entry.msgctxt in keys else ""
    shelf.write("i18n/ur/bus.po", str(file))
    course = library().course("bus")
    sign(shelf, *keys[:-1])
    assert not offers_check(course, "ur")
    sign(shelf, keys[-1])
    assert offers_check(library().course("bus"), "ur")
    assert offers_check(course, "en")
    shelf.change(QUESTIONS, "Drive on.", "Drive off.")
    assert not offers_check(library().course("bus"), "ur")


def test_the_number_is_left_to_right_inside_right_to_left_words(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    page = printed(urdu(SAFETY))
    assert 'lang="ur" dir="rtl"' in page and 'lang="en" dir="ltr"' in page
    assert page.count('<bdi class="wl-number" dir="ltr">999</bdi>') == 2
    assert page.index('lang="ur"') < page.index('lang="en"')


def test_an_untranslated_fact_inside_other_words_is_marked_as_english(shelf: Shelf) -> None:
    translate(shelf, FACT)
    assert '<bdi lang="en">' in printed(urdu(FACT))


def test_a_note_that_nobody_has_checked_has_the_english_beside_it(shelf: Shelf) -> None:
    translate(shelf, SAFETY, PLAIN)
    found = notes([urdu(SAFETY), urdu(PLAIN)])
    assert len(found) == 1, "said once for a page"
    assert found[0].words.startswith("Nobody who reads this language")
    translating.extract("ur", library(), ["house"])
    file = polib.pofile(str(shelf.folder / "i18n/ur/house.po"))
    for entry in file:
        entry.msgstr = "کسی نے نہیں جانچا۔" if entry.msgctxt == "note:unchecked" else ""
    shelf.write("i18n/ur/house.po", str(file))
    (note,) = urdu(SAFETY).notes
    assert (note.words, note.language) == ("کسی نے نہیں جانچا۔", "ur")
    assert note.english.startswith("Nobody who reads this language")
    sign(shelf, "note:unchecked")
    assert urdu(SAFETY).notes[0].english == ""


# Extraction and signing


def test_extraction_loses_no_words(shelf: Shelf) -> None:
    translate(shelf, SAFETY, PLAIN)
    shelf.change(LESSON, "is in danger now, call", "is in danger, call")
    (written,) = [each for each in translating.extract("ur", library()) if each.path.name == "bus.po"]
    assert (written.changed, written.gone) == (1, 0)
    entry = _entry(shelf, SAFETY)
    assert entry.fuzzy and entry.msgstr == WORDS[SAFETY]
    assert entry.previous_msgid == "If a child is in danger now, call {{contact:999}}."
    shelf.change(LESSON, "is in danger, call", "is in danger now, call")
    translating.extract("ur", library())
    assert not _entry(shelf, SAFETY).fuzzy, "the English it was made from is back"


def test_what_the_english_no_longer_has_is_kept_and_comes_back(shelf: Shelf) -> None:
    translate(shelf, PLAIN)
    whole = (shelf.folder / LESSON).read_text()
    start, end = whole.index("{#bus-01-3}"), whole.index("{#bus-01-4}")
    shelf.write(LESSON, whole[:start] + whole[end:])
    translating.extract("ur", library())
    assert _entry(shelf, PLAIN).obsolete
    shelf.write(LESSON, whole)
    translating.extract("ur", library())
    assert _entry(shelf, PLAIN).msgstr == WORDS[PLAIN] and not _entry(shelf, PLAIN).obsolete


def test_extracting_twice_changes_nothing(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    translating.extract("ur", library())
    before = {path.name: path.read_bytes() for path in (shelf.folder / "i18n/ur").iterdir()}
    translating.extract("ur", library())
    assert before == {path.name: path.read_bytes() for path in (shelf.folder / "i18n/ur").iterdir()}
    assert set(before) == {"bus.po", "scenarios.po", "pieces.po", "facts.po", "terms.po", "house.po"}


def test_one_catalogue_alone(shelf: Shelf) -> None:
    assert [each.path.name for each in translating.extract("pl", library(), ["facts"])] == ["facts.po"]


def test_nothing_is_signed_that_is_missing_or_outdated(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    with pytest.raises(translating.CannotSign, match="no translation"):
        sign(shelf, PLAIN)
    shelf.change(LESSON, "is in danger now, call", "is in danger, call")
    with pytest.raises(translating.CannotSign, match="the English has changed"):
        sign(shelf, SAFETY)


def test_how_far_a_language_is(shelf: Shelf) -> None:
    translate(shelf, SAFETY, PLAIN)
    sign(shelf, SAFETY)
    (bus,) = [each for each in coverage("ur") if each.catalogue == "bus"]
    assert (bus.states[State.REVIEWED], bus.states[State.DRAFT]) == (1, 1)
    assert bus.total == sum(bus.states.values())
    assert (bus.safety[State.REVIEWED], bus.safety_total) == (1, 2)


def test_a_review_written_by_hand_is_read(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    english, words = source_hash(library().block(SAFETY).source), source_hash(WORDS[SAFETY])
    row = f"{{hash: {english}, kind: human, reviewer: Somebody, on: 2026-11-22, words: {words}}}"
    shelf.write("i18n/ur/review.yaml", f"{SAFETY}: {row}\n")
    assert state(SAFETY) == State.REVIEWED
    assert translations("ur").reviews[SAFETY].on == TODAY


def test_a_review_by_nobody_is_refused(shelf: Shelf) -> None:
    translate(shelf, SAFETY)
    shelf.write(
        "i18n/ur/review.yaml", f"{SAFETY}: {{hash: a, kind: human, on: {date(2026, 1, 1)}, words: b}}"
    )
    assert [problem.words for problem in translations("ur").problems] == [f"{SAFETY}, reviewer: is missing."]
    assert state(SAFETY) == State.DRAFT


def _entry(shelf: Shelf, key: str) -> polib.POEntry:
    found = [each for each in polib.pofile(str(shelf.folder / "i18n/ur/bus.po")) if each.msgctxt == key]
    shelf.write("x", "")
    return found[0]
