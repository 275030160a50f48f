"""What triage does later: on events from the public's side and from the people's, and by the clock."""

from waylight.work.registry import Payload, every, handles

from . import actions


@handles("concern.submitted", atomic=False)
def take_up(payload: Payload) -> None:
    """Reads before it writes: SQLite has one writer, and whoever reports must not wait for the reading of
    somebody else's long text. Run twice it adds nothing."""
    actions.take_up(payload["concern"])


@handles("concern.changed")
def note_version(payload: Payload) -> None:
    actions.note_version(payload["concern"], payload["version"])


@handles("message.written")
def note_message(payload: Payload) -> None:
    actions.note_message(payload["concern"], payload["message"])


@handles("person.left")
@handles("role.ended")
def give_back(payload: Payload) -> None:
    actions.give_back(payload["user"])


@handles("page.sent", atomic=False)
def send_page(payload: Payload) -> None:
    actions.send_page(payload["page"])


@every(minutes=1)
def watch_pages() -> None:
    actions.watch_pages()


@every(minutes=1)
def watch_clocks() -> None:
    actions.watch_clocks()


@every(minutes=10)
def recompute_clocks() -> None:
    actions.recompute_clocks()
