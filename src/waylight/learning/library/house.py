"""The few words that are ours and stand among an editor's: notes, and what a name gives way to.

They are translated and reviewed as all content is (catalogue `house`), because a note that says "nobody has
checked this" must itself be checked before it may stand alone.
"""

from enum import StrEnum


class House(StrEnum):
    """Keys, as a .po file knows them."""

    UNCHECKED = "note:unchecked"
    CHANGED = "note:changed"
    MAY_BE_OLD = "note:may-be-old"
    BEING_CHECKED = "note:being-checked"
    ASK_COUNCIL = "note:ask-council"
    ANY_HUB = "word:hub"
    ANY_AREA = "word:area"


ENGLISH_WORDS: dict[House, str] = {
    House.UNCHECKED: (
        "Nobody who reads this language has checked these words yet. The English is beside them."
    ),
    House.CHANGED: "The English has changed since this was translated. The English is beside it.",
    House.MAY_BE_OLD: "The English has changed since this was translated. Some of it may be out of date.",
    House.BEING_CHECKED: "A line is left out here while somebody checks that it is still right.",
    House.ASK_COUNCIL: "Ask your council for its own number.",
    House.ANY_HUB: "the children’s hub in your area",
    House.ANY_AREA: "your area",
}
