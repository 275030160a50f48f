"""Taking in a file of reports from another system, through the same `submit()` as everybody.

A line becomes one concern, whatever is wrong with it: what cannot be understood is kept as it stands and
flagged for a person. The flow key of a line is derived from a secret of the staff plane and the line's id, so
that the same line is known again (docs/adr/0006).
"""

import csv
import hashlib
import hmac
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from waylight.accounts.roles import Actor, system
from waylight.engine.sealing import FlowKey

from .actions import Answers, NothingToSend, Submission, submit
from .models import Channel
from .report_lines import Line

TAKEN, KNOWN, FLAGGED, NOT_UNDERSTOOD = "taken", "already known", "flagged", "not understood"
OUTCOMES = (TAKEN, KNOWN, FLAGGED, NOT_UNDERSTOOD)
FIELDS = ("id", "received_at", "channel", "reporter_role", "reporter_mode", "language", "text", "structured")
STRUCTURED = ("place", "when", "vehicles", "people", "phones", "handles")
ROLES = {
    "taxi_driver": "taxi-driver",
    "private_hire_dispatcher": "dispatcher",
    "bus_driver": "bus-driver",
    "hotel_staff": "hotel",
    "takeaway_staff": "takeaway",
    "shopkeeper": "shop",
    "health_worker": "health",
    "social_worker": "social-worker",
    "police_officer": "police",
    "parent_or_carer": "parent",
    "member_of_public": "public",
}


def take_in(
    lines: Iterable[Line],
    *,
    source: str,
    area_slug: str,
    by: Actor | None = None,
    demo: bool = False,
    each: Callable[[str, Line, str], None] = lambda outcome, line, receipt: None,
) -> Counter[str]:
    """Submit every line; returns how many ended how.

    `source` names the system the ids belong to. `each` hears outcome, line and receipt as a line is durable.
    """
    counts: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    for line in lines:
        outcome, sent = _take(line, source, area_slug, by or system("take-in"), demo)
        counts[outcome] += 1
        each(outcome, line, sent.receipt.text)
    return counts


def flow_key(source: str, external_id: str) -> FlowKey:
    """The same for the same id of the same source, and for nobody without this installation's secret."""
    name = f"{source}\0{external_id}".encode("utf-8", "surrogatepass")
    return FlowKey(hmac.digest(settings.TAKE_IN_KEY.encode(), name, "sha256"))


def _take(line: Line, source: str, area_slug: str, by: Actor, demo: bool) -> tuple[str, Submission]:
    if line.fields is not None:
        answers = _answers(line.fields, line)
        try:
            sent = _send(answers, source, area_slug, by, demo)
        except NothingToSend:
            pass  # none of its fields is one of ours: the line as it stands is all that it says
        else:
            odd = answers["source"].get("odd") or sent.changed
            return (FLAGGED if odd else TAKEN) if sent.added else KNOWN, sent
    sent = _send(_not_understood(line), source, area_slug, by, demo)
    return NOT_UNDERSTOOD if sent.added else KNOWN, sent


def _send(answers: Answers, source: str, area_slug: str, by: Actor, demo: bool) -> Submission:
    channel = answers["source"].get("channel")
    return submit(
        answers,
        flow=flow_key(source, answers["source"]["external_id"]),
        by=by,
        area_slug=area_slug,
        channel=channel if channel in Channel.values else Channel.API,
        demo=demo,
    )


def _not_understood(line: Line) -> Answers:
    source = {"external_id": _id_of(line), "odd": ["not-understood", *line.odd]}
    return {"words": line.text, "language": "", "source": source}


def _id_of(line: Line) -> str:
    """For a line that has no id of its own: the same for the same words."""
    return hashlib.sha256(line.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _answers(fields: dict[str, Any], line: Line) -> Answers:
    """The concern that a line holds. What has no place in one is kept under `source.other`."""
    given = {key: _text(value) for key, value in fields.items() if key in FIELDS}
    structured, other = _structured(fields)
    role = given.get("reporter_role", "")
    answers = {
        "language": given.get("language", ""),
        "words": given.get("text", ""),
        "mode": given.get("reporter_mode", ""),
        "role": ROLES.get(role, role),
        "where": _filled({"name": _text(structured.get("place"))}),
        "when": _filled({"words": _text(structured.get("when"))}),
        "vehicles": [{"words": text} for text in _texts(structured.get("vehicles"))],
        "people": [{"kind": "unsure", "words": text} for text in _texts(structured.get("people"))],
        "phones": _texts(structured.get("phones")),
        "handles": _texts(structured.get("handles")),
    }
    source = {
        "external_id": given.get("id", "").strip() or _id_of(line),
        "received_at": given.get("received_at", ""),
        "channel": given.get("channel", ""),
        "odd": [*line.odd, *_odd(fields, given)],
        "other": {key: _text(value) for key, value in other.items()},
    }
    return {**_filled(answers), "source": _filled(source)}


def _odd(fields: dict[str, Any], given: dict[str, str]) -> list[str]:
    odd = []
    if given.get("channel") and given["channel"] not in Channel.values:
        odd.append("channel")
    if fields.get("structured") and not isinstance(fields["structured"], dict):
        odd.append("structured")
    return odd


def _structured(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The optional fields, and all that has no place of its own. A table has no `structured`: there they are
    columns beside the others, and a list is written with semicolons."""
    nested = fields.get("structured") or {}
    other = {key: value for key, value in fields.items() if key not in (*FIELDS, *STRUCTURED)}
    if not isinstance(nested, dict):
        nested, other["structured"] = {}, nested
    beside = {key: _cell(key, value) for key, value in fields.items() if key in STRUCTURED and value}
    other |= {f"structured.{key}": value for key, value in nested.items() if key not in STRUCTURED}
    known = {key: value for key, value in nested.items() if key in STRUCTURED}
    other |= {key: value for key, value in beside.items() if known.get(key)}
    return {**beside, **{key: value for key, value in known.items() if value}}, other


def _cell(key: str, value: Any) -> Any:
    if key in ("place", "when") or not isinstance(value, str):
        return value
    parts = next(csv.reader(io.StringIO(value, newline=""), delimiter=";"), [])
    return [part.strip() for part in parts if part.strip()] if "\n" not in value else [value]


def _filled(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in map(_text, values) if text.strip()]
