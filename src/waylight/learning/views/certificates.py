"""Whether a certificate holds: the same for everybody, by its code, and nothing that names the person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.guarding import guarded

from .. import badge_seals, queries, trying
from ..outputs.qr import ScanCode
from ..queries import badges
from ..roster_keys import badge_as_compared, code_as_compared, code_in_groups
from .public import see

JWT, DOCUMENT = "application/vc+jwt", "application/vc+ld+json"
MINUTES = 5
SAME, OTHER, OFTEN = "same", "other", "often"
_STATUS = {OFTEN: 429}


@require_safe
@guarded("certificate.check")
def door(request: HttpRequest) -> HttpResponse:
    """Where a code is typed. It goes on in an address, which a scanned code opens at once."""
    typed = code_as_compared(request.GET.get("code", ""))
    if typed:
        return see(reverse("certificate-check", args=[typed[:40]]))
    return _page(request, "door", asked="code" in request.GET)


@csrf_exempt  # asking changes nothing that a token could protect, and a page open for long still answers
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("certificate.check")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """With all the letters of a printed certificate one may also ask whether it was printed for a badge. The
    number is posted, so that it stands in no address, and is kept nowhere."""
    plain, seal = badge_seals.parted(code)
    found = queries.certificate(plain)
    if found is None:
        return _page(request, "unknown", status=404, code=code_in_groups(code_as_compared(code))[:40])
    address = request.build_absolute_uri(reverse("certificate-check", args=[found.certificate.code]))
    told = _badge_told(plain, seal, request.POST.get("badge", "")) if seal else ""
    return _page(
        request,
        "seen",
        status=_STATUS.get(told, 200),
        found=found,
        sealed=bool(seal),
        told=told,
        newer=found.standing == queries.Standing.REPLACED,
        signed=badges.credential(plain) is not None,
        code=ScanCode(address),
    )


def _badge_told(code: str, seal: str, badge: str) -> str:
    """Nothing where none was typed. While too many wrong ones were, the right one is not told either."""
    if not badge_as_compared(badge):
        return ""
    tries = trying.badges_of(code)
    if tries.too_many:
        return OFTEN
    if badge_seals.printed_for(code, seal, badge):
        return SAME
    tries.note_wrong()
    return OTHER


@require_safe
@guarded("certificate.check")
def credential_jwt(request: HttpRequest, code: str) -> HttpResponse:
    plain, _seal = badge_seals.parted(code)
    found = badges.credential(plain)
    return _file(found.jwt if found else None, JWT, f"certificate-{plain}.jwt")


@require_safe
@guarded("certificate.check")
def credential_document(request: HttpRequest, code: str) -> HttpResponse:
    plain, _seal = badge_seals.parted(code)
    found = badges.credential(plain)
    return _file(found.document if found else None, DOCUMENT, f"certificate-{plain}.json")


@require_safe
@guarded("certificate.check")
def status_list(request: HttpRequest, name: str) -> HttpResponse:
    """As a JWT, or as a document with its proof for whoever asks for one."""
    found = badges.status_list(name)
    if found is None:
        raise Http404
    as_document = request.GET.get("as") == "document" or DOCUMENT in request.headers.get("Accept", "")
    response = (
        HttpResponse(found.document, content_type=DOCUMENT)
        if as_document
        else HttpResponse(found.jwt, content_type=JWT)
    )
    response["Vary"] = "Accept"
    response["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return response


@require_safe
@guarded("certificate.check")
def issuer(request: HttpRequest) -> HttpResponse:
    """Whose signature to expect, for whoever checks without us."""
    return _page(request, "issuer", issuers=badges.issuers())


def _file(content: str | None, kind: str, name: str) -> HttpResponse:
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: HttpRequest, page: str, status: int = 200, **context: object) -> HttpResponse:
    return render(request, f"learning/certificates/{page}.html", context, status=status)
