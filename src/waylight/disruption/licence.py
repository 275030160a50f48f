"""What a referral says of the licence holder, and the fields of an entry in the national database (Act of
2022, section 2(4)), each as one sealed text."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self


@dataclass(frozen=True)
class Written:
    """Takes no notice of what an older or later version wrote besides."""

    @classmethod
    def read(cls, text: str) -> Self:
        found = json.loads(text or "{}")
        return cls(**{f.name: str(found[f.name]) for f in fields(cls) if f.name in found})

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Holder(Written):
    name: str = ""
    number: str = ""


@dataclass(frozen=True)
class Entry(Written):
    """Dates are ISO days. What else the Act asks for (decision, its days, the authority) the referral has;
    `changes` says what came after that decision."""

    full_name: str = ""
    born: str = ""
    address: str = ""
    insurance_number: str = ""
    driver_number: str = ""
    contact: str = ""
    changes: str = ""
