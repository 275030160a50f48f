"""By what somebody can be found in another agency's own records, and nothing more."""

from waylight.casework.details import Details
from waylight.casework.models import Child, Related


def found_by(child: Child, about: Related | None) -> list[tuple[str, str]]:
    """Labels and values, of the child or of somebody around the child."""
    if about is not None:
        return [("Name", about.name)]
    details = Details.read(child.details)
    known = [("Name", details.name), ("Other names", details.other_names), ("Born", details.birthday_words)]
    known += [(each.get_kind_display(), each.value) for each in child.identifiers.standing()]
    return [(label, value) for label, value in known if value]
