"""A hotel information notice on paper: PDF/UA-1, with the statement that section 116 asks for."""

from dataclasses import dataclass
from functools import cache

from .catalogue import opened
from .letters import day, paper
from .models import HotelNotice


@dataclass(frozen=True)
class Statement:
    """`unverified` is "" once all was read at its source."""

    paragraphs: tuple[str, ...]
    unverified: str


@cache
def statement() -> Statement:
    """Raises CatalogueError without owner, version and source date."""
    found = opened("hotel_notice.yaml")
    return Statement(tuple(found["statement"]), found["unverified"])


def notice_paper(notice: HotelNotice) -> bytes:
    """Raises CannotPrint."""
    says = statement()
    unverified = [f"Not verified, for a lawyer to check before it is served: {says.unverified}"]
    return paper(
        "Hotel information notice",
        notice.unit.area.name,
        to=[f"{notice.get_recipient_kind_display()}: {notice.recipient}", notice.hotel, notice.address],
        paragraphs=[*(unverified if says.unverified else []), *says.paragraphs, *notice.grounds.splitlines()],
        facts={
            "Hotel": notice.hotel,
            "Takes effect on": day(notice.first_day),
            "Expires at the end of": day(notice.last_day),
            "Given by": f"{notice.get_rank_display()} {notice.authorised_by}",
        },
    )
