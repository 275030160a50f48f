"""What was completed, certified, taken back or struck out is never changed: the database itself refuses."""

import pytest

from waylight.audit.queries import missing_triggers
from waylight.learning.models import Certificate, Completion, Revocation, StruckLine, Withdrawal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Certificate, Completion, Revocation, StruckLine, Withdrawal])
def test_every_trigger_is_there(model: type) -> None:
    assert missing_triggers(model._meta.db_table) == []  # type: ignore[attr-defined]  # a model


def test_one_that_is_not_there_is_named() -> None:
    assert missing_triggers("learning_course") != []
