"""Recall and false alarms. `pytest -s` prints the figures by language."""

import os
from pathlib import Path

import pytest

from waylight.engine.wording.danger import PhraseBook
from waylight.engine.wording.measure import OVERALL, Line, Tally, measure

from .conftest import ROOT, rows

LANGUAGES = ("en", "cy", "pl", "ro", "ur", "pa", "ar")
DEVELOPMENT = Path(__file__).parent / "development_lines.jsonl"
# Written by somebody who never saw the lists; the lists were never tuned on it.
BLIND = ROOT / "tests" / "data" / "danger_lines.jsonl"
# Set before the blind lines were first measured.
BLIND_RECALL_FLOOR = 0.7
BLIND_FALSE_ALARM_CEILING = 0.35
PRACTICE_FALSE_ALARM_CEILING = 0.2


def labelled(path: Path) -> list[Line]:
    return [Line(row["language"], row["text"], bool(row["now"])) for row in rows(path)]


def show(tallies: dict[str, Tally]) -> None:
    for language, tally in sorted(tallies.items()):
        print(f"{language:4} {tally}")


def practice_folder() -> Path:
    return Path(os.environ.get("WAYLIGHT_PRACTICE_DATA") or ROOT.parent / "shared" / "data" / "reports")


def test_development_lines_cover_every_language() -> None:
    lines = labelled(DEVELOPMENT)
    for language in LANGUAGES:
        enough = 80 if language == "en" else 40
        of_language = [line for line in lines if line.language == language]
        assert len(of_language) >= enough
        assert {line.now for line in of_language} == {True, False}


def test_development_lines(book: PhraseBook) -> None:
    tallies = measure(book, labelled(DEVELOPMENT))
    show(tallies)
    for language in LANGUAGES:
        assert tallies[language].recall >= 0.95, language
        assert tallies[language].false_alarm_share <= 0.08, language


def test_lines_nobody_has_tuned_on(book: PhraseBook) -> None:
    if not BLIND.exists():
        pytest.skip(f"no blind lines at {BLIND}")
    tallies = measure(book, labelled(BLIND))
    show(tallies)
    assert tallies[OVERALL].recall >= BLIND_RECALL_FLOOR
    assert tallies[OVERALL].false_alarm_share <= BLIND_FALSE_ALARM_CEILING


def test_practice_reports(book: PhraseBook) -> None:
    folder = practice_folder()
    if not folder.is_dir():
        pytest.skip(f"no practice reports at {folder}; set WAYLIGHT_PRACTICE_DATA")
    truth = {row["id"]: row["truth"]["immediate_danger"] for row in rows(folder / "practice-truth.jsonl")}
    said = {row["id"]: book.judge(row["text"], row["language"]) for row in rows(folder / "practice.jsonl")}
    false_alarms = [name for name, danger in said.items() if danger.now and not truth[name]]
    print("false alarms:", *(f"{name} {said[name].reasons}" for name in false_alarms), sep="\n  ")
    assert [name for name, now in truth.items() if now and not said[name].now] == []
    assert [name for name, danger in said.items() if not danger.language_known] == []
    assert len(false_alarms) <= PRACTICE_FALSE_ALARM_CEILING * sum(not now for now in truth.values())


@pytest.mark.parametrize(
    "text",
    [
        "please hurry",
        "send someone to the services",
        "get police to me",
        "we've rung treble nine and he is still here",
        "help me",
        "she's here now in the back of my cab",
        "He is outside the door and she is scared",
        "a black car is following me",
        "Last week he hit her and he is outside now with her, trying the door",
    ],
)
def test_said_to_be_happening(book: PhraseBook, text: str) -> None:
    assert book.judge(text, "en").now


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "Last week she was in the back of my cab, crying.",
        "She's safe now.",
        "There is nothing happening now.",
        "The police have been and gone.",
        "I have already reported this.",
        "What if a child is in my cab now and asks for help?",
        "Every Friday a girl is standing outside the shop crying.",
    ],
)
def test_said_to_be_over_or_general(book: PhraseBook, text: str) -> None:
    assert not book.judge(text, "en").now


def test_people_mix_languages(book: PhraseBook) -> None:
    assert book.judge("proszę szybko, the girl is w moim aucie", "en").now
    assert book.judge("please send the police", "ar").now


def test_a_call_for_help_stands_beside_the_past(book: PhraseBook) -> None:
    assert book.judge("it started yesterday, please send the police", "en").now


TEA = "The shop sells tea. It opens at six and shuts at ten. " * 3


def test_weak_cues_far_apart_say_nothing_together(book: PhraseBook) -> None:
    assert book.judge(f"{TEA}She would not come out. This is urgent.").now
    assert not book.judge(f"She would not come out. {TEA}This is urgent.").now


def test_a_short_text_needs_less(book: PhraseBook) -> None:
    assert book.judge("She would not come out.").now
    assert not book.judge(f"She would not come out. {TEA}").now
    assert not book.judge("He lives there right now.").now


def test_reasons_never_repeat_the_reporter(book: PhraseBook) -> None:
    danger = book.judge("please hurry, Zephyrina is locked in his car now", "en")
    assert danger.now
    assert set(danger.reasons) <= {*book.cues, *(f"-{name}" for name in book.calms)}
