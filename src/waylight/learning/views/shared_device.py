"""Making a device a shared one, with a code from whoever looks after it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.accounts.guarding import guarded

from ..queries.devices import device_by_code
from ..visiting import keep_device, visitor_of, wipe
from .learner import LONGEST
from .public import see, show


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.enter")
def device(request: HttpRequest) -> HttpResponse:
    """Type the code. Whatever this browser carried goes: the device is everybody's from now on."""
    typed = request.POST.get("code", "")[:LONGEST]
    if request.method != "POST" or getattr(request, "stale", False):
        return _page(request, typed, status=403 if request.method == "POST" else 200)
    found = device_by_code(typed)
    if found is None:
        return _page(request, typed, unknown=True, status=422)
    response = see(reverse("learn-me"))
    wipe(response, everything=True)
    keep_device(response, found)
    return response


device.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


def _page(request: HttpRequest, typed: str, *, unknown: bool = False, status: int = 200) -> HttpResponse:
    return show(
        request,
        "device",
        status=status,
        open_device=visitor_of(request).device,
        typed=typed,
        unknown=unknown,
        again=getattr(request, "stale", False),
    )
