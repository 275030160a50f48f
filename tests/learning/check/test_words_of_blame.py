"""The list that is shipped finds what is never written of a child, each with its reason and better words."""

import pytest
from tests.learning.shelf import FACTS, LESSON, Shelf

from waylight.learning.check import check
from waylight.learning.check.book import BLAME_LIST
from waylight.learning.library import library

NEVER = (
    *("puts themselves at risk", "placing themselves at risk", "risky choices", "lifestyle choice"),
    *("promiscuous", "a prostitute", "prostitution", "sexual activity with", "known brothels"),
    *("her boyfriend", "his girlfriend", "older boyfriends", "in a relationship with"),
    *("associating with", "hanging out with older people", "streetwise", "sexually active since"),
    *("the child chose", "consenting", "appears willing", "sending explicit pictures", "absconding"),
    *("hard to reach", "disengaged", "non-compliant", "a drug runner", "a gang member", "a recruit"),
    *("a money mule", "child perpetrator", "child pornography", "historical abuse", "attention-seeking"),
    *("aggressive", "her allegation", "dressing inappropriately", "truants", "at risk of CSE"),
)
SAID_OTHERWISE = (
    *("It was her lifestyle.", "Their life-styles.", "A consenting girl.", "He consents to it."),
    *(
        "An aggressive boy.",
        "She acted aggressively.",
        "He recruits other children.",
        "They recruit friends.",
    ),
    *("She chose to go back.", "He chose this.", "They chose to stay.", "The girl chose him."),
    *("It is his own choice.", "He is non compliant.", "She disengages.", "He has been disengaging."),
    *("A loverboy.", "Her pimp.", "A slut.", "Dressed like a tart."),
)
MAY_STAND = (
    *("A child may choose whom to tell. She chose you.", "The man chose her because she was alone."),
    *(
        "She put on a tartan skirt. He had pimples.",
        "Safer recruitment.",
        "Her mother agrees to the referral.",
    ),
)


@pytest.fixture
def shipped(shelf: Shelf) -> Shelf:
    """The small folder, read with the list of this repository."""
    shelf.write(BLAME_LIST, (library().folder / BLAME_LIST).read_text("utf-8"))
    return shelf


def found(shelf: Shelf, words: tuple[str, ...]) -> set[str]:
    """Those of them that the check names as blame, each in a paragraph of its own."""
    for n, each in enumerate(words):
        shelf.add(LESSON, f"\n{{#bus-01-said-{n}}}\n{each}\n")
    blocks = {each.block for each in check(content=shelf.library) if each.rule == "blame"}
    return {each for n, each in enumerate(words) if f"bus-01-said-{n}" in blocks}


def test_a_figure_is_our_own_words_and_a_definition_is_not(shipped: Shelf) -> None:
    shipped.change(FACTS, "12 children in 2024", "12 promiscuous children in 2024")
    shipped.change(
        FACTS, "kind: law\n  words: anyone who", "kind: definition\n  words: anyone promiscuous who"
    )
    assert {each.block for each in check(content=shipped.library) if each.rule == "blame"} == {
        "fact:how-many"
    }


@pytest.mark.parametrize("words", [NEVER, SAID_OTHERWISE], ids=["never", "said otherwise"])
def test_each_is_found(shipped: Shelf, words: tuple[str, ...]) -> None:
    assert set(words) - found(shipped, words) == set()


def test_what_is_rightly_said_is_not(shipped: Shelf) -> None:
    assert found(shipped, MAY_STAND) == set()
