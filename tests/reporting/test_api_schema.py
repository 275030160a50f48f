"""Whatever the published schema allows or forbids, the API answers as it says and never breaks."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import positive_data_acceptance

from waylight.accounts.roles import system
from waylight.reporting.actions import make_api_key
from waylight.site.wsgi import application

pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def bearer(db: None) -> Iterator[dict[str, str]]:
    """Within one transaction, as Django's own test client works: a request must not close the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    secret = make_api_key("Merrowdale Cars", "merrowdale", system("command-line"))[1]
    yield {"Authorization": f"Bearer {secret}"}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_api_is_what_its_schema_says(case: schemathesis.Case, bearer: dict[str, str]) -> None:
    answer = case.call(headers=bearer)
    # That one field must say something is the one rule that a schema cannot hold.
    silent = answer.status_code == 422 and answer.json()["code"] == "nothing-to-send"
    excluded = [positive_data_acceptance] if silent else []
    case.validate_response(answer, headers=bearer, excluded_checks=excluded)
