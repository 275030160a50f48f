"""What may be done from a concern's page or a stream's: one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import ROLE_DESKS, Actor

from .. import actions, queries
from .. import forms as f
from ..errors import NotPossible, Why
from ..models import Contact, Stream

Make = Callable[[Any, Actor, Any], forms.Form]
Do = Callable[[Any, dict[str, Any], Actor], object]


@dataclass(frozen=True)
class Act:
    """One act: its name in the address, the policy's action, its form, what it does and its words."""

    name: str
    action: str
    title: str | Promise
    make: Make
    do: Do
    done: str | Promise


def plain(form: type[forms.Form]) -> Make:
    return lambda thing, actor, data: form(data)


def based(form: type[forms.Form]) -> Make:
    return lambda thing, actor, data: form(data, initial={"base": thing.version})


def of_language(form: type[forms.Form]) -> Make:
    """The language that the concern came in stands there already."""
    return lambda thing, actor, data: form(data, initial={"language": thing.language.partition("-")[0]})


def _hand_over_form(contact: Contact, actor: Actor, data: Any) -> forms.Form:
    return f.HandOverForm(data, people=desk_people(contact))


def desk_people(contact: Contact) -> Any:
    """Everybody who works on the contact's desk in its area."""

    roles = [role for role, desk in ROLE_DESKS.items() if desk == contact.desk]
    people = holders_of(roles[0], contact.area_id)
    for role in roles[1:]:
        people = people | holders_of(role, contact.area_id)
    return people.order_by("name").distinct()


def _gather(contact: Contact, d: dict[str, Any], by: Actor) -> object:
    return actions.gather(contact, under=queries.by_reference(by, d["under"]), by=by)


def _countersign(stream: Stream, d: dict[str, Any], by: Actor) -> object:
    """Asked before it is looked whether there is a decision: a refusal is a refusal, and is audited."""
    require(by, "stream.countersign", stream)
    decision = stream.decisions.order_by("-at").first()
    if decision is None:
        raise NotPossible(Why.NOT_AWAITED)
    return actions.countersign(decision, agree=d["agree"] == "yes", reason=d["reason"], by=by)


CONTACT_ACTS = (
    Act(
        "hold",
        "concern.hold",
        _("Take it"),
        plain(f.HoldForm),
        lambda c, d, by: actions.hold(c, note=d["note"], by=by),
        _("You have it now."),
    ),
    Act(
        "hand-over",
        "concern.hold",
        _("Hand it over"),
        _hand_over_form,
        lambda c, d, by: actions.hand_over(c, to=d["to"], note=d["note"], by=by),
        _("Handed over."),
    ),
    Act(
        "rate",
        "concern.rate",
        _("Rate"),
        based(f.RateForm),
        lambda c, d, by: actions.rate(c, d["rating"], d["reason"], base=d["base"], by=by),
        _("Rated."),
    ),
    Act(
        "pause",
        "concern.pause",
        _("Pause the clock"),
        plain(f.Reason),
        lambda c, d, by: actions.pause(c, d["reason"], by=by),
        _("The clock is paused."),
    ),
    Act(
        "resume",
        "concern.pause",
        _("Start the clock again"),
        plain(f.NoWords),
        lambda c, d, by: actions.resume(c, by=by),
        _("The clock runs again."),
    ),
    Act(
        "fork",
        "stream.fork",
        _("Open a stream"),
        plain(f.ForkForm),
        lambda c, d, by: actions.fork(c, d["kind"], d["subject"], by=by),
        _("Stream opened."),
    ),
    Act(
        "ask",
        "question.ask",
        _("Ask the reporter"),
        plain(f.AskForm),
        lambda c, d, by: actions.ask(c, d["text"], by=by),
        _("Sent. The reporter sees it when they next use their receipt."),
    ),
    Act(
        "feedback",
        "status.tell",
        _("Tell the reporter"),
        plain(f.FeedbackForm),
        lambda c, d, by: actions.give_feedback(c, d["code"], passed_to=d["passed_to"], by=by),
        _("Sent."),
    ),
    Act(
        "no-feedback",
        "status.tell",
        _("Nothing is safe to tell"),
        plain(f.Reason),
        lambda c, d, by: actions.no_feedback(c, d["reason"], by=by),
        _("Noted, with your reason."),
    ),
    Act(
        "translate",
        "translation.write",
        _("Add a translation"),
        of_language(f.TranslateForm),
        lambda c, d, by: actions.translate(c, by=by, **d),
        _("The translation stands beside the original."),
    ),
    Act(
        "request-translation",
        "translation.write",
        _("Ask for a translation"),
        of_language(f.TranslationRequestForm),
        lambda c, d, by: actions.request_translation(c, by=by, **d),
        _("Asked, with a due time."),
    ),
    Act(
        "gather",
        "concern.gather",
        _("Gather under another"),
        plain(f.GatherForm),
        _gather,
        _("Gathered."),
    ),
    Act(
        "ungather",
        "concern.gather",
        _("Take it out again"),
        plain(f.NoWords),
        lambda c, d, by: actions.ungather(c, by=by),
        _("It stands by itself again."),
    ),
    Act(
        "mark",
        "concern.mark",
        _("Mark it"),
        plain(f.MarkForm),
        lambda c, d, by: actions.mark(c, d["marking"], d["reason"], by=by),
        _("Marked."),
    ),
    Act(
        "transfer",
        "transfer.offer",
        _("Send to another area"),
        lambda c, actor, data: f.TransferForm(data, contact=c),
        lambda c, d, by: actions.offer_transfer(c, to_area=d["to_area"], reason=d["reason"], by=by),
        _("Offered. It stays here until they accept."),
    ),
    Act(
        "close",
        "concern.close",
        _("Close"),
        plain(f.NoWords),
        lambda c, d, by: actions.close(c, by=by),
        _("Closed. It can be reopened."),
    ),
    Act(
        "reopen",
        "concern.reopen",
        _("Reopen"),
        plain(f.Reason),
        lambda c, d, by: actions.reopen(c, d["reason"], by=by),
        _("Reopened."),
    ),
)

STREAM_ACTS = (
    Act(
        "state",
        "stream.write",
        _("Add what is known"),
        plain(f.StatementForm),
        lambda s, d, by: actions.state_fact(s, d["kind"], d["text"], quoted=d["quoted"], by=by),
        _("Added."),
    ),
    Act(
        "decide",
        "stream.decide",
        _("Decide"),
        lambda s, actor, data: f.DecideForm(data, initial={"base": s.version}, stream=s),
        lambda s, d, by: actions.decide(s, by=by, **d),
        _("Decided."),
    ),
    Act(
        "countersign",
        "stream.countersign",
        _("Second person"),
        plain(f.CountersignForm),
        lambda s, d, by: _countersign(s, d, by),
        _("Saved."),
    ),
)

CONTACT_BY_NAME = {act.name: act for act in CONTACT_ACTS}
STREAM_BY_NAME = {act.name: act for act in STREAM_ACTS}
