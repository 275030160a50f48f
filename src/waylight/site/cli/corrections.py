"""The verb that holds what people said of mentions against the rules of today."""

import json
import sys
from dataclasses import asdict

import click

from . import ready, staff_only

LOST = 1


@click.command(short_help="Hold what people corrected against today's rules.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each kind, rule and verdict.")
def corrections(as_json: bool) -> None:
    """Every mention that somebody confirmed, corrected or refused is a test case for the rules.

    Prints how many of them today's rules get right, by kind and rule; no words. To be run before and after
    the rules or the gazetteer change. The exit code is 1 while one that was confirmed is not found.
    """
    ready()
    staff_only("What people said of mentions is read")
    from waylight.intelligence.actions import replay

    found = replay()
    for one in found:
        if as_json:
            click.echo(json.dumps(asdict(one)))
        else:
            click.echo(f"{one.said:<10} {one.kind:<13} {one.rule:<28} {one.right} of {one.count} right")
    if not found:
        click.echo("Nobody has confirmed, corrected or refused a mention yet.", err=True)
    if any(one.said == "confirmed" and one.right < one.count for one in found):
        sys.exit(LOST)
