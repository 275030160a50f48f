"""Accounts out of report rows (the practice and simulated files have one shape), with given mentions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from waylight.engine.extraction.mention import Mention
from waylight.engine.linkage.accounts import Account, Source


def account_of(row: Mapping[str, Any], mentions: Iterable[Mention]) -> Account:
    """Raises KeyError or ValueError if id, time or text is missing or no good."""
    source = Source(
        role=str(row.get("reporter_role", "")),
        mode=str(row.get("reporter_mode", "anonymous")),
        channel=str(row.get("channel", "web")),
        keys=tuple(filter(None, [str(row.get("source_key", ""))])),
    )
    return Account(
        id=str(row["id"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        text=str(row["text"]),
        mentions=tuple(mentions),
        source=source,
        refers_to=tuple(row.get("refers_to") or ()),
    )


def mention_of(row: Mapping[str, Any]) -> Mention:
    """A mention from its JSON row; what a truth file does not say of it is filled plainly."""
    return Mention(
        kind=row["kind"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        normalised=row["normalised"],
        attributes=row["attributes"],
        rule=row.get("rule", "given"),
        certainty=row.get("certainty", 1.0),
        source=row.get("source", "text"),
    )
