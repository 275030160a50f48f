"""What happens around every page: headers and language. The public plane has no session."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_info

Answer = Callable[[HttpRequest], HttpResponse]
CODES = {code for code, _ in settings.LANGUAGES}
STAFF_PATHS = ("/hub/", "/staff/")


def is_staff_path(request: HttpRequest) -> bool:
    return request.path_info.startswith(STAFF_PATHS)


def quiet_headers(get_response: Answer) -> Answer:
    """Nothing of a page is kept on the way, and of the device's senses a page may ask for location only."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=()")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "no-store")
        return response

    return answer


def language(get_response: Answer) -> Answer:
    """The reader's language: `?language=`, else their cookie, else their browser's. Staff read English."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("language", "")
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = next((c for c in (asked, kept) if c in CODES), None)
        if is_staff_path(request):
            code = "en"
        code = code or translation.get_language_from_request(request).split("-")[0]
        with translation.override(code if code in CODES else "en"):
            request.LANGUAGE_CODE = translation.get_language() or "en"
            request.bidi = get_language_info(request.LANGUAGE_CODE)["bidi"]  # type: ignore[attr-defined]
            response = get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.setdefault("Content-Language", request.LANGUAGE_CODE)
        if asked in CODES and not is_staff_path(request):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=180 * 86400,
                samesite="Lax",
                secure=settings.SECURE,
            )
        return response

    return answer
