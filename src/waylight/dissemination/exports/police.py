"""The police iHub Standard Data Model, as far as its public pages show it.

Read there on 22 November 2026 (schema.ihub.police.uk, the skeleton page and the crime report example): the
envelope `data`/`included`, the type `incident` with `incidentDescription`, relationships as lists of id and
type, the relationships `submission` and `incidentLocation`, and of a submission the attributes written here.
Not found there: a place for intelligence grades, and how a vehicle, telephone or account is tied to an
incident and named. What rests on no page is listed in each file under `meta.unverified`, so that nobody takes
it for the standard.
"""

import json
from typing import Any

from ..codes import ActionCode, Assessment, Handling, SanitisationCode, SourceEvaluation, SubjectRole
from ..told import Told, ToldThing
from .ids import id_of

_PERIOD = "incidentStartDateTime and incidentEndDateTime: days are told here, not moments"
_TYPES = {
    "person": "person",
    "vehicle": "vehicle",
    "place": "location",
    "phone": "telephone",
    "handle": "socialMedia",
    "organisation": "business",
}
_READ_ON = "2026-11-22"
_SKELETON = "Skeleton: see submissionContent of the submission for all of it."
_NO_GRADES = "grades and handling: the model has no place for them; they stand in submissionContent and here"
_ATTRIBUTES = "included[].attributes of person, vehicle, location, telephone, socialMedia and business"
_RELATIONS = "data.relationships other than submission and incidentLocation"


def skeleton(told: Told) -> str:
    """Incident and submission; everything that is told is the submission's plain text."""
    document = _document(told, _SKELETON)
    document["meta"]["unverified"] = _unverified(told)
    return _written(document)


def full(told: Told) -> str:
    """As the skeleton, with each person, thing and place as an entity of its own."""
    document = _document(told, "\n\n".join(item.words for item in told.items))
    for thing in told.things:
        if thing.kind in _TYPES:
            _include(document, told, thing)
    document["meta"]["unverified"] = [*_unverified(told), _ATTRIBUTES, _RELATIONS]
    return _written(document)


def _document(told: Told, description: str) -> dict[str, Any]:
    submission = {
        "id": id_of(told, "submission"),
        "type": "submission",
        "attributes": {
            "externalReferenceId": "Waylight",
            "submissionId": id_of(told, "submission"),
            "customerReferenceNumber": told.reference,
            "submitTime": told.at,
            "submissionContent": as_text(told),
        },
    }
    return {
        "data": {
            "id": id_of(told, "incident"),
            "type": "incident",
            "attributes": {"incidentDescription": description, **_period(told)},
            "relationships": {"submission": {"data": [_pointer(submission)]}},
        },
        "included": [submission],
        "meta": {
            "model": "iHub Standard Data Model",
            "shapeReadOn": _READ_ON,
            "marking": told.marking,
            "handling": told.handling,
            "grades": {str(item.seq): item.grade for item in told.items},
        },
    }


def _period(told: Told) -> dict[str, str]:
    days = {"incidentStartDateTime": told.event_from, "incidentEndDateTime": told.event_to}
    return {name: day for name, day in days.items() if day}


def _unverified(told: Told) -> list[str]:
    return [_NO_GRADES, _PERIOD] if _period(told) else [_NO_GRADES]


def _include(document: dict[str, Any], told: Told, thing: ToldThing) -> None:
    kind = _TYPES[thing.kind]
    entity = {
        "id": id_of(told, thing.kind, thing.name),
        "type": kind,
        "attributes": {"description": _said_of(thing)},
    }
    document["included"].append(entity)
    name = "incident" + kind[0].upper() + kind[1:]
    related = document["data"]["relationships"].setdefault(name, {"data": []})
    related["data"].append(_pointer(entity))


def _said_of(thing: ToldThing) -> str:
    return "; ".join((thing.name, *roles_of(thing)))


def _pointer(entity: dict[str, Any]) -> dict[str, str]:
    return {"id": entity["id"], "type": entity["type"]}


def as_text(told: Told) -> str:
    """All that is told, in plain lines."""
    head = [told.marking, f"Intelligence report {told.reference}, version {told.version}, {told.area}"]
    lines = [*head, *about_lines(told), *handling_lines(told), ""]
    for item in told.items:
        source, information = (
            SourceEvaluation(item.grade[:1]).label,
            Assessment(item.grade[1:]).label,
        )
        lines += [f"Item {item.seq}, {item.grade} ({source}; {information})", item.words, ""]
    if told.things:
        lines += ["Speaks of:", *(f"- {thing.kind}: {_said_of(thing)}" for thing in told.things)]
    return "\n".join(lines)


def about_lines(told: Told) -> list[str]:
    """When it happened and to which operation it belongs, as far as that is told."""
    first, last = told.event_from, told.event_to
    days = {
        (True, True): first if first == last else f"{first} to {last}",
        (True, False): f"from {first}",
        (False, True): f"until {last}",
    }.get((bool(first), bool(last)))
    lines = [f"When it happened: {days}"] if days else []
    return [*lines, f"Operation: {told.operation}"] if told.operation else lines


def roles_of(thing: ToldThing) -> list[str]:
    return [str(SubjectRole(code).label) for code in thing.roles]


def handling_lines(told: Told) -> list[str]:
    lines = [f"Handling {Handling(told.handling).label}"]
    if told.handling == Handling.CONDITIONS:
        lines += [
            f"Conditions: {told.conditions}",
            str(ActionCode(told.action_code).label),
            str(SanitisationCode(told.sanitisation_code).label),
        ]
    return lines


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
