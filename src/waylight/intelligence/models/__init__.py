"""What was found in concerns and how it hangs together: states in plain, every word encrypted."""

from .accounts import Account, Mention, MentionKey, Mode
from .alerts import Alert, AlertReport, AlertSeen
from .elsewhere import AskedElsewhere
from .following import EntityWatch, Look, Notice, SavedSearch
from .links import Decision, Link, LogEntry, LogHead, ModelVersion, Snapshot, Watched
from .things import Entity, Observation

__all__ = [
    "Account",
    "Alert",
    "AlertReport",
    "AlertSeen",
    "AskedElsewhere",
    "Decision",
    "Entity",
    "EntityWatch",
    "Link",
    "LogEntry",
    "LogHead",
    "Look",
    "Mention",
    "MentionKey",
    "Mode",
    "ModelVersion",
    "Notice",
    "Observation",
    "SavedSearch",
    "Snapshot",
    "Watched",
]
