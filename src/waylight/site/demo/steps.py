"""What a step of the story does: each word is one real action."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from waylight.accounts.models import Person
from waylight.accounts.queries import actor_for
from waylight.accounts.roles import PUBLIC, Actor
from waylight.casework.models import Arrival, Child
from waylight.engine.sealing import Receipt
from waylight.guidance.models import Area
from waylight.reporting.actions import write_to_hub
from waylight.reporting.models import Concern, Message
from waylight.triage import actions, queries
from waylight.triage.models import Contact, Decision, Stream, Transfer

REPORTER = "reporter"


@dataclass
class Told:
    """What has been told so far: who is there, what arrived, by its id in the story, and what was made in the
    rooms, by its name there."""

    cast: dict[str, Person] = field(default_factory=dict)
    concerns: dict[str, Concern] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def contact(self, scene_id: str) -> Contact:
        return Contact.objects.get(concern=self.concerns[scene_id])

    def child(self, scene_id: str) -> Child:
        """Whose record was opened for a concern. Raises LookupError."""
        arrival = Arrival.objects.filter(stream__contact=self.contact(scene_id)).latest("at")
        if arrival.child is None:
            raise LookupError(f"{scene_id}: no record is open.")
        return arrival.child


@dataclass(frozen=True)
class Scene:
    """A step with the concern it is about, which is read anew from the database."""

    id: str
    step: dict[str, Any]
    receipt: Receipt
    told: Told

    @property
    def contact(self) -> Contact:
        return self.told.contact(self.id)

    @property
    def concern(self) -> Concern:
        return self.told.concerns[self.id]

    @property
    def by(self) -> Actor:
        return PUBLIC if self.step["by"] == REPORTER else actor_for(self.told.cast[self.step["by"]])

    @property
    def stream(self) -> Stream:
        """The one of the kind that the step names, or the latest."""
        kind = self.step.get("stream")
        streams = self.contact.streams.order_by("opened_at")
        found = (streams.filter(kind=kind) if kind else streams).last()
        if found is None:
            raise LookupError(f"{self.id}: no stream for {self.step}")
        return found


Step = Callable[[Scene], object]
STEPS: dict[str, Step] = {}


def play(scene: Scene) -> object:
    return STEPS[scene.step["do"]](scene)


def step(function: Step) -> Step:
    STEPS[function.__name__.rstrip("_").replace("_", "-")] = function
    return function


@step
def open_(scene: Scene) -> object:
    """Answer the page to the rota, if there was one; read it; take it."""
    page = scene.contact.pages.exclude(state="acknowledged").first()
    if page is not None:
        actions.acknowledge(page, by=scene.by)
    actions.open_contact(scene.contact, by=scene.by)
    return actions.hold(scene.contact, by=scene.by)


@step
def rate(scene: Scene) -> object:
    contact = scene.contact
    return actions.rate(
        contact, scene.step["rating"], scene.step["reason"], base=contact.version, by=scene.by
    )


@step
def fork(scene: Scene) -> object:
    return actions.fork(scene.contact, scene.step["kind"], scene.step["subject"], by=scene.by)


@step
def statement(scene: Scene) -> object:
    return actions.state_fact(scene.stream, scene.step["kind"], scene.step["text"], quoted=False, by=scene.by)


@step
def decide(scene: Scene) -> object:
    names = ("outcome", "rationale", "threshold", "lawful_basis", "service_agreement", "not_known")
    words = {name: scene.step[name] for name in names}
    more = {name: scene.step.get(name, "") for name in ("would_change", "signpost")}
    stream = scene.stream
    return actions.decide(stream, **words, **more, base=stream.version, by=scene.by)


@step
def countersign(scene: Scene) -> object:
    decision = Decision.objects.filter(stream=scene.stream).latest("at")
    return actions.countersign(decision, agree=scene.step["agree"], reason=scene.step["reason"], by=scene.by)


@step
def ask(scene: Scene) -> object:
    return actions.ask(scene.contact, scene.step["text"], by=scene.by)


@step
def answer(scene: Scene) -> object:
    """The reporter answers the last question, as the page that the receipt opens does."""
    asked = Message.objects.filter(concern=scene.concern, kind=Message.Kind.QUESTION).latest("at")
    return _write(scene, Message.Kind.ANSWER, asked)


@step
def add(scene: Scene) -> object:
    return _write(scene, Message.Kind.ADDITION)


@step
def withdraw(scene: Scene) -> object:
    return _write(scene, Message.Kind.WITHDRAWAL)


def _write(scene: Scene, kind: Message.Kind, asked: Message | None = None) -> Message:
    number = Message.objects.filter(concern=scene.concern).count()
    return write_to_hub(
        scene.concern,
        kind,
        scene.step["text"],
        by=scene.by,
        instance_id=f"{scene.receipt.locator}-{number}",
        answers=asked,
    )


@step
def feedback(scene: Scene) -> object:
    return actions.give_feedback(
        scene.contact, scene.step["code"], passed_to=scene.step.get("passed_to", ""), by=scene.by
    )


@step
def no_feedback(scene: Scene) -> object:
    return actions.no_feedback(scene.contact, scene.step["reason"], by=scene.by)


@step
def close(scene: Scene) -> object:
    return actions.close(scene.contact, by=scene.by)


@step
def reopen(scene: Scene) -> object:
    return actions.reopen(scene.contact, scene.step["reason"], by=scene.by)


@step
def mark(scene: Scene) -> object:
    return actions.mark(scene.contact, scene.step["marking"], scene.step["reason"], by=scene.by)


@step
def gather(scene: Scene) -> object:
    return actions.gather(scene.contact, under=scene.told.contact(scene.step["under"]), by=scene.by)


@step
def pause(scene: Scene) -> object:
    return actions.pause(scene.contact, scene.step["reason"], by=scene.by)


@step
def earlier(scene: Scene) -> object:
    return list(queries.earlier(scene.by, scene.contact))


@step
def translate(scene: Scene) -> object:
    return actions.translate(
        scene.contact,
        language=scene.step["language"],
        text=scene.step["text"],
        method=scene.step["method"],
        translator=scene.step["translator"],
        by=scene.by,
    )


@step
def request_translation(scene: Scene) -> object:
    return actions.request_translation(
        scene.contact, language=scene.step["language"], asked_of=scene.step["asked_of"], by=scene.by
    )


@step
def offer_transfer(scene: Scene) -> object:
    return actions.offer_transfer(
        scene.contact,
        to_area=Area.objects.get(slug=scene.step["to"]),
        reason=scene.step["reason"],
        by=scene.by,
    )


@step
def answer_transfer(scene: Scene) -> object:
    return actions.answer_transfer(
        Transfer.objects.filter(contact=scene.contact).latest("at"),
        accept=scene.step["accept"],
        answer=scene.step["answer"],
        by=scene.by,
    )


@step
def hand_over(scene: Scene) -> object:
    return actions.hand_over(
        scene.contact, to=scene.told.cast[scene.step["to"]], note=scene.step["note"], by=scene.by
    )
