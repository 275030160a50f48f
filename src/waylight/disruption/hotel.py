"""A hotel information notice on paper: PDF/UA-1, with the statement that section 116 asks for."""

from dataclasses import dataclass
from functools import cache

from django.utils import timezone

from .catalogue import opened
from .dates import day
from .letters import paper
from .models import HotelNotice


@dataclass(frozen=True)
class Statement:
    """`unverified` is "" once all was read at its source. `version` is of the file."""

    paragraphs: tuple[str, ...]
    unverified: str
    version: str


@cache
def statement() -> Statement:
    """Raises CatalogueError without owner, version and source date."""
    found = opened("hotel_notice.yaml")
    return Statement(tuple(found["statement"]), found["unverified"], found["version"])


def notice_paper(notice: HotelNotice, *, as_served: bool = False) -> bytes:
    """What stands today, or as it was served; in the words in which it was written. Raises CannotPrint."""
    unverified = [f"Not verified, for a lawyer to check before it is served: {notice.unverified}"]
    served_on = notice.use.served_on
    return paper(
        "Hotel information notice",
        notice.unit.area.name,
        to=[f"{notice.get_recipient_kind_display()}: {notice.recipient}", notice.hotel, notice.address],
        paragraphs=[
            *(unverified if notice.unverified else []),
            *notice.statement.splitlines(),
            *notice.grounds.splitlines(),
        ],
        facts={
            "Hotel": notice.hotel,
            "Served on": day(served_on),
            "Takes effect on": day(notice.first_day),
            **(_as_written(notice) if as_served else _as_it_stands(notice)),
            "Given by": f"{notice.get_rank_display()} {notice.authorised_by}",
        },
    )


def _as_written(notice: HotelNotice) -> dict[str, str]:
    return {"Expires at the end of": day(notice.last_day)}


def _as_it_stands(notice: HotelNotice) -> dict[str, str]:
    """A notice that was varied or ended says so, since when, and what its paper said when it was served."""
    use = notice.use
    facts = {"Expires at the end of": day(use.last_day or notice.last_day)}
    if (use.last_day or notice.last_day) != notice.last_day:
        facts["When it was served, it expired at the end of"] = day(notice.last_day)
        varied = [
            f"{day(timezone.localdate(each.at))}: to the end of {day(each.last_day)}"
            for each in use.variations.all()
        ]
        facts["Varied"] = "; ".join(varied) or "before its changes were kept"
    if use.ended_on is not None:
        facts["Ended early, on"] = day(use.ended_on)
    return facts
