"""Every read of intelligence: narrowed to the viewer's reach, and audited, also where nothing is found."""

from .alerts import AlertPage, alerts, open_alert
from .concerns import FoundInConcern, found_in
from .entities import EntityPage, LinkShown, open_entity, open_link
from .scope import link_of, mention_of
from .searching import Searched, TooLittle, search

__all__ = [
    "AlertPage",
    "EntityPage",
    "FoundInConcern",
    "LinkShown",
    "Searched",
    "TooLittle",
    "alerts",
    "found_in",
    "link_of",
    "mention_of",
    "open_alert",
    "open_entity",
    "open_link",
    "search",
]
