"""Every write of children's records. Each asks the policy first, checks its machine's table and is audited in
its own transaction; what a person edits carries the version they saw."""

from .allocating import (
    allocate,
    break_glass,
    close_record,
    end_access,
    look_at_glass,
    name_other,
    reopen_record,
)
from .assessing import (
    Written,
    add_entry,
    add_legacy,
    begin,
    change_entry,
    end_entry,
    write_views,
)
from .dues import pause, resume
from .judging import answer_second, say_level, take_back
from .leaving import pass_on
from .linking import link_record, unlink_record
from .receiving import join, open_record, receive, send_back
from .watching import recompute_dues, see_reminders, watch_dues
from .writing import (
    add_identifier,
    add_related,
    change_related,
    drop_draft,
    end_identifier,
    end_related,
    forget_drafts,
    keep_draft,
    let_go,
    settle,
    write_details,
    write_line,
)

__all__ = [
    "Written",
    "add_entry",
    "add_identifier",
    "add_legacy",
    "add_related",
    "change_related",
    "allocate",
    "answer_second",
    "begin",
    "break_glass",
    "change_entry",
    "close_record",
    "drop_draft",
    "end_access",
    "end_entry",
    "end_identifier",
    "end_related",
    "forget_drafts",
    "join",
    "keep_draft",
    "let_go",
    "link_record",
    "unlink_record",
    "look_at_glass",
    "name_other",
    "open_record",
    "pass_on",
    "pause",
    "receive",
    "recompute_dues",
    "reopen_record",
    "resume",
    "say_level",
    "see_reminders",
    "send_back",
    "settle",
    "take_back",
    "watch_dues",
    "write_details",
    "write_line",
    "write_views",
]
