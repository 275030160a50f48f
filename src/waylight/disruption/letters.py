"""Template letters of licensing as PDF/UA-1. They hold what licensing wrote, and nothing else."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from waylight.learning.outputs.fonts import families
from waylight.learning.outputs.pdf import pdf

from .authorities import Authority
from .codes import LicenceOutcome
from .dates import day, in_words
from .queries.licensing import ReferralPage

SHEET = Path(__file__).resolve().parent / "typst/paper.typ"
ENGLISH = "en"
MARKING = "OFFICIAL-SENSITIVE: for licensing, to keep passengers safe"
KINDS = ("section-5", "section-6", "entry")


class NoLetter(LookupError):
    """There is no such letter as things stand."""


def paper(
    title: str, author: str, *, to: list[str], paragraphs: list[str], facts: dict[str, str], marking: str = ""
) -> bytes:
    """A letter or notice: heading, to whom, paragraphs, a table of facts. Empty facts are left out. `marking`
    stands over and under every page.

    Raises CannotPrint.
    """
    data: dict[str, Any] = {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {},
        "title": title,
        "author": author,
        "about": title,
        "marking": marking,
        "version": f"Printed on {day(timezone.localdate())}",
        "to": [line for line in to if line],
        "paragraphs": paragraphs,
        "facts": [[name, value] for name, value in facts.items() if value],
    }
    return pdf(SHEET, data)


def letter(page: ReferralPage, kind: str) -> bytes:
    """Raises NoLetter where the referral has not come so far, CannotPrint."""
    makers = {"section-5": _section_5, "section-6": _section_6, "entry": _entry}
    if kind not in makers:
        raise NoLetter(kind)
    return makers[kind](page)


def kinds_for(page: ReferralPage) -> list[str]:
    """Letters that can be printed as things stand."""
    referral, found = page.referral, []
    if referral.state in ("met", "sent", "answered") and not page.ours:
        found.append("section-5")
    if referral.outcome and page.sender is not None:
        found.append("section-6")
    if referral.state == "entered":
        found.append("entry")
    return found


def _to(authority: Authority) -> list[str]:
    """As on an envelope: the name once, though the address may begin with it."""
    return list(dict.fromkeys([authority.name, *authority.contact.split(", ")]))


def _holder(page: ReferralPage) -> dict[str, str]:
    return {
        "Licence holder": page.holder.name,
        "Licence or badge number": page.holder.number,
        "Licensed by": page.gave_it.name,
    }


def _section_5(page: ReferralPage) -> bytes:
    if "section-5" not in kinds_for(page):
        raise NoLetter("section-5")
    return paper(
        f"Information under section 5: {page.referral.reference}",
        page.referral.area.name,
        to=_to(page.has_it),
        paragraphs=[
            "We have become aware of relevant information about the holder of a licence that you, or an "
            "authority before you, gave. The conduct was in our area. Had the licence been ours, we would "
            "have considered suspending or revoking it.",
            *page.referral.information.splitlines(),
            "The Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022, section 6, asks "
            "you to consider suspending or revoking the licence and to tell us in writing what you decide, "
            "with your reasons, within 20 working days.",
        ],
        facts={
            **_holder(page),
            "We became aware on": day(page.referral.aware_on),
            "Sent on": day(page.referral.sent_on),
        },
        marking=MARKING,
    )


def _section_6(page: ReferralPage) -> bytes:
    if "section-6" not in kinds_for(page) or page.sender is None:
        raise NoLetter("section-6")
    referral = page.referral
    return paper(
        f"Our decision under section 6: {referral.reference}",
        referral.area.name,
        to=_to(page.sender),
        paragraphs=[
            "You sent us information under section 5 of the Taxis and Private Hire Vehicles (Safeguarding "
            "and Road Safety) Act 2022. We considered suspending or revoking the licence.",
            f"Our decision: {LicenceOutcome(referral.outcome).label}.",
            *referral.outcome_because.splitlines(),
        ],
        facts={
            **_holder(page),
            "We received it on": day(referral.aware_on),
            "Told on": day(referral.told_on),
        },
        marking=MARKING,
    )


def _entry(page: ReferralPage) -> bytes:
    if "entry" not in kinds_for(page):
        raise NoLetter("entry")
    referral, entry = page.referral, page.entry
    return paper(
        f"Entry in the national database: {referral.reference}",
        referral.area.name,
        to=[],
        paragraphs=[
            "For section 2 of the Act of 2022. Disclosed only to safeguard passengers, or for road safety."
        ],
        facts={
            "Full name": entry.full_name,
            "Date of birth": in_words(entry.born),
            "Home address": entry.address,
            "National Insurance number": entry.insurance_number,
            "Driver number": entry.driver_number,
            "Authority": page.has_it.name,
            "Contact": entry.contact,
            "Decision": str(LicenceOutcome(referral.outcome).label),
            "Notified on": day(referral.notified_on),
            "In effect from": day(referral.effective_on),
            "Suspended until": day(referral.suspended_until),
            "Changes since": entry.changes,
            "First entered on": day(referral.entered_on),
            "Removed on": day(referral.remove_on),
        },
        marking=MARKING,
    )
