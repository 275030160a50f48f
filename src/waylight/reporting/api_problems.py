"""Every problem the API can answer with: one catalogue, one form (RFC 9457, application/problem+json).

Nothing that was sent is ever part of an answer: `where` names fields, never what stood in them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
MOST_PLACES = 20


@dataclass(frozen=True)
class Problem:
    """`code` never changes once published; `title` says what is wrong and `mend` what to do about it."""

    code: str
    status: int
    title: str
    mend: str

    @property
    def type(self) -> str:
        return f"urn:waylight:problem:{self.code}"


CATALOGUE: dict[str, Problem] = {
    problem.code: problem
    for problem in (
        Problem(
            "no-key",
            401,
            "There is no key that works with this request.",
            "Send your organisation's key as: Authorization: Bearer waylight_… If it was revoked, ask the "
            "hub for a new one.",
        ),
        Problem(
            "no-idempotency-key",
            400,
            "The header Idempotency-Key is missing, empty or longer than 255 characters.",
            "Send a text that is yours for this one concern, such as your own record's id, and the same one "
            "each time you send it again.",
        ),
        Problem(
            "malformed",
            400,
            "The body is not JSON in UTF-8.",
            "Send one JSON object. Nothing was kept.",
        ),
        Problem(
            "too-deep",
            400,
            "The JSON is nested deeper than 60 levels.",
            "Send what is further down as text. Nothing was kept.",
        ),
        Problem(
            "too-large",
            413,
            "The body is larger than 20 MB.",
            "Send the words without attachments; this service takes no files. Nothing was kept.",
        ),
        Problem(
            "not-json",
            415,
            "The body is not marked as JSON.",
            "Send the header Content-Type: application/json.",
        ),
        Problem(
            "wrong-type",
            422,
            "Some fields are not of the type they must be.",
            "See `where`, and the schema at openapi.json. Every field may be left out. Nothing was kept.",
        ),
        Problem(
            "nothing-to-send",
            422,
            "Nothing in this concern says anything.",
            "Fill at least one field, such as `words`. Nothing was kept.",
        ),
    )
}


class ApiProblem(Exception):
    """Raised anywhere below the API; `where` are the paths of the fields it is about."""

    def __init__(self, code: str, where: Iterable[str] = ()) -> None:
        self.problem = CATALOGUE[code]
        self.where = list(where)[:MOST_PLACES]
        super().__init__(code)


def answer(problem: ApiProblem) -> HttpResponse:
    about = problem.problem
    content: dict[str, Any] = {
        "type": about.type,
        "status": about.status,
        "title": about.title,
        "detail": about.mend,
        "code": about.code,
    }
    if problem.where:
        content["where"] = problem.where
    headers = {"WWW-Authenticate": "Bearer"} if about.status == 401 else {}
    return HttpResponse(json.dumps(content), MEDIA_TYPE, about.status, headers=headers)


SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "status", "title", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "status": {"type": "integer"},
        "title": {"type": "string", "description": "What is wrong."},
        "detail": {"type": "string", "description": "What to do about it."},
        "code": {"type": "string", "enum": list(CATALOGUE)},
        "where": {
            "type": "array",
            "maxItems": MOST_PLACES,
            "items": {"type": "string"},
            "description": "The fields it is about, such as people[0].name.",
        },
    },
}


def documented() -> dict[int, Any]:
    """The responses as OpenAPI writes them, one a status."""
    by_status: dict[int, list[Problem]] = {}
    for problem in CATALOGUE.values():
        by_status.setdefault(problem.status, []).append(problem)
    return {
        status: {
            "description": " ".join(f"`{problem.code}`: {problem.title}" for problem in problems),
            "content": {MEDIA_TYPE: {"schema": SCHEMA}},
        }
        for status, problems in by_status.items()
    }
