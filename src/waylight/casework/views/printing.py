"""What is said where something could not be printed."""

from django.utils.translation import gettext as _

from waylight.learning.outputs.pdf import CannotPrint, NoFont


def why_not(problem: CannotPrint, instead: str = "") -> str:
    """A sentence, with the letters for which this machine has no font; then what can be done `instead`."""
    said = _("It could not be printed.")
    if isinstance(problem, NoFont):
        said = _("It could not be printed: this machine has no font with “%(letters)s”.") % vars(problem)
    return f"{said} {instead}".strip()
