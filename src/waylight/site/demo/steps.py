"""What a step of the story does: each word is one real action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from waylight.accounts.policy import Actor
from waylight.guidance.models import Area
from waylight.triage import actions, queries
from waylight.triage.models import Contact, Decision, Stream


@dataclass(frozen=True)
class Scene:
    """A step, whom it is about, and who takes it."""

    contact: Contact
    by: Actor
    step: dict[str, Any]
    cast: dict[str, Any]
    told: dict[str, Contact]

    @property
    def stream(self) -> Stream:
        kind = self.step.get("stream") or self.step.get("kind")
        found = self.contact.streams.filter(kind=kind) if kind and self.step["do"] != "statement" else None
        stream = (found or self.contact.streams.all()).last()
        if stream is None:
            raise LookupError(f"no stream for {self.step}")
        return stream


STEPS: dict[str, Callable[[Scene], object]] = {}


def step(function: Callable[[Scene], object]) -> Callable[[Scene], object]:
    STEPS[function.__name__.rstrip("_").replace("_", "-")] = function
    return function


@step
def open_(scene: Scene) -> object:
    actions.open_contact(scene.contact, by=scene.by)
    return actions.hold(scene.contact, by=scene.by)


@step
def rate(scene: Scene) -> object:
    return actions.rate(
        scene.contact, scene.step["rating"], scene.step["reason"], base=scene.contact.version, by=scene.by
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
def mark(scene: Scene) -> object:
    return actions.mark(scene.contact, scene.step["marking"], scene.step["reason"], by=scene.by)


@step
def gather(scene: Scene) -> object:
    return actions.gather(scene.contact, under=scene.told[scene.step["under"]], by=scene.by)


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
def hand_over(scene: Scene) -> object:
    return actions.hand_over(
        scene.contact, to=scene.cast[scene.step["to"]], note=scene.step["note"], by=scene.by
    )
