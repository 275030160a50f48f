"""From what was typed to the concern that is sent: every value to the place that the form names."""

import re
from dataclasses import dataclass
from typing import Any

from .actions import Answers
from .days import OTHER, Day, from_parts
from .drafts import Draft
from .form import Field, Form, Step, form
from .forms import Typed, date_parts, one, several

ANONYMOUS, CONFIDENTIAL = "anonymous", "confidential"
MORE_PRESSING = ("no", "unsure", "yes")
_IDENTITY = "identity"
_DECIMAL = r"-?\d{1,3}\.\d+"
_COORDINATES = (
    re.compile(rf"!3d(?P<lat>{_DECIMAL})!4d(?P<lon>{_DECIMAL})"),
    # Possessive spaces: a page of blanks after a number must not cost its square.
    re.compile(
        rf"(?P<lat>{_DECIMAL})(?:\s*+(?:[,/;]|%2C|&m?lo?ng?=)\s*+|\s++)(?P<lon>{_DECIMAL})", re.IGNORECASE
    ),
)


@dataclass(frozen=True)
class Composed:
    """`answers` is the concern; its `contact_left` says that a way to reach the reporter lies in the identity
    store. `identity` goes there; `held_back` says that a person who chose to
    stay anonymous also wrote a name or number, which is not sent."""

    answers: Answers
    identity: dict[str, str]
    held_back: bool


def compose(draft: Draft, language: str) -> Composed:
    """The whole concern of a draft. Only what was answered is in it."""
    whole = form()
    answers: Answers = {}
    for step in whole.steps:
        if step.repeats:
            _put_entries(answers, step, draft)
        else:
            for field in step.fields:
                _put_field(answers, field, draft.pages.get(step.id, {}))
    _find_pin(answers)
    identity = answers.pop(_IDENTITY, {})
    _only_known_mode(answers, whole)
    held_back = bool(identity) and answers.get("mode") == ANONYMOUS
    if identity and not answers.get("mode"):
        answers["mode"] = CONFIDENTIAL
    if identity and not held_back:
        answers["contact_left"] = True
    _put_bookkeeping(answers, draft, whole, language)
    return Composed(answers, {} if held_back else identity, held_back)


def _put_bookkeeping(answers: Answers, draft: Draft, whole: Form, language: str) -> None:
    source = {**answers.get("source", {}), **({"gate_at": draft.gate_at} if draft.gate_at else {})}
    if source.get("operator") == "through":
        source["via_operator"] = True
    if source:
        answers["source"] = source
    own_ways = [step.id for step in whole.steps if step.own_way]
    child_self = any(draft.pages.get(step) for step in own_ways)
    if child_self:
        answers.setdefault("role", "child")
    answers |= {"language": language, "form": whole.version, "gate": draft.gate, "child_self": child_self}


def _only_known_mode(answers: Answers, whole: Form) -> None:
    """The mode stands as a plain code beside the identity, so what is none of ours goes with the words."""
    modes = next(field.labels for step in whole.steps for field in step.fields if field.answer == "mode")
    if answers.get("mode") and answers["mode"] not in modes:
        answers["mode_words"] = answers.pop("mode")


def _put_entries(answers: Answers, step: Step, draft: Draft) -> None:
    entries = []
    for entry in draft.entries.get(step.id, []):
        content: Answers = {}
        for field in step.fields:
            _put_field(content, field, entry.typed)
        entries.append(content)
    if entries:
        answers[step.id] = entries


def _put_field(answers: Answers, field: Field, typed: Typed) -> None:
    if field.kind == "day":
        _put_day(answers, one(typed, field.id))
    elif field.kind == "date":
        _put_date(answers, field, from_parts(*date_parts(field, typed)))
    elif field.several:
        _put(answers, field, several(typed, field.id))
    elif field.kind == "lines":
        _put(answers, field, [line.strip() for line in one(typed, field.id).split("\n") if line.strip()])
    else:
        _put(answers, field, one(typed, field.id).strip())


def _put_day(answers: Answers, chosen: str) -> None:
    day = Day.parse(chosen)
    if day is None:
        if chosen and chosen != OTHER:
            answers.setdefault("when", {})["date"] = chosen
        return
    when = answers.setdefault("when", {})
    when["date"] = day.date.isoformat()
    if day.night:
        when["part"] = "night"


def _put_date(answers: Answers, field: Field, text: str) -> None:
    """A date typed beside a day that was also picked is kept with the words."""
    when = answers.get("when", {})
    if text and when.get("date") and when["date"] != text:
        when["words"] = text
    else:
        _put(answers, field, text)


def _put(answers: Answers, field: Field, value: str | list[str]) -> None:
    """Two questions with one place (the child's own way and the steps) are both kept there."""
    if not value:
        return
    *path, last = field.answer.split(".")
    for name in path:
        answers = answers.setdefault(name, {})
    answers[last] = _both(answers.get(last), value, field)


def _both(earlier: Any, value: str | list[str], field: Field) -> Any:
    if not earlier or earlier == value or isinstance(value, list):
        return value
    if field.kind == "choice":
        pressing = earlier in MORE_PRESSING and value in MORE_PRESSING
        return max(earlier, value, key=MORE_PRESSING.index) if pressing else value
    return f"{earlier}\n\n{value}"


def _find_pin(answers: Answers) -> None:
    """Coordinates from a pasted link, unless the device gave them. The link itself stays as it is."""
    where = answers.get("where", {})
    if not where.get("pin") or where.get("lat"):
        return
    for pattern in _COORDINATES:
        found = pattern.search(where["pin"])
        if found and abs(float(found["lat"])) <= 90 and abs(float(found["lon"])) <= 180:
            where["lat"], where["lon"] = found["lat"], found["lon"]
            return
