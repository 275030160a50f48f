"""A translation beside the original words, and asking somebody for one."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.engine.clocks import due
from waylight.engine.wording.language_codes import language_code
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..errors import Missing
from ..machine import TRANSLATION, WrongMove
from ..models import Contact, Translation, TranslationRequest
from .steps import audit, changing, person_id, said

DONE, WITHDRAWN = "done", "withdrawn"


def translate(
    contact: Contact, *, language: str, text: str, method: str, translator: str, by: Actor
) -> Translation:
    """Put a translation beside the words. `language` is the original's code, `translator` who made it.

    What was asked for in that language is done by this. Raises Missing.
    """
    said(language=language_code(language), text=text, translator=translator)
    if method not in Translation.Method.values:
        raise Missing("method")
    with changing(contact, "translation.write", by=by) as fresh:
        now = timezone.now()
        translation = Translation.objects.create(
            contact=fresh,
            language=language,
            text=text,
            method=method,
            translator=translator,
            by_id=person_id(by),
            at=now,
        )
        asked = fresh.translation_requests.filter(language=language, state=TRANSLATION.start)
        asked.update(state=DONE, ended_at=now)
        detail: dict = {"translation": str(translation.pk), "language": language, "method": method}
        audit(fresh, "translation.write", by=by, detail=detail)
        announce("contact.translated", contact=str(fresh.pk), translation=str(translation.pk))
    return translation


def request_translation(contact: Contact, *, language: str, asked_of: str, by: Actor) -> TranslationRequest:
    """Ask somebody for a translation from the language of this code, due by the area's limit. Raises
    Missing."""
    said(language=language_code(language), asked_of=asked_of)
    with changing(contact, "translation.write", by=by) as fresh:
        now, pack = timezone.now(), guidance.pack(fresh.area)
        request = TranslationRequest.objects.create(
            contact=fresh,
            language=language,
            asked_of=asked_of,
            due_at=due(now, pack.limits.translation, pack.opening),
            by_id=person_id(by),
            at=now,
        )
        audit(fresh, "translation.write", by=by, detail={"request": str(request.pk), "language": language})
        announce("translation.asked", request=str(request.pk))
    return request


def withdraw_translation_request(
    request: TranslationRequest, reason: str, *, by: Actor
) -> TranslationRequest:
    """Take a request back, with the reason. Raises Missing, WrongMove."""
    require(by, "translation.write", request)
    said(reason=reason)
    with transaction.atomic():
        request = TranslationRequest.objects.select_for_update().select_related("contact").get(pk=request.pk)
        if not TRANSLATION.allows(request.state, WITHDRAWN, "translation.write"):
            raise WrongMove(TRANSLATION, request.state, "translation.write")
        request.state, request.ended_at, request.withdrawn_because = WITHDRAWN, timezone.now(), reason
        request.save()
        audit(
            request.contact,
            "translation.write",
            by=by,
            detail={"request": str(request.pk), "withdrawn": True},
        )
    return request
