"""Every read of this room: narrowed to the viewer, audited where it shows somebody."""

from .asked import AskedRow, Question, asked, question
from .checks import CheckRow, checks_of, find_check, take_checks
from .discussions import (
    DiscussionPage,
    discussion_page,
    discussions_of,
    find_discussion,
    find_enquiry,
    find_evidence,
    take_discussion,
)
from .links import LinkPage, find_link, link_page, links_of, offered, take_link
from .referrals import ReferralRow, find_referral, read_referral, read_withheld, referrals_here, referrals_of
from .seats import SeatList, seat_lists, seat_of
from .transfers import find_transfer, given_away, offered_here, transfers_of

__all__ = [
    "AskedRow",
    "CheckRow",
    "DiscussionPage",
    "LinkPage",
    "Question",
    "ReferralRow",
    "SeatList",
    "asked",
    "checks_of",
    "discussion_page",
    "discussions_of",
    "find_check",
    "find_discussion",
    "find_enquiry",
    "find_evidence",
    "find_link",
    "find_referral",
    "find_transfer",
    "given_away",
    "link_page",
    "links_of",
    "offered",
    "offered_here",
    "question",
    "read_referral",
    "read_withheld",
    "referrals_here",
    "referrals_of",
    "seat_lists",
    "seat_of",
    "take_checks",
    "take_discussion",
    "take_link",
    "transfers_of",
]
