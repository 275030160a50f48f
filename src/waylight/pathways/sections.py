"""What this room adds to every child's record, and where what is due leads to."""

from django.utils.translation import gettext_lazy as _

from waylight.casework.codes import DueKind
from waylight.casework.rooms import before_closing, before_ending, compares, opens, section

from .actions.closing import refuse_while_missing, refuse_while_open
from .standing import of_hearing, of_proceedings, of_referral

before_closing(refuse_while_open)
before_ending(refuse_while_missing)
section("child-missing", _("Missing"))
section("child-trafficking", _("Trafficking"))
section("child-court", _("Court"))
opens(DueKind.STILL_MISSING, "missing-episode")
opens(DueKind.RETURN, "missing-episode")
opens(DueKind.EXTRACT, "missing-episode")
opens(DueKind.EPISODE_READ, "missing-episode")
opens(DueKind.EXTRACT_TAKE, "extract-take")
opens(DueKind.OFTEN, "child-missing")
opens(DueKind.NRM, "trafficking")
opens(DueKind.NRM_ANSWER, "trafficking")
opens(DueKind.NRM_ASK, "trafficking")
opens(DueKind.COURT_WORD, "court-word")
compares("trafficking", of_referral)
compares("proceedings", of_proceedings)
compares("hearing", of_hearing)
