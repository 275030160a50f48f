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
from .dues import pause, resume, settle_due
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
    "add_identifier",
    "add_related",
    "allocate",
    "break_glass",
    "close_record",
    "drop_draft",
    "end_access",
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
    "settle",
    "settle_due",
    "write_details",
    "write_line",
]
