"""Short ways to ask what was found."""

from waylight.intelligence.models import Account, Link, Mention, Observation

CAR = "A silver VW Golf, reg KV00 ABC, waited outside the school."
SAME_CAR = "The same thing again: KV00 ABC, a silver Golf, by the chip shop at ten at night."


def seen(account: Account, kind: str) -> Observation:
    """The one observation of this kind in an account."""
    return Observation.objects.select_related("account__contact", "entity").get(
        account=account, kind=kind, gone=False
    )


def mention(account: Account, said: str) -> Mention:
    """The mention with these very words."""
    rows = Mention.objects.select_related("account__contact")
    return next(row for row in rows.filter(account=account) if row.said == said)


def link(one: Observation, other: Observation) -> Link | None:
    """The live link between two, if there is one."""
    first, second = sorted((one, other), key=lambda row: str(row.pk))
    return Link.objects.filter(one=first, other=second).exclude(state="overtaken").first()
