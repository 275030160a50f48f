"""What people are written. A reminder says that training is due, and holds no name, badge number or link: a
mail with a link in it teaches people to follow the next one."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waylight.guidance.models import Area

from .courses import course_title


def reminder_mail(area: Area, course_id: str, due_on: date) -> tuple[str, str]:
    """Subject and body."""
    said = {
        "course": course_title(course_id),
        "area": area.name,
        "day": date_format(due_on, "j F Y"),
    }
    subject = _("Training is due: %(course)s") % said
    body = _(
        "Your training for %(area)s is due by %(day)s: %(course)s.\n\n"
        "Go to your council's learning pages the way you always do, with your badge number and your code, "
        "or ask your licensing office for a place in a room. If you have lost your code, they give you a new "
        "one.\n\n"
        "There is no link in this message on purpose."
    )
    return subject, body % said


KINDS = {
    "course": gettext_noop("Course"),
    "leaflet": gettext_noop("Leaflet"),
    "poster": gettext_noop("Poster"),
    "deck": gettext_noop("Slides for a room"),
}
"""Where the title alone does not say what it is."""
