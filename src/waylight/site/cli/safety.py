"""Verbs that keep it safe."""

import sys
from collections.abc import Iterable

import click

from waylight.accounts.roles import STAFF_ROLES, Role
from waylight.site import doctor as examination

from . import Stop, ready, staff_only


@click.command(short_help="What is unsafe or missing, in plain words.")
def doctor() -> None:
    """What is unsafe or missing, in plain words with what to do. Ends with 1 if anything is unsafe."""
    ready()
    findings = examination.examine()
    unsafe = _say(findings)
    click.echo(f"{unsafe} unsafe, {len(findings) - unsafe} to know.")
    sys.exit(1 if unsafe else 0)


def _say(findings: Iterable[examination.Finding]) -> int:
    """Returns how many are unsafe."""
    unsafe = 0
    for finding in findings:
        bad = finding.level == examination.UNSAFE
        unsafe += bad
        click.secho(f"{finding.level.upper():8}", nl=False, bold=bad)
        click.echo(f"{finding.words}\n        {finding.mend}")
    return unsafe


@click.group(short_help="Key pairs: make, list, check.")
def keys() -> None:
    """Key pairs: one for each desk, one for reporters' identities, and one that signs certificates."""


@keys.command(short_help="Make the pairs that are missing; --rotate: new ones.")
@click.option("--rotate", is_flag=True, help="New pairs and a new data key; what is here still opens.")
def make(rotate: bool) -> None:
    """Make the pairs that are missing, or with --rotate a new one of each."""
    ready()
    staff_only("Keys are made")
    from waylight.keys import data_keys, issuing, keyring

    for name in keyring.NAMES:
        if rotate or not list(keyring.folder().glob(f"{name}-*.pub")):
            click.echo(f"made {keyring.make(name).name}")
    if rotate or not issuing.files():
        click.echo(f"made {issuing.make().name}")
    if rotate:
        click.echo(f"made data key {data_keys.make().pk}; what is written from now on lies under it")
        click.echo("Copy the new .pub files to the public plane, then restart what runs on each.")
    click.echo(f"Copy {keyring.folder()} to a safe that is not this machine. Without it nothing can be read.")


@keys.command("sign-patterns", short_help="Sign the file of patterns as it stands.")
def sign_patterns() -> None:
    """Sign the file of patterns as it stands, after somebody has read it."""
    ready()
    staff_only("Patterns are signed")
    from waylight.intelligence import signing

    click.echo(f"signed the patterns of {signing.sign()}")


@keys.command("list", short_help="Name every pair that is here.")
def list_() -> None:
    """Name every pair, when it was made, and whether the private half is here."""
    ready()
    from waylight.engine.sealing import read_label
    from waylight.keys import keyring

    found = sorted(keyring.folder().glob("*.pub"))
    for path in found:
        half = "private half here" if path.with_suffix(".key").is_file() else "public half only"
        click.echo(f"{path.stem:45} made {read_label(path).created}  {half}")
    if not found:
        raise Stop(f"There are no keys in {keyring.folder()}. Run: ./waylight keys make")


@keys.command("check", short_help="Prove that every pair belongs together.")
def check() -> None:
    """Prove that every private half is the one to its public half. Ends with 1 if anything is unsafe."""
    ready()
    if unsafe := _say([*examination.keys(), *examination.signing_key()]):
        click.echo(f"{unsafe} unsafe.")
        sys.exit(1)
    click.echo("Every key is here and every pair belongs together.")


@click.group(short_help="The record of who did what: prove it, chain it.")
def audit() -> None:
    """The record of who did what."""


@audit.command(short_help="Prove the chain, or name its first broken row.")
def verify() -> None:
    """Prove the chain; names the first broken row and the events not chained yet."""
    ready()
    staff_only("The audit is read")
    from waylight.audit.queries import verify as prove

    proof = prove()
    if proof.whole:
        click.echo(
            f"Whole: {proof.links} events chained, {proof.unchained} not chained yet. Head {proof.head}"
        )
        return
    click.echo(f"BROKEN at event {proof.broken_at}: {proof.why}. {proof.links} events before it are proved.")
    sys.exit(1)


@audit.command(short_help="Chain what is not chained yet.")
def seal() -> None:
    """Chain what is not chained yet (the worker does it each minute)."""
    ready()
    staff_only("The audit is chained")
    from waylight.audit.actions import seal_chain

    click.echo(f"{seal_chain(everything=True)} events chained.")


@click.group(short_help="The first administrator; the rest join on the People page.")
def people() -> None:
    """The first administrator; everybody after that joins on the People page."""


@people.command(short_help="Print a link with which somebody joins; it works once.")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--area", required=True, help="Slug of the area, as in its pack.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in STAFF_ROLES]),
    default=Role.ADMINISTRATOR.value,
    show_default=True,
    help="What they do there.",
)
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where this is served.")
def invite(email: str, name: str, area: str, role: str, address: str) -> None:
    """Invite somebody from the machine itself; prints a link that works once, for three days.

    An account that exists already is shut until its link is used: so an only administrator who lost their
    second step gets back in.
    """
    ready()
    staff_only("People are invited")
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from waylight.accounts.actions import invite_from_machine
    from waylight.guidance.queries import NoArea
    from waylight.guidance.queries import area as area_of

    try:
        validate_email(email)
        area_of(area)
    except ValidationError as problem:
        raise Stop(f"'{email}' is not an e-mail address.") from problem
    except NoArea as problem:
        raise Stop(
            f"There is no area '{area}'. Its pack's folder names it; then: ./waylight setup"
        ) from problem
    click.echo(address.rstrip("/") + invite_from_machine(email=email, name=name, area_slug=area, role=role))
