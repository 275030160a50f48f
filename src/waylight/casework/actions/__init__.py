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
from .dues import pause, resume, settle_due
from .judging import answer_second, say_level, take_back
from .receiving import join, open_record, receive
from .writing import (
    add_identifier,
    add_related,
    drop_draft,
    end_related,
    keep_draft,
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
    "allocate",
    "answer_second",
    "begin",
    "break_glass",
    "change_entry",
    "close_record",
    "drop_draft",
    "end_access",
    "end_entry",
    "end_related",
    "join",
    "keep_draft",
    "look_at_glass",
    "name_other",
    "open_record",
    "pause",
    "receive",
    "reopen_record",
    "resume",
    "say_level",
    "settle",
    "settle_due",
    "take_back",
    "write_details",
    "write_line",
    "write_views",
]
