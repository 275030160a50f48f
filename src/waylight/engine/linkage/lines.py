"""What `waylight link` writes: extraction's lines with an entity in each mention, then the patterns shown."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from waylight.engine.linkage.accounts import Account
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.patterns import Watch
from waylight.engine.linkage.rules import read_rules


def gazetteer(csv_text: str) -> list[Venue]:
    """Venues, from columns id, name, type and district. Raises KeyError without them."""
    rows = csv.DictReader(io.StringIO(csv_text))
    return [Venue(row["id"], row["name"], row["type"], row["district"] or "") for row in rows]


def linked(accounts: Iterable[Account], venues: Iterable[Venue], content: Path) -> Iterator[dict[str, Any]]:
    """One row a report, in the order given, then one row for each pattern that a person would be shown."""
    held = list(accounts)
    linkage = Linkage(content, Observer(content, venues))
    linkage.arrive_all(held)
    for account in held:
        yield {"id": account.id, "mentions": _mentions(account, linkage)}
    for alert in Watch(read_rules(content), linkage).alerts():
        yield {"pattern": alert.pattern, "report_ids": list(alert.reports)}


def _mentions(account: Account, linkage: Linkage) -> list[dict[str, Any]]:
    entity = {n: linkage.entity(one.id) for one in linkage.of_account[account.id] for n in one.mentions}
    return [
        {
            "kind": mention.kind,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "normalised": mention.normalised,
            "attributes": dict(mention.attributes),
            "entity": f"{mention.kind}:{entity[n]}" if n in entity else None,
        }
        for n, mention in enumerate(account.mentions)
    ]
