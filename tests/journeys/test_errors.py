"""What goes wrong is told by where and of what kind, never by what was typed or who typed it."""

import pytest
from tests.site.machine import Machine

pytestmark = pytest.mark.journey

BOOM = """
import sys, types
from django.conf import settings
from django.test import Client
from django.urls import path
from django.test.utils import setup_test_environment
setup_test_environment()

def boom(request, secret=""):
    words = request.POST.get("words", "")
    raise ValueError(f"cannot read {words} of {secret}")

from waylight.site import urls_both
urls = types.ModuleType("urls_that_break")
urls.urlpatterns = [*urls_both.urlpatterns, path("boom/<str:secret>/", boom, name="boom")]
urls.handler404, urls.handler500 = urls_both.handler404, urls_both.handler500
sys.modules["urls_that_break"] = urls
settings.ROOT_URLCONF = "urls_that_break"
somebody = {"REMOTE_ADDR": "198.51.100.7", "HTTP_USER_AGENT": "a-browser-of-somebody"}
client = Client(raise_request_exception=False, **somebody)
answer = client.post("/boom/qz9999wjx/", {"words": "qz9998wjx"})
print(answer.status_code, answer.content.decode())
"""


def test_an_error_says_where_it_is_and_nothing_of_what_was_typed_or_who_typed_it(machine: Machine) -> None:
    done = machine.python(BOOM, WAYLIGHT_LOG="DEBUG")
    assert done.out.startswith("500 "), done.words
    assert "Something went wrong on our side" in done.out
    assert "999" in done.out
    assert "Internal Server Error: boom [ValueError" in done.err
    assert "qz9998wjx" not in done.out
    for leaked in ("qz9999wjx", "qz9998wjx", "cannot read", "198.51.100.7", "a-browser-of-somebody"):
        assert leaked not in done.err, leaked


def test_an_error_of_the_worker_is_told_by_its_kind_alone(machine: Machine) -> None:
    program = """
from waylight.work.actions import announce, work_once
from waylight.work.models import Delivery
from waylight.work.registry import handles

@handles("something")
def breaks(payload):
    words = "qz9997wjx"
    raise ValueError(f"cannot read {words}")

announce("something", concern="1")
work_once()
print(Delivery.objects.get(event__name="something").problem)
"""
    done = machine.python(program, WAYLIGHT_LOG="DEBUG")
    assert done.code == 0, done.err
    assert "ValueError" in done.words
    assert "qz9997wjx" not in done.words
    assert b"qz9997wjx" not in (machine.home / "waylight.sqlite3").read_bytes()
