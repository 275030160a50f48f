"""The dated facts: read whole or named as wrong, and shown under the rule that numbers are shown under."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from waylight.guidance import facts
from waylight.guidance.pack_file import PackError
from waylight.guidance.rule import RouteState

FACT = """- id: age-of-child
  kind: law
  words: anyone who has not yet turned 18
  without: a child
  source: {title: Standards, address: https://www.gov.uk/}
  jurisdiction: england-wales
  as_at: 2022-11-25
  read_on: 2026-11-22
  read_by: Somebody
  review_every_days: 100
"""
LAPSES = date(2027, 3, 2)


@pytest.fixture
def content(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts/core.yaml").write_text(FACT)
    facts.forget()
    yield tmp_path
    facts.forget()


def change(content: Path, old: str, new: str) -> None:
    path = content / "facts/core.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    facts.forget()


def test_live_until_the_day_it_lapses(content: Path) -> None:
    found = facts.fact("age-of-child", content)
    assert found.lapses_on == LAPSES
    assert found.state(LAPSES - timedelta(1)) == RouteState.LIVE
    assert found.shown(LAPSES - timedelta(1)) == "anyone who has not yet turned 18"
    assert found.state(LAPSES) == RouteState.LAPSED
    assert found.shown(LAPSES) == "a child"
    assert facts.lapsed(LAPSES - timedelta(1), content) == []
    assert facts.lapsed(LAPSES, content) == [found]


def test_lapsed_without_other_words_or_withdrawn_it_is_not_shown(content: Path) -> None:
    change(content, "  without: a child\n", "")
    assert facts.fact("age-of-child", content).shown(LAPSES) == ""
    change(content, "  kind: law", "  status: withdrawn\n  kind: law")
    withdrawn = facts.fact("age-of-child", content)
    assert withdrawn.state(date(2026, 11, 22)) == RouteState.WITHDRAWN
    assert withdrawn.shown(date(2026, 11, 22)) == ""


def test_a_fact_that_is_not_there(content: Path) -> None:
    with pytest.raises(facts.NoSuchFact):
        facts.fact("nothing", content)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  kind: law", "  kind: rumour", "age-of-child, kind: is one of definition"),
        ("england-wales", "atlantis", "jurisdiction: is one of england"),
        ("not yet turned 18", "not yet turned 18.", "leave the full stop out"),
        ("2026-11-22", "yesterday", "read_on: write a date"),
        ("  read_by: Somebody\n", "", "read_by: is missing"),
        ("  read_by:", "  checked_on: 2026-11-23\n  read_by:", "a check has a day and a name"),
        ("https://www.gov.uk/}", "https://www.gov.uk/, page: somewhere}", "page: is unknown, or left out"),
        ("title: Standards, ", "", "source, title: is missing"),
        ("  kind: law", "  kinds: law", "kind: is missing"),
        ("  without:", "  instead:", "instead: is not an entry here"),
        ("- id: age-of-child", "- [", "is not YAML"),
    ],
)
def test_a_mistake_names_the_file_and_the_entry(content: Path, old: str, new: str, says: str) -> None:
    change(content, old, new)
    (mistake,) = facts.mistakes(content)
    assert str(mistake).startswith("facts/core.yaml: ") and says in str(mistake)


def test_two_facts_with_one_id_are_named_and_the_first_stays(content: Path) -> None:
    (content / "facts/more.yaml").write_text(FACT.replace("anyone", "everyone"))
    facts.forget()
    assert [str(each) for each in facts.mistakes(content)] == [
        "facts/more.yaml: age-of-child: facts/core.yaml has this id already."
    ]
    assert facts.fact("age-of-child", content).words.startswith("anyone")


def test_what_is_no_list_is_refused(content: Path) -> None:
    path = content / "facts/core.yaml"
    path.write_text("id: x")
    with pytest.raises(PackError, match="there should be a list of facts"):
        facts.read_facts(path)


def test_the_facts_of_this_repository_are_whole() -> None:
    assert facts.mistakes() == ()
    assert len(facts.facts()) > 50
    assert all(fact.line and fact.source_title for fact in facts.facts())
