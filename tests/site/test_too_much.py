"""More than the server takes in one go: a page that says so, never a bare refusal."""

from typing import Any

from django.test import Client
from pytest_django import Settings


def test_a_sentence_and_999(area: Any, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000
    answer = Client().post("/report/notice/", {"words": "A girl and a car. " * 500})
    assert answer.status_code == 400
    assert "too much to send at once" in answer.content.decode()
    assert "999" in answer.content.decode()
