"""The one component through which every telephone number, mark and receipt is shown."""

from markupsafe import Markup

from waylight.engine.wording import isolates


def number(text: str) -> Markup:
    """Left to right, unbroken, in any language."""
    return Markup('<bdi class="wl-number" dir="ltr">{}</bdi>').format(text)


def telephone(phone: str) -> Markup:
    """A number to press, grouped as people read it."""
    digits = "".join(c for c in phone if c.isdigit() or c == "+")
    return Markup('<a class="govuk-link wl-tel" href="tel:{}">{}</a>').format(
        digits, number(isolates.group_phone(phone))
    )
