"""Why triage says no: each in a form that a screen can put into words beside the right field."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Missing(ValueError):
    """Something that must be said was not. `fields` are the codes of what to fill in."""

    def __init__(self, *fields: str) -> None:
        super().__init__(f"missing: {', '.join(fields)}")
        self.fields = list(fields)


class DecisionIncomplete(Missing):
    """A decision without all that it must say. `earlier` means: look at the earlier contacts first."""

    @property
    def missing(self) -> list[str]:
        return self.fields


class Why(models.TextChoices):
    """Why something cannot be done as things stand."""

    RED_RUNS = "red-runs", _("A red clock cannot be paused.")
    NOTHING_TO_PAUSE = (
        "nothing-to-pause",
        _("No clock in working time is running, so there is nothing to pause."),
    )
    PAUSED_ALREADY = "paused-already", _("The clock is paused already.")
    NOT_PAUSED = "not-paused", _("The clock is not paused.")
    FEEDBACK_OWED = (
        "feedback-owed",
        _("Tell the reporter something first, or say why nothing is safe to tell."),
    )
    NOT_DECIDED = "not-decided", _("Action can be told of once a decision stands. Nothing is decided yet.")
    SAME_PERSON = "same-person", _("The second person must be somebody else.")
    NOT_AWAITED = "not-awaited", _("This decision does not wait for a second person.")
    OWN_LEAD = "own-lead", _("A contact cannot be gathered under itself.")
    OTHER_DESK = "other-desk", _("Both contacts must be at the same desk of the same area.")
    LEAD_DECIDED = "lead-decided", _("That contact is decided. Reopen it, or decide this one by itself.")
    NOT_GATHERED = "not-gathered", _("This contact is not gathered under another.")
    SAME_AREA = "same-area", _("Choose another area.")
    OFFERED_ALREADY = "offered-already", _("It has been offered to another hub, which has not answered.")
    CANNOT_HOLD = "cannot-hold", _("That person does not work on this desk.")
    SETTLED_ALREADY = "settled-already", _("Somebody has settled this.")


class NotPossible(ValueError):
    """`why.label` is the sentence for the screen. Each room has reasons of its own."""

    def __init__(self, why: models.TextChoices) -> None:
        super().__init__(why.value)
        self.why = why


class StaleEdit(ValueError):
    """Somebody else changed it first. Nothing of the edit is lost: it is kept as `conflict`."""

    def __init__(self, conflict: models.Model) -> None:
        super().__init__(f"edit kept as conflict {conflict.pk}")
        self.conflict = conflict
