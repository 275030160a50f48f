"""A learner's own certificate as a PDF, for a screen, a printer or the licensing office."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waylight.accounts.guarding import guarded

from ..badge_seals import sealed_code
from ..outputs.certificate import Certified, certificate
from ..outputs.pdf import CannotPrint
from ..queries import CertificateSeen, Standing, certificates_of
from ..roster_keys import badge_as_compared, code_as_compared, code_in_groups
from ..visiting import Visitor, visitor_of
from .public import see, show

log = logging.getLogger(__name__)
PRINTED = (Standing.VALID, Standing.EXPIRED)


@require_safe
@guarded("training.learn")
def own_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """With the name that badge and code opened, else with the badge's number. One that was replaced or
    revoked is not printed again."""
    visitor = visitor_of(request)
    if visitor.learner is None:
        return see(reverse("learn-me"))
    own = certificates_of(visitor.learner, by=visitor.actor)
    found = next((each for each in own if code_as_compared(each.code) == code_as_compared(code)), None)
    if found is None or found.standing not in PRINTED:
        raise Http404
    try:
        paper = certificate(_certified(request, visitor, found))
    except CannotPrint as problem:
        log.error("a certificate could not be printed: %s", type(problem).__name__)
        return show(request, "me_no_paper", status=503)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="certificate.pdf"'
    return response


def _certified(request: HttpRequest, visitor: Visitor, found: CertificateSeen) -> Certified:
    row = found.certificate
    code = _code_for_paper(visitor, found)
    return Certified(
        name=visitor.name or _("Badge %(badge)s") % {"badge": visitor.badge},
        course_title=found.title,
        course_id=row.course_id,
        version_id=found.version_id,
        completed_on=found.completed_on,
        valid_until=found.expires_on,
        issuer=row.area.pack.get("controller", "") or found.area,
        code=code_in_groups(code),
        check_address=request.build_absolute_uri(reverse("certificate-check", args=[code])),
        badge_end=found.badge_end,
        made_up=row.area.fictional,
    )


def _code_for_paper(visitor: Visitor, found: CertificateSeen) -> str:
    """With the letters for their badge, unless it is another one by now than the paper says it ends in."""
    same_end = badge_as_compared(visitor.badge).endswith(found.badge_end)
    return sealed_code(found.code, visitor.badge) if same_end else found.certificate.code
