"""A grade that provenance suggests, with its reason. Nothing writes it anywhere: a trained person grades.

Source: Waylight's domain study 2.1 (an eyewitness is typically 2A, hearsay from somebody anonymous 2C or 2D).
A first-time source is untested, so no suggestion says 1 or 3; what is corroborated or false only a person can
say, so none says B or E.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .codes import Assessment, Named, Provenance, SourceEvaluation

_DIRECTLY = _(
    "The source saw or heard it happen: known directly. Untested until they have been right before."
)
_TOLD = _("The source was told: known indirectly. B needs something independent that says the same.")
_FROM_A_RECORD = _("The source read it: known indirectly. Look at the record itself.")
_OVERHEARD = _("The source overheard it: known indirectly.")
_RUMOUR = _("Overheard, and the source cannot be asked again: how they know is as good as unknown.")
_NOT_SAID = _("Nobody said how it is known. Ask, if the source can be asked.")


@dataclass(frozen=True)
class Suggested:
    source_evaluation: str
    assessment: str
    reason: str | Promise

    @property
    def grade(self) -> str:
        return self.source_evaluation + self.assessment


def suggest(provenance: str, named: str) -> Suggested:
    """What how the source knows would usually be graded, and why."""
    assessment, reason = _assessment(provenance, named)
    return Suggested(SourceEvaluation.UNTESTED, assessment, reason)


def _assessment(provenance: str, named: str) -> tuple[str, Promise]:
    if provenance == Provenance.SAW:
        return Assessment.DIRECTLY, _DIRECTLY
    if provenance == Provenance.TOLD:
        return Assessment.INDIRECTLY, _TOLD
    if provenance == Provenance.RECORD:
        return Assessment.INDIRECTLY, _FROM_A_RECORD
    if provenance == Provenance.OVERHEARD and named != Named.ANONYMOUS:
        return Assessment.INDIRECTLY, _OVERHEARD
    return Assessment.NOT_KNOWN, _RUMOUR if provenance == Provenance.OVERHEARD else _NOT_SAID
