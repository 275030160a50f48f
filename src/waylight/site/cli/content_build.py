"""The verb that prints what is taught: sheets, books and slide decks, from the one source."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from . import Stop


@click.command(short_help="Make leaflets, posters, guides, books, decks and sheets.")
@click.argument("outputs", nargs=-1, metavar="[OUTPUT]...")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where to write them; WAYLIGHT_HOME/outputs/AREA unless given.",
)
@click.option("--language", default="en", metavar="CODE", help="Such as ur; en unless given.")
@click.option("--area", metavar="SLUG", help="Whose numbers they carry; WAYLIGHT_AREA unless given.")
@click.option(
    "--address", metavar="URL", help="Of the site that their codes open; the first of WAYLIGHT_ORIGINS."
)
@click.option(
    "--place", "places", multiple=True, metavar="NAME", help="Where it will hang, for its code; often."
)
@click.option("--pictures", is_flag=True, help="Also a picture of the first page of each PDF.")
@click.option("--although", default="", metavar="WHY", help="Print even if a number must be checked soon.")
def build(
    outputs: tuple[str, ...],
    to: Path | None,
    language: str,
    area: str | None,
    address: str | None,
    places: tuple[str, ...],
    pictures: bool,
    although: str,
) -> None:
    """Make every OUTPUT there is, or only some: by name (leaflet-venues), kind (leaflet) or course (drivers).

    Nothing is printed with a number that lapses within 30 days, unless --although says why; nor, ever, with a
    fact that has lapsed and has no words to stand in for it. Ends with 1 if something could not be made.

    With --place, such as a hotel or a rank, as often as you like: a folder for each, whose codes offer that
    name to whoever reports by them.
    """
    from waylight.learning.outputs.building import build as build_all
    from waylight.learning.outputs.catalogue import NoSuchOutput, chosen
    from waylight.learning.outputs.fonts import FontMissing

    edition = _edition(language, area, address, although)
    try:
        wanted, folder = chosen(outputs), to or _usual(edition)
        done = [
            _said(built)
            for place in places or ("",)
            for built in build_all(
                wanted, replace(edition, place=place), folder / _folder(place), pictures=pictures
            )
        ]
    except (NoSuchOutput, FontMissing) as problem:
        raise Stop(str(problem)) from problem
    wrong = [each for each in done if each.wrong]
    click.echo(f"{sum(bool(each.file) for each in done)} made, {len(wrong)} not possible.")
    sys.exit(1 if wrong else 0)


def _said(built: Any) -> Any:
    click.echo(f"{built.file}  {built.size // 1024} kB" if built.file else f"{built.name}: {built.why}")
    return built


def _folder(place: str) -> str:
    from django.utils.text import slugify

    return slugify(place, allow_unicode=True)


def _usual(edition: Any) -> Path:
    from django.conf import settings

    return settings.WAYLIGHT_HOME / "outputs" / edition.area.slug


def _edition(language: str, area: str | None, address: str | None, although: str) -> Any:
    from django.conf import settings
    from django.utils import timezone

    from waylight.guidance import queries
    from waylight.learning.outputs.edition import Edition

    slug = area or settings.DEFAULT_AREA
    try:
        own = queries.area(slug)
    except queries.NoArea as problem:
        raise Stop(f"There is no area '{slug}'. See content/areas, then run: ./waylight setup") from problem
    return Edition(own, address or _address(own), timezone.localdate(), language, although)


def _address(area: Any) -> str:
    """The site's own; that of an invented area leads nowhere, as it must."""
    from django.conf import settings

    if settings.CSRF_TRUSTED_ORIGINS:
        return settings.CSRF_TRUSTED_ORIGINS[0]
    if area.fictional:
        return f"https://{area.slug}.example"
    raise Stop("What is printed carries the site's address: give --address, or set WAYLIGHT_ORIGINS.")
