"""A driver with a badge and a code, and a browser that runs no script."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.learning.records.a_council import Council
from tests.learning.web.conftest import Reader

from waylight.learning import actions
from waylight.learning.codes import Role
from waylight.learning.library import Course, library
from waylight.learning.models import Learner

MIRA = "D101,Mira Stane,driver,Thornleigh Cars,31/03/2030,"
TOM = "D102,Tom Arrow,driver,Thornleigh Cars,30/06/2030,"


@dataclass
class Driver:
    """`code` as it stands on the paper."""

    learner: Learner
    badge: str
    code: str

    def fresh(self) -> Learner:
        return Learner.objects.get(pk=self.learner.pk)


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def council(area: Any, actor: Callable[..., Any]) -> Council:
    """Merrowdale, with two drivers who must do the course within half a year."""
    found = Council(area, actor)
    draft = actions.RuleDraft(
        "drivers", starts=timezone.localdate(), roles=(Role.DRIVER,), months=36, first_days=180
    )
    actions.make_rule(area, draft, to_all=True, by=found.licensing)
    found.bring_in(MIRA, TOM)
    return found


@pytest.fixture
def mira(council: Council) -> Driver:
    return _driver(council, "D101")


@pytest.fixture
def tom(council: Council) -> Driver:
    return _driver(council, "D102")


def _driver(council: Council, badge: str) -> Driver:
    given = actions.give_codes(council.area, [council.learner(badge)], by=council.licensing)
    return Driver(given[0].learner, badge, given[0].code)


@pytest.fixture
def reader(area: Any) -> Reader:
    return Reader()


@pytest.fixture
def another() -> Callable[[], Reader]:
    return Reader


@pytest.fixture
def drivers() -> Course:
    return library().course("drivers")
