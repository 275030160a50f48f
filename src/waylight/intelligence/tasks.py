"""What intelligence does later: on what triage and the public announce, and by the clock."""

from waylight.work.registry import Payload, every, handles

from . import actions, memory
from .models import Account


@handles("contact.taken-up", atomic=False)
@handles("contact.opened", atomic=False)
def absorb(payload: Payload) -> None:
    """Reads before it writes, and takes its turn with every other writer of links by itself. What could not
    be opened when it came is tried again when a person opens it."""
    actions.absorb(payload["contact"])


@handles("message.written", atomic=False)
@handles("concern.changed", atomic=False)
def absorb_later(payload: Payload) -> None:
    actions.absorb_later(payload["concern"])


@handles("intelligence.absorbed", atomic=False)
def watch(payload: Payload) -> None:
    account = Account.objects.select_related("contact").get(pk=payload["account"])
    actions.watch_after(account)


@handles("area.grown", atomic=False)
def watch_grown(payload: Payload) -> None:
    actions.watch_grown(payload["area"])


@handles("intelligence.absorbed")
def tell_watchers(payload: Payload) -> None:
    actions.tell_of_account(Account.objects.select_related("contact").get(pk=payload["account"]))


@handles("link.decided")
def tell_who_decided(payload: Payload) -> None:
    actions.tell_of_decision(payload["decision"])


@handles("link.decided", atomic=False)
def rejudge_decided(payload: Payload) -> None:
    actions.rejudge_decided(payload["decision"])


@handles("intelligence.absorbed", atomic=False)
def rejudge_corrected(payload: Payload) -> None:
    actions.rejudge_corrected(Account.objects.get(pk=payload["account"]))


@every(minutes=10)
def absorb_missed() -> None:
    actions.absorb_missed()


@every(hours=1)
def lapse() -> None:
    actions.lapse()
    actions.lapse_watches()


@every(hours=1)
def keep_snapshot() -> None:
    memory.keep_snapshot()


@every(days=1)
def watch_all() -> None:
    """What is usual is counted anew, and no pattern waits for a new account to be seen."""
    actions.watch_all()
