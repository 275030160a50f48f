"""Verbs that keep it safe."""

import sys

import click

from . import ready


@click.command()
def doctor() -> None:
    """What is unsafe or missing, in plain words. Ends with 1 if anything is unsafe."""
    ready()
    from waylight.site import doctor as examination

    findings = examination.examine()
    for finding in findings:
        click.secho(f"{finding.level.upper():8}", nl=False, bold=finding.level == examination.UNSAFE)
        click.echo(f"{finding.words}\n        {finding.mend}")
    unsafe = sum(1 for f in findings if f.level == examination.UNSAFE)
    click.echo(f"{unsafe} unsafe, {len(findings) - unsafe} to know.")
    sys.exit(1 if unsafe else 0)


@click.group()
def keys() -> None:
    """Key pairs: one for each desk, and one for reporters' identities."""


@keys.command()
@click.option("--rotate", is_flag=True, help="Make new pairs beside the old ones; old concerns still open.")
def make(rotate: bool) -> None:
    """Make the pairs that are missing, or with --rotate a new one of each."""
    ready()
    from waylight.keys import keyring

    for name in keyring.NAMES:
        if rotate or not list(keyring.folder().glob(f"{name}-*.pub")):
            click.echo(f"made {keyring.make(name).name}")
    click.echo(f"Copy {keyring.folder()} to a safe that is not this machine. Without it nothing can be read.")


@keys.command("list")
def list_() -> None:
    """Name every pair, its age, and whether the private half is here."""
    ready()
    from waylight.engine.sealing import read_label
    from waylight.keys import keyring

    for path in sorted(keyring.folder().glob("*.pub")):
        label = read_label(path)
        half = "private half here" if path.with_suffix(".key").is_file() else "public half only"
        click.echo(f"{path.stem:45} made {label.created}  {half}")


@click.group()
def audit() -> None:
    """The record of who did what."""


@audit.command()
def verify() -> None:
    """Prove the chain; names the first broken row and the events not chained yet."""
    ready()
    from waylight.audit.queries import verify as prove

    proof = prove()
    if proof.whole:
        click.echo(
            f"Whole: {proof.links} events chained, {proof.unchained} not chained yet. Head {proof.head}"
        )
        return
    click.echo(f"BROKEN at event {proof.broken_at}: {proof.why}. {proof.links} events before it are proved.")
    sys.exit(1)


@audit.command()
def seal() -> None:
    """Chain what is not chained yet (the worker does it each minute)."""
    ready()
    from waylight.audit.actions import seal_chain

    click.echo(f"{seal_chain()} events chained.")


@click.group()
def people() -> None:
    """The first administrator; everybody after that joins on the People page."""


@people.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--area", required=True, help="Slug of the area, as in its pack.")
@click.option("--role", default="administrator", show_default=True)
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where this is served.")
def invite(email: str, name: str, area: str, role: str, address: str) -> None:
    """Invite somebody from the machine itself; prints a link that works once."""
    ready()
    from waylight.accounts.actions import invite_from_machine

    click.echo(address.rstrip("/") + invite_from_machine(email=email, name=name, area_slug=area, role=role))
