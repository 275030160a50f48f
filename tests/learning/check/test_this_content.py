"""What this repository teaches passes its own check, as on the day it was last looked at."""

from tests.learning.shelf import TODAY

from waylight.learning.check import check, faults
from waylight.learning.library import library


def test_the_content_of_this_repository_is_clean() -> None:
    found = faults(check(TODAY))
    assert not found, "\n" + "\n".join(map(str, found))


def test_there_is_content_to_check() -> None:
    assert {course.id for course in library().courses} >= {"drivers", "venues", "toolkit", "full"}
