"""Words of blame are found however they are spaced and written, and explained."""

from pathlib import Path

import pytest

from waylight.engine.wording.blame import Advice, BlameList, BlameListError

OURS = Path(__file__).parents[3] / "content/wording/blame.yaml"
LIST = BlameList.of(
    [
        Advice("puts herself at risk", "The danger comes from an adult.", "is at risk from (person)"),
        Advice("at risk", "Say from whom.", "is at risk from (person)"),
        Advice("lifestyle*", "Abuse is no way of life.", "is being exploited"),
        Advice("child's fault", "It never is.", "leave it out"),
    ]
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She puts\nherself  at risk.", ["puts\nherself  at risk"]),
        ("PUTS HERSELF AT-RISK", ["PUTS HERSELF AT-RISK"]),
        ("Lifestyles and a lifestyle", ["Lifestyles", "lifestyle"]),
        ("It is the child’s fault", ["child’s fault"]),
        ("A child on a flat risk list", []),
        ("", []),
    ],
)
def test_what_is_found(text: str, words: list[str]) -> None:
    found = list(LIST.find(text))
    assert [each.words for each in found] == words
    assert all(text[each.start :].startswith(each.words) for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "She puts herself in danger.",
        "He made poor choices.",
        "She chooses to meet him.",
        "He went willingly.",
        "She consented to it.",
        "She brought it on herself.",
        "They allowed themselves to be used.",
        "He should have said no.",
        "She had sex with three men.",
        "She is in a sexual relationship with her teacher.",
        "Engaging in sexual activity",
        "She sells herself for gifts.",
        "He was sexting.",
        "He fell in with the wrong crowd.",
        "She ran away again.",
        "A troubled teenager",
        "He won’t engage with us.",
        "She failed to engage.",
        "She is manipulative.",
        "He is mature for their age.",
        "They made it up.",
    ],
)
def test_what_people_write_of_children_is_found_by_the_list_of_this_repository(text: str) -> None:
    assert list(BlameList.load(OURS).find(text))


@pytest.mark.parametrize(
    "text",
    [
        "Say that it is not her fault.",
        "He was made to carry drugs by somebody older.",
        "She went missing. We will offer help again.",
        "He was not ready to talk to us.",
        "An adult made her believe that she owed him.",
    ],
)
def test_what_to_write_instead_is_not(text: str) -> None:
    assert not list(BlameList.load(OURS).find(text))


def test_each_find_says_why_and_what_to_write() -> None:
    (found,) = LIST.find("a lifestyle")
    assert (found.advice.why, found.advice.use) == ("Abuse is no way of life.", "is being exploited")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("avoid: x", "there should be a list"),
        ("- {avoid: x, why: y}", "entry 1 needs avoid, why and use"),
        ("- {avoid: x, why: y, use: ''}", "each need words"),
        ("- [", "is not YAML"),
    ],
)
def test_a_list_that_cannot_be_used_names_the_entry(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "blame.yaml"
    path.write_text(text)
    with pytest.raises(BlameListError, match=says):
        BlameList.load(path)


def test_the_list_of_this_repository_can_be_read_and_finds_its_own_entries() -> None:
    own = BlameList.load(OURS)
    assert len(own.entries) > 50
    for _, _, advice in own.entries:
        assert list(own.find(advice.avoid.replace("*", "")))
