"""What runs by the clock: warnings before numbers lapse, and the emergency page that needs no server."""

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from waylight.accounts.roles import Role
from waylight.work.registry import Payload, every, handles

from . import static_page
from .actions import warn_of_lapses
from .models import Area

OWNERS = (Role.ADMINISTRATOR, Role.MANAGER)


@every(hours=1)
def warn() -> None:
    warn_of_lapses()


@every(hours=1)
def write_emergency_page() -> None:
    """Written anew, so that a lapsed line leaves it too."""
    static_page.write_static_danger()


@handles("guidance.route-lapsing", atomic=False)
def tell_owners(payload: Payload) -> None:
    """One e-mail to each who may verify the number, without the number. Sent twice it does no harm."""
    area = payload["area"]
    areas = [area] if area else list(Area.objects.values_list("slug", flat=True))
    addresses = _addresses(areas)
    if addresses:
        send_mail(
            _("Waylight: a contact number needs checking"),
            _(
                "A number that Waylight shows has to be checked before %(day)s. From that day people no "
                "longer see it. Sign in and open Numbers."
            )
            % {"day": payload["lapses_on"]},
            None,
            addresses,
        )


def _addresses(areas: list[str]) -> list[str]:
    from waylight.accounts.queries import holders_of  # not on the public plane, whose worker sends nothing

    people = (person for area in areas for role in OWNERS for person in holders_of(role, area))
    return sorted({person.email for person in people})
