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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from waylight.accounts.policy import Actor, system
from waylight.engine.sealing import FlowKey

from .actions import Answers, NothingToSend, submit
from .models import Channel

TAKEN, KNOWN, FLAGGED, NOT_UNDERSTOOD = "taken", "already known", "flagged", "not understood"
NEVER_READ = "truth"
FIELDS = (
    "id",
    "received_at",
    "channel",
    "reporter_role",
    "reporter_mode",
    "language",
    "text",
    "place",
    "when",
)
LISTS = ("vehicles", "people", "phones", "handles")


@dataclass(frozen=True)
class Line:
    """One report as it stood: its place in the file, its raw bytes, and its fields if they were understood."""

    number: int
    raw: bytes
    fields: dict[str, Any] | None


def json_lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                fields = json.loads(raw)
            except (ValueError, RecursionError):
                fields = None
            yield Line(number, raw, fields if isinstance(fields, dict) else None)


def csv_lines(path: Path, columns: dict[str, str]) -> Iterator[Line]:
    """`columns` maps our field to the file's heading, `{"text": "Description"}`; unmapped names stand as they are."""
    with path.open("r", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        reader = csv.DictReader(file)
        for number, row in enumerate(reader, start=2):
            extra = row.pop(None, None)  # type: ignore[call-overload]
            raw = json.dumps({**row, **({"": extra} if extra else {})}, ensure_ascii=False).encode()
            if not any(row.values()):
                continue
            ours = {field: row.get(columns.get(field, field)) or "" for field in (*FIELDS, *LISTS)}
            structured: dict[str, Any] = {k: ours.pop(k) for k in ("place", "when") if ours[k]}
            structured |= {k: _list(ours.pop(k)) for k in LISTS if ours.get(k)}
            yield Line(number, raw, {**ours, "structured": structured} if ours["text"] else None)


def _list(text: str) -> list[str]:
    return [part.strip() for part in next(csv.reader(io.StringIO(text), delimiter=";"), []) if part.strip()]


def take_in(
    lines: Iterator[Line],
    *,
    source: str,
    area_slug: str,
    by: Actor | None = None,
    demo: bool = False,
    each: Callable[[str, Line, str], None] = lambda outcome, line, receipt: None,
) -> Counter[str]:
    """Submit every line; returns how many ended how. `each` hears of every line as it is durable."""
    counts: Counter[str] = Counter({TAKEN: 0, KNOWN: 0, FLAGGED: 0, NOT_UNDERSTOOD: 0})
    for line in lines:
        outcome, receipt = _take(line, source, area_slug, by or system("take-in"), demo)
        counts[outcome] += 1
        each(outcome, line, receipt)
    return counts


def _take(line: Line, source: str, area_slug: str, by: Actor, demo: bool) -> tuple[str, str]:
    answers, odd = _answers(line)
    flow = flow_key(source, str(answers["source"]["external_id"]))
    channel = answers["source"].get("channel", "")
    try:
        sent = submit(
            answers,
            flow=flow,
            by=by,
            area_slug=area_slug,
            channel=channel if channel in Channel.values else Channel.API,
            demo=demo,
        )
    except NothingToSend:
        return _take(Line(line.number, line.raw, None), source, area_slug, by, demo)
    if sent.changed:
        return FLAGGED, sent.receipt.text
    if sent.already:
        return KNOWN, sent.receipt.text
    return (NOT_UNDERSTOOD if line.fields is None else FLAGGED if odd else TAKEN), sent.receipt.text


def flow_key(source: str, external_id: str) -> FlowKey:
    secret = settings.TAKE_IN_KEY.encode()
    return FlowKey(hmac.new(secret, f"{source}\0{external_id}".encode(), hashlib.sha256).digest())


def _answers(line: Line) -> tuple[Answers, list[str]]:
    """The concern that a line holds, and what was odd about it."""
    raw = line.raw.decode("utf-8", "backslashreplace").strip()
    fallback_id = hashlib.sha256(line.raw.strip()).hexdigest()[:32]
    if line.fields is None:
        return {
            "words": raw,
            "language": "",
            "source": {"external_id": fallback_id, "odd": ["not-understood"]},
        }, []
    fields = {key: value for key, value in line.fields.items() if key != NEVER_READ}
    structured = fields.get("structured") or {}
    odd = [] if isinstance(structured, dict) else ["structured"]
    structured = structured if isinstance(structured, dict) else {"people": [str(structured)]}
    structured = {key: value for key, value in structured.items() if key != NEVER_READ}
    channel = _text(fields.get("channel"))
    odd += ["channel"] if channel not in Channel.values else []
    odd += [] if fields.get("id") else ["id"]
    known = {*FIELDS, "structured"}
    rest = {key: value for key, value in fields.items() if key not in known}
    answers: Answers = {
        "language": _text(fields.get("language")),
        "words": _text(fields.get("text")),
        "mode": _text(fields.get("reporter_mode")),
        "role": ROLES.get(_text(fields.get("reporter_role")), _text(fields.get("reporter_role"))),
        "where": {"name": _text(structured.pop("place", ""))},
        "when": {"words": _text(structured.pop("when", ""))},
        "vehicles": [{"words": text} for text in _texts(structured.pop("vehicles", []))],
        "people": [{"kind": "unsure", "words": text} for text in _texts(structured.pop("people", []))],
        "phones": _texts(structured.pop("phones", [])),
        "handles": _texts(structured.pop("handles", [])),
        "source": {
            "external_id": _text(fields.get("id")) or fallback_id,
            "received_at": _text(fields.get("received_at")),
            "channel": channel,
            "odd": odd,
            "other": {key: _text(value) for key, value in {**rest, **structured}.items()},
        },
    }
    return answers, odd


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


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _texts(value: object) -> list[str]:
    return [_text(v) for v in value if v] if isinstance(value, list) else [_text(value)] if value else []
