"""Every read of intelligence: narrowed to the viewer's reach, and audited, also where nothing is found."""

from .alerts import AlertPage, alerts, open_alert
from .charts import Chart, chart
from .concerns import FoundInConcern, found_in
from .elsewhere import Elsewhere, asked_elsewhere, asked_of, asked_of_us
from .entities import EntityPage, LinkShown, open_entity, open_link
from .following import Front, front, named, now_called, own_notice, own_watch, saved_search, watch_on
from .scope import link_of, mention_of
from .searching import Searched, TooLittle, search

__all__ = [
    "AlertPage",
    "Chart",
    "Elsewhere",
    "EntityPage",
    "FoundInConcern",
    "Front",
    "LinkShown",
    "Searched",
    "TooLittle",
    "alerts",
    "asked_elsewhere",
    "asked_of",
    "asked_of_us",
    "chart",
    "found_in",
    "front",
    "link_of",
    "mention_of",
    "named",
    "now_called",
    "open_alert",
    "open_entity",
    "open_link",
    "own_notice",
    "own_watch",
    "saved_search",
    "search",
    "watch_on",
]
