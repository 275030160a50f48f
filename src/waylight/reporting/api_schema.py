"""A concern as another system sends it: the answers of the public form, and lenient.

Every field may be left out or null. A field that we do not know is kept beside the others, under
`source.other`, with its path. Numbers and true or false are read as text where text is meant.
"""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


_TEXT = {"type": ["string", "number", "boolean", "null"]}
Text = Annotated[str | None, BeforeValidator(_as_text), WithJsonSchema(_TEXT)]
Texts = Annotated[
    list[Text] | None,
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _TEXT}, _TEXT]}),
]


def described(description: str) -> Any:
    return Field(default=None, description=description)


class Lenient(BaseModel):
    """Keeps fields that it does not know."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": True})


class When(Lenient):
    """When it happened. A night belongs to the evening it began on."""

    certainty: Text = described("exact, about, range or unknown.")
    date: Text = described("2026-11-20, or as it was said.")
    time: Text = None
    part: Text = described("morning, afternoon, evening or night.")
    until: Text = described("The end, for a range.")
    words: Text = described("As it was said: `last night about two`.")


class Where(Lenient):
    """Where it happened. None of it is compulsory."""

    name: Text = described("What people call the place.")
    address: Text = None
    postcode: Text = None
    landmark: Text = None
    pin: Text = described("A link from a map.")
    lat: Text = None
    lon: Text = None
    accuracy: Text = described("Metres.")


class Someone(Lenient):
    """A person the concern is about, however little is known."""

    kind: Text = described("child, adult or unsure.")
    name: Text = None
    nickname: Text = None
    age: Text = None
    sex: Text = None
    build: Text = None
    hair: Text = None
    height: Text = None
    clothing: Text = None
    birth_date: Text = None
    features: Text = None
    words: Text = described("Anything else.")


class Vehicle(Lenient):
    mark: Text = described("Registration; ? for one sign not read, * for any number of them.")
    make: Text = None
    model: Text = None
    colour: Text = None
    plate: Text = described("The number on the council's plate.")
    badge: Text = described("The number on the driver's badge.")
    words: Text = None


class Source(Lenient):
    """Where your system has it from."""

    external_id: Text = described("Your own id for it.")
    received_at: Text = described("When you received it, ISO 8601. Our clocks run from when we did.")
    taker: Text = described("Who took it down.")
    caller_words: Text = described("What the caller said, word for word.")
    via_operator: StrictBool | None = None


class Identity(Lenient):
    """Who reported. It is sealed in a store of its own, apart from the concern."""

    name: Text = None
    phone: Text = None
    email: Text = None
    safe_contact: Text = described("How and when it is safe to be in touch.")


class ConcernIn(Lenient):
    """One concern about a child. Any one field that says something is enough."""

    words: Text = described("What was noticed, in the reporter's own words.")
    language: Text = described("BCP 47: en, cy, pl, ro, ur, pa …")
    happening_now: Text = described(
        "yes, no or unsure. If yes, call 999 as well: nobody may read this at once."
    )
    child_self: StrictBool | None = described("A child or young person tells about themselves.")
    about: Text = described(
        "child, works-with-children or hub-staff: the last two go round those they concern."
    )
    signs: Texts = described("Ids of what was noticed.")
    when: When | None = None
    where: Where | None = None
    people: list[Someone] | None = None
    vehicles: list[Vehicle] | None = None
    how_known: Texts = described("saw, told, overheard, record or other.")
    how_words: Text = None
    phones: Texts = None
    handles: Texts = described("Names on apps.")
    mode: Text = described("anonymous, confidential or named.")
    role: Text = described("taxi-driver, dispatcher, hotel, teacher, health, social-worker, police, parent …")
    agency: Text = None
    identity: Identity | None = None
    source: Source | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "additionalProperties": True,
            "examples": [
                {
                    "words": "A girl of about 14 was left outside the old mill again, very upset.",
                    "language": "en",
                    "when": {"date": "2026-11-20", "part": "night"},
                    "where": {"name": "The old mill", "postcode": "ZZ99 3AB"},
                    "vehicles": [{"mark": "AB00 C??", "colour": "silver"}],
                    "mode": "confidential",
                    "role": "taxi-driver",
                    "identity": {"name": "Sam Example", "phone": "07700 900123"},
                    "source": {"external_id": "R-1"},
                }
            ],
        }
    )


class AlreadyReceived(BaseModel):
    """The same Idempotency-Key again."""

    id: UUID
    already_received: bool = True
    changed: bool = Field(description="It now says something else, which is kept beside the first and shown.")


class Received(BaseModel):
    """Kept, sealed. The receipt is in this answer and nowhere else: give it to whoever reported."""

    id: UUID
    already_received: bool = False
    changed: bool = False
    receipt: str = Field(description="40 digits. With it alone the reporter can follow and answer.")
    receipt_lines: list[str] = Field(description="The same in five lines, as people copy it.")


def known(content: BaseModel) -> dict[str, Any]:
    """The fields that we know and that were sent, without those that are null."""
    return {
        name: _plain(value) for name, value in content if value is not None and not _is_extra(content, name)
    }


def unknown(content: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """The fields that we do not know, each with its path: ("people[0].shoes", …)."""
    for name, value in content:
        here = f"{path}.{name}" if path else name
        if _is_extra(content, name):
            yield here, value
        elif isinstance(value, BaseModel):
            yield from unknown(value, here)
        elif isinstance(value, list):
            for at, each in enumerate(value):
                if isinstance(each, BaseModel):
                    yield from unknown(each, f"{here}[{at}]")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return known(value)
    return [_plain(each) for each in value if each is not None] if isinstance(value, list) else value


def _is_extra(content: BaseModel, name: str) -> bool:
    return name not in type(content).model_fields
