"""Several answers kept as one sealed text."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self


@dataclass(frozen=True)
class Answers:
    """Base: each field is text, empty where nobody has answered yet."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Takes no notice of what an older or later version wrote besides."""
        found = json.loads(text or "{}")
        return cls(**{f.name: str(found[f.name]) for f in fields(cls) if f.name in found})

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Account(Answers):
    """What a child told in a return home interview (domain study 3.10). It stays in the child's record."""

    words: str = ""
    push: str = ""
    pull: str = ""
    where: str = ""
    who_with: str = ""
    travel: str = ""
    brought_home: str = ""
    harm: str = ""
    health: str = ""
    fears: str = ""
    would_help: str = ""


@dataclass(frozen=True)
class ReferralForm(Answers):
    """What the National Referral Mechanism's form asks in words (domain study 3.10)."""

    first_responder: str = ""
    signs: str = ""
    places: str = ""
    movement: str = ""
    birth_basis: str = ""
    needs: str = ""
