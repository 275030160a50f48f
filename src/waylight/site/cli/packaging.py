"""The verb that makes a package for a council's own learning system."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import Stop

if TYPE_CHECKING:
    from waylight.guidance.models import Area

STANDARDS = ("scorm12", "scorm2004", "cmi5")


@click.command(short_help="A course as a package for another learning system.")
@click.argument("course")
@click.option(
    "--standard",
    type=click.Choice(STANDARDS),
    default="scorm12",
    show_default=True,
    help="What the learning system reads. scorm12 is read by most; scorm2004 is its 4th edition.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Such as ur; may be given again. en unless given.",
)
@click.option("--area", default="", metavar="SLUG", help="Whose numbers; the nation's alone unless given.")
@click.option("--address", default="", metavar="URL", help="Of your public site, to which links then lead.")
@click.option(
    "--to", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it; here unless given."
)
@click.option(
    "--when-passed",
    type=click.Choice(["passed", "completed"]),
    default="passed",
    show_default=True,
    help="What the learning system is told once the course is done: some count only the other word.",
)
@click.option(
    "--when-failed",
    type=click.Choice(["incomplete", "failed"]),
    default="incomplete",
    show_default=True,
    help="What it is told after too few right answers: after 'failed' some let nobody try again.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As on a day; today unless given."
)
def package(
    course: str,
    standard: str,
    languages: tuple[str, ...],
    area: str,
    address: str,
    to: Path | None,
    when_passed: str,
    when_failed: str,
    on: datetime | None,
) -> None:
    """Write a course as one zip for another learning system: the same bytes each time, until its words or its
    numbers change."""
    from django.conf import settings
    from django.utils import timezone

    from waylight.learning import packages
    from waylight.learning.library import NoSuchContent, library

    known = [code for code, _ in settings.LANGUAGES]
    unknown = [code for code in languages if code not in known]
    if unknown:
        raise Stop(f"There are no words in '{unknown[0]}'. Languages here: {', '.join(known)}")
    try:
        found = library().course(course)
    except NoSuchContent as problem:
        every = ", ".join(each.id for each in library().courses)
        raise Stop(f"There is no course '{course}'. Courses here: {every}") from problem
    order = packages.Order(
        course=found,
        standard=packages.Standard(standard),
        on=on.date() if on else timezone.localdate(),
        languages=tuple(dict.fromkeys(languages)) or ("en",),
        area=_area(area) if area else None,
        address=address,
        when_passed=packages.WhenPassed(when_passed),
        when_failed=packages.WhenFailed(when_failed),
    )
    try:
        content = packages.package(order)
    except packages.CannotPackage as problem:
        raise Stop(str(problem)) from problem
    path = to or Path(f"{order.name}-{standard}.zip")
    path.write_bytes(content)
    click.echo(
        f"{path} ({len(content) // 1024} kB). Try it in your learning system before anybody learns from it."
    )


def _area(slug: str) -> "Area":
    from waylight.guidance.queries import NoArea, area

    try:
        return area(slug)
    except NoArea as problem:
        raise Stop(
            f"There is no area '{slug}'. Its pack's folder names it; then: ./waylight setup"
        ) from problem
