"""Every write of the training records. Each asks the policy and is audited in its own transaction."""

from .certifying import issue, reissue, renew_certificates, revoke
from .checking import check_days
from .completing import Finished, accept_equivalent, withdraw, write_completions
from .entering import enter, forget_visits, learner_actor, leave, visit_of
from .exempting import end_exemption, exempt
from .importing import Plan, apply_roster, drop_roster, preview_roster
from .lines import change_line, correct_line, strike_line
from .operators import end_seat, give_seat
from .people import GivenCode, change_badge, end_record, give_codes
from .post import Bounced, note_bounces, post_letters, settle_unsure
from .problems import NotPossible, Why
from .reminding import plan_reminders
from .results import BroughtIn, bring_in_results
from .rooms import ReadBack, close_room, open_room, read_back, sign
from .round import area_round, go_round
from .ruling import (
    Moved,
    RuleDraft,
    RulePreview,
    Touched,
    make_demand,
    make_rule,
    preview_demand,
    preview_rule,
    withdraw_demand,
)
from .sending import send_reminders
from .settling import settle, settle_pending
from .studying import acknowledge, begin, finish_lesson, note_check

__all__ = [
    "Bounced",
    "BroughtIn",
    "Finished",
    "GivenCode",
    "Moved",
    "NotPossible",
    "Plan",
    "ReadBack",
    "RuleDraft",
    "RulePreview",
    "Touched",
    "Why",
    "accept_equivalent",
    "acknowledge",
    "apply_roster",
    "area_round",
    "begin",
    "bring_in_results",
    "change_badge",
    "change_line",
    "check_days",
    "close_room",
    "correct_line",
    "drop_roster",
    "end_exemption",
    "end_record",
    "end_seat",
    "enter",
    "exempt",
    "finish_lesson",
    "forget_visits",
    "give_codes",
    "give_seat",
    "go_round",
    "issue",
    "learner_actor",
    "leave",
    "make_demand",
    "make_rule",
    "note_bounces",
    "note_check",
    "open_room",
    "plan_reminders",
    "post_letters",
    "preview_demand",
    "preview_roster",
    "preview_rule",
    "read_back",
    "reissue",
    "renew_certificates",
    "revoke",
    "send_reminders",
    "settle",
    "settle_pending",
    "settle_unsure",
    "sign",
    "strike_line",
    "visit_of",
    "withdraw",
    "withdraw_demand",
    "write_completions",
]
