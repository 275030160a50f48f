"""Verbs for what is shown for training that was done."""

import sys
from pathlib import Path

import click

from . import Stop, ready

SAID = {
    "good": "VALID. It was signed here, nobody changed it, and it is in date.",
    "unreadable": "NOT READABLE. This is no certificate of ours: an Open Badge 3.0, signed with Ed25519.",
    "altered": "NOT VALID. It was changed after it was signed.",
    "not-yet": "NOT VALID YET. It begins on a later day. Check this machine's clock.",
    "expired": "RUN OUT. The training was done, and has to be done again.",
    "revoked": "NOT TO BE RELIED ON. It was taken back, or a newer one stands in its place.",
    "stranger": "NOT KNOWN WHO SIGNED IT. Nobody changed it, but no issuer that you named has signed it.",
}


@click.group(short_help="Certificates that somebody shows.")
def learning() -> None:
    """What is shown for training that was done."""
    ready()


@learning.command("check-certificate", short_help="Is this credential good? Asks nobody.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--issuer",
    "issuers",
    multiple=True,
    metavar="DID",
    help="Whose word counts, as another council's page /certificates/issuer/ names it; may be given again.",
)
@click.option(
    "--status-list",
    "lists",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A status list that was downloaded in the last three days; may be given again.",
)
def check_certificate(file: Path, issuers: tuple[str, ...], lists: tuple[Path, ...]) -> None:
    """Check a credential (.jwt or .json) without a connection. Ends with 1 unless it is valid."""
    from waylight.learning.badges.checking import Verdict, check
    from waylight.learning.queries.badges import issuers as own_issuers

    try:
        texts = [path.read_text("utf-8") for path in (file, *lists)]
    except UnicodeDecodeError as problem:
        raise Stop("That file is no text. A credential ends in .jwt or .json.") from problem
    checked = check(texts[0], trusted=(*own_issuers(), *issuers), lists=texts[1:])
    click.echo(SAID[checked.verdict])
    facts = {
        "Training": checked.title,
        "Version": checked.version_id,
        "Completed on": checked.completed_on,
        "Good until": checked.valid_until,
        "Issued by": checked.council,
        "Signed by": checked.issuer,
    }
    for name, words in facts.items():
        if words:
            click.echo(f"  {name}: {words}")
    if checked.address and not checked.status_known:
        click.echo(f"Whether it was taken back since is not known here. See {checked.address}")
    sys.exit(0 if checked.verdict == Verdict.GOOD else 1)
