"""What leaves with a referral: the one copy, of which paper and data are made.

Of an adult who declined it is made from the form alone and holds nobody's name, birth, number or address.
"""

import json
from dataclasses import asdict, dataclass, replace

from django.utils import timezone

from waylight.casework.details import Details

from .answers import ReferralForm
from .codes import BirthBasis, Consent, ExploitationType
from .machine import TRAFFICKING
from .models import TraffickingReferral

NOT_SENT = {
    "considered": "Not sent: a referral is only being considered.",
    "not-referred": "Not sent: it was decided not to refer.",
}


@dataclass(frozen=True)
class Told:
    """`lines`: question and answer in their order; what nobody has answered is left out. `born`: the day as
    data have it (ISO 8601), empty where nobody is named."""

    title: str
    reference: str
    marking: str
    form_version: str
    warnings: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    born: str = ""

    def as_data(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def as_sent(referral: TraffickingReferral) -> Told:
    """What left, as it left, whatever the record says since; before that, what would leave now, and that it
    has not left."""
    if not referral.sent or referral.state == TRAFFICKING.start:
        told = told_of(referral)
        return replace(told, warnings=(NOT_SENT.get(referral.state, "Not sent."), *told.warnings))
    kept = json.loads(referral.sent)
    lines = tuple((label, words) for label, words in kept.pop("lines"))
    return Told(**{**kept, "warnings": tuple(kept["warnings"]), "lines": lines})


def told_of(referral: TraffickingReferral) -> Told:
    """Made of the record as it is now."""
    anonymous = referral.consent == Consent.DECLINED
    person, warnings = ((), ()) if anonymous else (_person(referral), _warnings(referral))
    born = "" if anonymous else Details.read(referral.child.details).born
    lines = (*person, *_form(referral))
    return Told(
        title="Duty to notify, without a name"
        if anonymous
        else "Referral to the National Referral Mechanism",
        reference=referral.reference,
        marking="OFFICIAL-SENSITIVE",
        form_version=referral.form_version,
        warnings=warnings,
        lines=tuple((label, value) for label, value in lines if value),
        born=born,
    )


def _person(referral: TraffickingReferral) -> tuple[tuple[str, str], ...]:
    details = Details.read(referral.child.details)
    numbers = [(each.get_kind_display(), each.value) for each in referral.child.identifiers.standing()]
    return (
        ("Name", details.name),
        ("Other names", details.other_names),
        ("Date of birth", details.birthday_words if details.birthday else ""),
        ("Age, where the date is not known", "" if details.born else details.age_band_words),
        ("Home authority", details.home_authority),
        ("Lives now with", details.host_authority),
        ("Language, interpreter, disability", details.communication),
        *numbers,
        ("Consent", referral.get_consent_display() if referral.consent else ""),
        ("Goes to", referral.get_route_display() if referral.route else ""),
    )


def _warnings(referral: TraffickingReferral) -> tuple[str, ...]:
    details = Details.read(referral.child.details)
    found = (("Must not be disclosed", details.do_not_disclose), ("Safe contact", details.safe_contact))
    return tuple(f"{label}: {words}" for label, words in found if words)


def _form(referral: TraffickingReferral) -> tuple[tuple[str, str], ...]:
    form = ReferralForm.read(referral.form)
    sent = timezone.localtime(referral.submitted_at) if referral.submitted_at else None
    return (
        ("First responder", form.first_responder),
        ("Kinds of exploitation", "; ".join(str(ExploitationType(code).label) for code in referral.types)),
        ("Signs", form.signs),
        ("Places", form.places),
        ("Movement; it need not be far", form.movement),
        ("Date of birth known from", str(BirthBasis(form.birth_basis).label) if form.birth_basis else ""),
        ("Needs now", form.needs),
        ("A defence in law may hold", "Yes" if referral.may_have_defence else ""),
        ("Sent", f"{sent:%d/%m/%Y %H:%M}" if sent else ""),
    )
