"""Every read of pathways: a child's is asked of the child's record, and opened through it."""

from .court import Case, WordRow, case_of, cases, find_hearing, find_proceedings, find_word
from .missing import (
    EpisodeRow,
    Figures,
    episode_row,
    episodes,
    extracts,
    figures,
    find_episode,
    find_extract,
)
from .tonight import NowRow, interviews_left, missing_now
from .trafficking import find_referral, referrals, take_away

__all__ = [
    "Case",
    "EpisodeRow",
    "Figures",
    "NowRow",
    "WordRow",
    "case_of",
    "cases",
    "episode_row",
    "episodes",
    "extracts",
    "figures",
    "find_episode",
    "find_extract",
    "find_hearing",
    "find_proceedings",
    "find_referral",
    "find_word",
    "interviews_left",
    "missing_now",
    "referrals",
    "take_away",
]
