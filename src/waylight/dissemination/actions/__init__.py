"""Every write of intelligence reports. Each asks the policy first, checks its machine's table, and is audited
in its own transaction."""

from .bringing_in import bring_in
from .checking import begin_check, finish_grading, grade, open_again, return_to_writer
from .disclosing import Wanted, answer, disclose, receive
from .exporting import Exported, export
from .requiring import ask, close, give, lapse_requirements, take_into_report
from .reviewing import classify, dispose, hold, lift_hold, retain, review, settle_met
from .sanitising import approve, finish_sanitising, sanitise, tell_as
from .superseding import supersede
from .training import end_training, record_training
from .undoing import note_account, note_decision, settle, told_again
from .writing import add_item, change_item, describe, rest_on, submit, write

__all__ = [
    "Exported",
    "Wanted",
    "add_item",
    "answer",
    "approve",
    "ask",
    "begin_check",
    "bring_in",
    "change_item",
    "classify",
    "close",
    "describe",
    "disclose",
    "dispose",
    "end_training",
    "export",
    "finish_grading",
    "finish_sanitising",
    "give",
    "grade",
    "hold",
    "lapse_requirements",
    "lift_hold",
    "note_account",
    "note_decision",
    "open_again",
    "receive",
    "record_training",
    "rest_on",
    "retain",
    "return_to_writer",
    "review",
    "sanitise",
    "settle",
    "settle_met",
    "submit",
    "supersede",
    "take_into_report",
    "tell_as",
    "told_again",
    "write",
]
