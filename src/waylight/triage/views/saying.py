"""What is said to somebody whose words were just saved: that they were, and advice on them; or why they were
not. And what the audit is told when a thing stands where it cannot be done."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from waylight.accounts.guarding import asked
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..errors import Missing, NotPossible, StaleEdit
from ..forms import Ask
from ..machine import WrongMove


def saved(request: HttpRequest, form: forms.Form, done: str | Promise) -> None:
    """Works without scripts; shown once, to whoever wrote it, and nothing is stopped by it."""
    messages.success(request, str(done))
    for each in form.advised() if isinstance(form, Ask) else ():
        known = {"words": each.words, "why": each.advice.why, "use": each.advice.use}
        messages.info(request, _("Words to think about: “%(words)s”. %(why)s Better: %(use)s.") % known)


def attempt(
    form: forms.Form,
    do: Callable[[], object],
    *,
    say: Mapping[str, str | Promise],
    met: str | Promise,
    beside: Callable[[forms.Form, Model], None],
) -> bool:
    """Do it, or put into the form why it cannot be done. `say`: by field, what is asked for where it is
    missing; `met`: the sentence for an edit that came too late; `beside` puts what stands now next to it."""
    try:
        do()
    except Missing as problem:
        for name in problem.fields:
            form.add_error(name if name in form.fields else None, str(say.get(name, name)))
    except NotPossible as problem:
        form.add_error(None, str(problem.why.label))
    except StaleEdit as late:
        form.add_error(None, str(met))
        beside(form, late.conflict)
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        form.add_error(None, _("This cannot be done as things stand now. The page shows the present state."))
    return not form.errors


def refused_as_it_stands(wrong: WrongMove) -> None:
    """One audit event, after the action's own transaction was rolled back: who tried, what, on which thing,
    and the state that forbade it. Whom the policy forbids it is audited by the gate of the staff's pages."""
    here = asked()
    detail = {"state": wrong.source}
    record(Verb.REFUSAL, wrong.action, by=here.by, thing=(wrong.machine.name[:40], here.about), detail=detail)
