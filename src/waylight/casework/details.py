"""What a record says of the child, as one sealed text, and what follows from the date of birth."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Self

from .codes import AgeBand

MAJORITY = 18


@dataclass(frozen=True)
class Details:
    """`born` is an ISO date or empty. Empty words mean: nobody has said yet."""

    name: str = ""
    other_names: str = ""
    born: str = ""
    age_band: str = AgeBand.UNKNOWN
    home_authority: str = ""
    host_authority: str = ""
    school: str = ""
    communication: str = ""
    safe_contact: str = ""
    do_not_disclose: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Takes no notice of what an older or later version wrote besides."""
        found = json.loads(text or "{}")
        return cls(**{f.name: str(found[f.name]) for f in fields(cls) if f.name in found})

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def birthday(self) -> date | None:
        return date.fromisoformat(self.born) if self.born else None

    @property
    def birthday_words(self) -> str:
        """As people read it; where no day is known, the age that somebody gave."""
        return f"{self.birthday:%-d %B %Y}" if self.birthday else self.age_band_words

    @property
    def names(self) -> list[str]:
        """The name and each other one, for exact look-up."""
        return [name.strip() for name in (self.name, *self.other_names.split(",")) if name.strip()]

    @property
    def age_band_words(self) -> str:
        return str(AgeBand(self.age_band).label) if self.age_band in AgeBand.values else ""


_UNTIL = (
    (0, AgeBand.UNBORN), (5, AgeBand.UNDER_5), (10, AgeBand.UNDER_10), (13, AgeBand.UNDER_13),
    (16, AgeBand.UNDER_16), (MAJORITY, AgeBand.UNDER_18),
)  # fmt: skip


def age_words(details: Details, on: date) -> str:
    """About how old the child is on a day, as a band: from the date of birth where that is known."""
    born = details.birthday
    if born is None:
        return details.age_band_words
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next((str(band.label) for until, band in _UNTIL if years < until), f"{years}")


def turns_18(born: date) -> date:
    """The 18th birthday; somebody born on 29 February reaches it on 1 March of a common year (the day after
    28 February ends, as age is reckoned in England and Wales)."""
    try:
        return born.replace(year=born.year + MAJORITY)
    except ValueError:
        return date(born.year + MAJORITY, 3, 1)


def is_child(details: Details, on: date) -> bool:
    """Held to 18; whose age is not known is treated as a child."""
    return details.birthday is None or on < turns_18(details.birthday)


def support_from(born: date) -> date:
    """The first of the month half a year before 18: the day itself would tell the birthday."""
    of_age = turns_18(born)
    months = of_age.year * 12 + of_age.month - 1 - 6
    return date(months // 12, months % 12 + 1, 1)


def whole_nhs_number(text: str) -> str | None:
    """Ten digits whose last is the modulus 11 check of the rest (NHS Data Dictionary), else None."""
    digits = "".join(text.split()).replace("-", "")
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        return None
    check = 11 - sum(int(d) * (10 - n) for n, d in enumerate(digits[:9])) % 11
    return digits if check % 11 == int(digits[9]) and check != 10 else None
