"""A printed book is the whole course: no block, question or story of it is left out."""

from typing import Any

import pytest

from waylight.learning import library
from waylight.learning.library import BlockKind
from waylight.learning.outputs.catalogue import outputs
from waylight.learning.outputs.edition import Edition

from .paper import Paper

COURSES = ("drivers", "venues", "toolkit", "full")


def letters(words: str) -> str:
    """As a page's words come out of a PDF: without breaks, hyphens at line ends and marks of direction."""
    return "".join(each for each in words if each.isalnum())


def there(line: str, printed: str) -> bool:
    """Its beginning or its end: the foot of a page may stand within the other."""
    return line[:30] in printed or line[-30:] in printed


@pytest.mark.parametrize("id", COURSES)
def test_every_block_question_and_story_is_in_the_book(english: Edition, area: Any, id: str) -> None:
    library.forget()
    (book,) = [each for each in outputs() if each.kind == "book" and each.course_id == id]
    course = library.library().course(id)
    named = {block.id for block in book.contents(english).blocks}
    own = [block for lesson in course.lessons for block in lesson.blocks]
    assert [block.id for block in own if block.id not in named] == []
    printed = letters(Paper(book.make(english)).text)
    lost = []
    for block in own:
        if block.kind in (BlockKind.QUESTION, BlockKind.SCENARIO, BlockKind.PICTURE):
            continue
        for passage in english.passages((block,)):
            lost += [block.id for line in passage.text.split("\n") if not there(letters(line), printed)]
    assert lost == []
    asked = [q.id for q in course.questions if letters(english.ask(q).ask.text)[:40] not in printed]
    assert asked == []
    assert [each.id for each in course.scenarios if letters(each.title) not in printed] == []
