"""What a paper about a child may be made from, as the record says it. What must not be disclosed is not taken
out of the record at all."""

import json

from django.utils import timezone
from django.utils.formats import date_format

from waylight.casework.codes import LineKind
from waylight.casework.details import Details, age_words
from waylight.casework.models import Child
from waylight.casework.rules import levels
from waylight.disruption.models import Unit

from .redacting import initials

WORDS = 3
SEVERAL = "\n"
NAMES = {"also": "other_names", "near": "around"}
"""What a label keeps only so that names are taken out of typed words, by the field that a paper shows."""


def of_child(child: Child) -> dict[str, str]:
    """By field of the table of papers; empty where nobody has said."""
    details = Details.read(child.details)
    said = child.lines.filter(kind=LineKind.CHILD, corrected_by__isnull=True)[:WORDS]
    level = levels().get(child.level)
    return {
        **of_names(child),
        "born": date_format(details.birthday, "j F Y") if details.birthday else "",
        "age": age_words(details, timezone.localdate()),
        "numbers": SEVERAL.join(f"{n.get_kind_display()}: {n.value}" for n in child.identifiers.standing()),
        "home_authority": details.home_authority,
        "host_authority": details.host_authority,
        "school": details.school,
        "communication": details.communication,
        "safe_contact": details.safe_contact,
        "own_words": SEVERAL.join(f"“{line.text}”" for line in said),
        "level": level.words if level else "",
        "signs": SEVERAL.join(_signs(child)),
        "worker": child.worker.name if child.worker else "",
    }


def label_of(child: Child) -> dict[str, str]:
    """What an agenda needs before papers go out: what the child is called, and which names words must not
    hold. Nothing of it but the name is ever shown."""
    said = of_names(child)
    return {"name": said["name"], **{kept: said[field] for kept, field in NAMES.items()}}


def kept(sources: dict[str, str]) -> dict[str, str]:
    """A paper's sources made a label again."""
    return {"name": sources.get("name", ""), **{kept: _either(sources, kept) for kept in NAMES}}


MUST_NOT_LEARN = ", must not learn of this"


def of_names(child: Child) -> dict[str, str]:
    details = Details.read(child.details)
    around = child.related.filter(ended_at__isnull=True)
    return {
        "name": details.name,
        "other_names": details.other_names,
        "around": SEVERAL.join(
            f"{each.name} ({each.role}{MUST_NOT_LEARN if each.not_to_know else ''})" for each in around
        ),
    }


def of_unit(unit: Unit) -> dict[str, str]:
    return {"concern": unit.concern}


def _signs(child: Child) -> list[str]:
    """Of the assessment that stands and of the one being written: what one person lets go in a draft stands
    until two do, and what is new there counts at once."""
    rows = child.assessments.exclude(state="superseded").order_by("number").prefetch_related("entries")
    said = [entry.statement for each in rows for entry in each.entries.all() if entry.harm_now]
    return list(dict.fromkeys(said))


def written(sources: dict[str, str]) -> str:
    return json.dumps(sources, ensure_ascii=False)


def read(text: str) -> dict[str, str]:
    return dict(json.loads(text)) if text else {}


def names_in(sources: dict[str, str]) -> list[str]:
    """Every name that the child goes by."""
    others = _either(sources, "also").split(",")
    return [name.strip() for name in (sources.get("name", ""), *others) if name.strip()]


def around_in(sources: dict[str, str]) -> list[str]:
    """The names of those around the child; one may hold a by-name in brackets."""
    return [line.rpartition(" (")[0] for line in _around(sources)]


def around_in_initials(sources: dict[str, str]) -> str:
    """Those around the child by their initials, and who of them must not learn of it."""
    marked = (MUST_NOT_LEARN if line.endswith(f"{MUST_NOT_LEARN})") else "" for line in _around(sources))
    return "; ".join(initials(name) + mark for name, mark in zip(around_in(sources), marked, strict=True))


def _around(sources: dict[str, str]) -> list[str]:
    return [line for line in _either(sources, "near").split(SEVERAL) if line]


def _either(sources: dict[str, str], kept: str) -> str:
    return sources.get(NAMES[kept], "") or sources.get(kept, "")
