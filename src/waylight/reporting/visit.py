"""Who comes with a request: the flow in its cookie, and the draft behind it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from waylight.engine.sealing import BadFlowKey, FlowKey

from . import drafts
from .drafts import Draft, Kept
from .models import Concern

COOKIE = "note"
PATH = "/report/"


@dataclass(frozen=True)
class Visit:
    """`flow` without `kept`: the cookie is there and what it opened is not, because its time is over."""

    flow: FlowKey | None = None
    kept: Kept | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> "Visit":
        """Raises django.db.Error when the database cannot be asked."""
        try:
            flow = FlowKey.from_cookie(request.COOKIES.get(COOKIE, ""))
        except BadFlowKey:
            return cls()
        return cls(flow, drafts.find(flow))

    @property
    def draft(self) -> Draft:
        return self.kept.draft if self.kept else Draft()

    @property
    def sent(self) -> bool:
        return bool(self.draft.sent)

    @property
    def begun(self) -> bool:
        """There is something here to go on with."""
        return self.kept is not None and not self.sent

    def ended(self) -> bool:
        """What was typed earlier is gone, and was not sent."""
        return self.flow is not None and self.kept is None and self.concern() is None

    def concern(self) -> Concern | None:
        """What this flow sent."""
        if self.flow is None:
            return None
        return Concern.objects.filter(instance_id=self.flow.instance_id).first()

    def going_on(self) -> FlowKey:
        """The flow to write under: this one while its draft lives, else a new one."""
        return self.flow if self.flow is not None and self.begun else FlowKey.new()


def keep_cookie(response: HttpResponseBase, flow: FlowKey) -> None:
    """For this browser session only, out of every script's reach, and sent to the report pages alone."""
    response.set_cookie(
        COOKIE, flow.to_cookie(), path=PATH, httponly=True, samesite="Lax", secure=settings.SECURE
    )


def drop_cookie(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
