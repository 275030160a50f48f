"""A roster as a CSV file, beside pasted text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from waylight.learning.models import Learner, RosterImport

from .a_council import Council, sheet

SARA = "D7,Sára Müller,driver,Café Cars,,"


def send(client: Any, content: bytes, name: str = "roster.csv", **also: Any) -> Any:
    said = {"area": "merrowdale", "role": "driver", "sheet": "", **also}
    return client.post(reverse("training-roster"), {"file": SimpleUploadedFile(name, content), **said})


@pytest.fixture
def desk(staff_client: Callable[..., Any], council: Council) -> Any:
    return staff_client("licensing")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_letters_that_spreadsheets_write(desk: Any, encoding: str) -> None:
    answer = send(desk, sheet(SARA).replace("\n", "\r\n").encode(encoding))
    kept = RosterImport.objects.get()
    assert answer["Location"] == reverse("training-roster-preview", args=[kept.pk])
    assert SARA in kept.sheet
    assert kept.counts["new"] == 1
    assert not Learner.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04\x00\x00", "roster.xlsx", "Choose a CSV file"),
        (b"PK\x03\x04\x00\x00", "roster.csv", "This file is no text"),
        (b"\x81\x8d\x8f", "roster.csv", "This file is no text"),
        (b"Mira Stane, a driver", "roster.csv", "one must be called Badge"),
        (b"", "roster.csv", "There is nothing here"),
        (b"Badge\nD1\n" + b"\n" * 2000, "roster.csv", "The file is larger than"),
    ],
)
def test_what_cannot_be_read_is_said(desk: Any, settings: Any, content: bytes, name: str, words: str) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    answer = send(desk, content, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RosterImport.objects.exists()


def test_a_file_and_pasted_text_are_not_guessed_between(desk: Any) -> None:
    assert "not both" in send(desk, sheet(SARA).encode(), sheet=sheet(SARA)).content.decode()


def test_a_form_without_its_token_is_refused_and_no_other_page_takes_a_file(
    desk: Any, council: Council
) -> None:
    answer = desk.post(reverse("training-results"), {"file": SimpleUploadedFile("x.csv", b"x")})
    assert not answer.wsgi_request.FILES
    desk.handler.enforce_csrf_checks = True
    assert send(desk, sheet(SARA).encode()).status_code == 403
    assert not RosterImport.objects.exists()
