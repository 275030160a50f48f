"""Which letters a language is printed in, and whether this machine has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import typst

LATIN = ("Noto Sans", "Libertinus Serif")
"""The first that is there. The second comes inside Typst, so Latin can always be printed."""

NASKH = "Noto Naskh Arabic"
_DEBIAN = "fonts-noto-core"


@dataclass(frozen=True)
class Script:
    """`family`: the font of its letters. `right_to_left`: how its lines run. `tall`: they need more room."""

    family: str
    package: str = _DEBIAN
    right_to_left: bool = False
    tall: bool = True


# Nastaliq is how Urdu is mostly read, but no reader of PDFs gets its words back out; Naskh keeps them.
_ARABIC = Script(NASKH, right_to_left=True)
SCRIPTS: Mapping[str, Script] = {
    "ar": _ARABIC,
    "ckb": _ARABIC,
    "fa": _ARABIC,
    "ps": _ARABIC,
    "ur": _ARABIC,
    "am": Script("Noto Sans Ethiopic"),
    "bn": Script("Noto Sans Bengali"),
    "gu": Script("Noto Sans Gujarati"),
    "hi": Script("Noto Sans Devanagari"),
    "pa": Script("Noto Sans Gurmukhi"),
    "ta": Script("Noto Sans Tamil"),
    "ti": Script("Noto Sans Ethiopic"),
    "zh": Script("Noto Sans CJK SC", "fonts-noto-cjk"),
}
"""Languages in other letters than Latin."""


class FontMissing(RuntimeError):
    """This machine cannot print the language; the sentence says what to install."""


@cache
def fonts() -> typst.Fonts:
    """Every font of this machine and of Typst, found once for the process."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


@cache
def _families() -> frozenset[str]:
    return frozenset(fonts().families())


def families(language: str, known: frozenset[str] | None = None) -> list[str]:
    """The families to print a language in, the first one first. Raises FontMissing."""
    here = _families() if known is None else known
    latin = [next(family for family in LATIN if family in here)]
    script = SCRIPTS.get(language)
    if script is None:
        return latin
    if script.family not in here:
        raise FontMissing(
            f"The language '{language}' is printed in {script.family}, which is not on this machine. "
            f"On Debian or Ubuntu: apt install {script.package}."
        )
    return [script.family, *latin]


def is_right_to_left(language: str) -> bool:
    script = SCRIPTS.get(language)
    return script is not None and script.right_to_left


def is_tall(language: str) -> bool:
    script = SCRIPTS.get(language)
    return script is not None and script.tall
