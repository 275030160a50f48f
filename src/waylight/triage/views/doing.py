"""One way of doing an act from a concern's page or a stream's.

An act that cannot be done shows the same page again with everything typed and one sentence that says why.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor

from ..forms import Based
from ..models import Contact, EditConflict, Stream
from .acts import Act
from .saying import attempt
from .slots import begun_of, gone_from, settled, with_forms

SAY = {
    "rationale": gettext_lazy("Write the rationale"),
    "threshold": gettext_lazy("Choose the line of the threshold document"),
    "lawful_basis": gettext_lazy("Choose the lawful basis"),
    "service_agreement": gettext_lazy("Say whether a service was agreed"),
    "not_known": gettext_lazy("Write what is not known"),
    "would_change": gettext_lazy("Write what would change this"),
    "outcome": gettext_lazy("Choose the decision"),
    "signpost": gettext_lazy("Choose where to signpost"),
    "reason": gettext_lazy("Write why"),
    "earlier": gettext_lazy("Look at the earlier contacts first"),
    "unread": gettext_lazy("Read what the reporter has written since"),
    "under": gettext_lazy("No open concern of your desk has this reference"),
    "passed_to": gettext_lazy("Say to whom it was passed on"),
    "code": gettext_lazy("Choose what may be said"),
    "kind": gettext_lazy("Choose the kind"),
}


MET = gettext_lazy(
    "Somebody changed this while you were writing. Your words are kept below and in the list of "
    "edits that met; look at what changed, then save again."
)
DECIDED = ("outcome", "rationale", "threshold", "lawful_basis", "service_agreement", "not_known")


def perform(act: Act, thing: Contact | Stream, data: Any, by: Actor) -> tuple[forms.Form, bool]:
    """Validate and do. Returns the form and whether it was done; when not, the form carries the reasons and
    what was typed is kept."""
    form = act.make(thing, by, data)
    if form.is_valid():
        attempt(form, lambda: act.do(thing, form.cleaned_data, by), say=SAY, met=MET, beside=_beside)
    settled(form, _room(thing), thing.pk, act.name, by)
    return form, not form.errors


def _beside(form: forms.Form, met: object) -> None:
    """Under each field what stands now, where it is not what was typed; saving again is an edit of that. What
    else changed stands on the page itself."""
    if not isinstance(form, Based) or not isinstance(met, EditConflict):
        return
    form.beside(met.current_version)
    form.say_beside(_stands(met))


def _stands(met: EditConflict) -> dict[str, str]:
    if met.stream is None:
        return {"rating": met.contact.rating}
    last = met.stream.decisions.order_by("-at").first()
    return {name: str(getattr(last, name)) for name in DECIDED} if last else {}


def _room(thing: Contact | Stream) -> str:
    """Under which name the drafts of its acts are kept."""
    return "contact" if isinstance(thing, Contact) else "stream"


def open_to(acts: tuple[Act, ...], thing: Contact | Stream, actor: Actor, *, now: set[str]) -> list[Act]:
    """The acts that this person may do here and that make sense in the present state."""

    return [act for act in acts if act.name in now and can(actor, act.action, thing)]


def for_page(
    acts: tuple[Act, ...],
    thing: Contact | Stream,
    actor: Actor,
    now: set[str],
    chosen: Act | None,
    bound: forms.Form | None,
) -> dict[str, Any]:
    """The acts with their forms and how each is kept, that which was just refused first; and what the viewer
    had begun to write into one that is not there any more."""
    here, begun = open_to(acts, thing, actor, now=now), begun_of(actor, thing.pk)
    here = here if chosen is None or chosen in here else [chosen, *here]
    return {
        "acts": with_forms(here, _room(thing), thing, actor, begun, chosen, bound),
        "stranded": gone_from(acts, here, _room(thing), thing, actor, begun),
    }
