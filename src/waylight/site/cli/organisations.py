"""Verbs for partner organisations that send concerns through the API."""

import click

from waylight.accounts.roles import system

from . import ready

MACHINE = system("command-line")


@click.group(short_help="Partners' keys for sending concerns through the API.")
def organisations() -> None:
    """Partner organisations' keys for sending concerns through the API."""


@organisations.command("make-key", short_help="Make a key for an organisation; it is shown once.")
@click.argument("name")
@click.option("--area", required=True, help="Slug of the area that its concerns go to.")
def make_key(name: str, area: str) -> None:
    """Make a key for the organisation NAME. It is shown once and kept nowhere.

    An organisation may have several: make the new one, let it change over, then revoke the old one.
    """
    ready()
    from waylight.guidance import queries
    from waylight.reporting.actions import make_api_key
    from waylight.reporting.models import ApiKey

    longest = ApiKey._meta.get_field("organisation").max_length
    if not name.strip() or len(name) > (longest or 0):
        raise click.BadParameter(f"A name has between 1 and {longest} characters.")
    try:
        queries.area(area)
    except queries.NoArea as problem:
        raise click.ClickException(f"There is no area '{area}'.") from problem
    key, secret = make_api_key(name.strip(), area, MACHINE)
    click.echo(f"Key {key.pk} for {key.organisation}, area {key.area_slug}. It is shown only now:")
    click.echo(secret)


@organisations.command("list", short_help="Name every key, and whether it still works.")
def list_() -> None:
    """Name every key: its number, whose it is, its last four characters, and whether it still works."""
    ready()
    from waylight.reporting.models import ApiKey

    for key in ApiKey.objects.order_by("organisation", "pk"):
        ended = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "works"
        made = f"made {key.created_at:%Y-%m-%d}"
        click.echo(f"{key.pk:5}  {key.organisation:40} {key.area_slug:16} …{key.hint}  {made}  {ended}")


@organisations.command(short_help="End a key; nothing it sent is touched.")
@click.argument("number", type=int)
def revoke(number: int) -> None:
    """End the key with this NUMBER (see: organisations list). Nothing it sent is touched."""
    ready()
    from waylight.reporting.actions import revoke_api_key
    from waylight.reporting.models import ApiKey

    key = ApiKey.objects.filter(pk=number).first()
    if key is None:
        raise click.ClickException(f"There is no key {number}. See: ./waylight organisations list")
    ended = revoke_api_key(key, MACHINE).revoked_at
    click.echo(f"Key {number} of {key.organisation} has not worked since {ended:%Y-%m-%d %H:%M} UTC.")
