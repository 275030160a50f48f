"""Verbs that run it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

import click

from . import ready

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _stop(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(2)


def _prepare(quiet: bool = False) -> None:
    from waylight.site.prepare import CannotPrepare, prepare

    try:
        prepare((lambda line: None) if quiet else click.echo)
    except CannotPrepare as problem:
        _stop(str(problem))


@click.command()
def setup() -> None:
    """Make keys, database and static files, load the area packs; safe to repeat."""
    ready()
    _prepare()
    click.echo("Ready. Look at: ./waylight doctor")


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on this machine.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration away and tell the story anew.")
def start(port: int, fresh: bool) -> None:
    """The demonstration: a made-up area and story, web and worker, on this machine only."""
    os.environ["WAYLIGHT_DEMO"] = "1"
    ready()
    from waylight.site.demo import story

    if fresh:
        story.throw_away()
    _prepare()
    story.tell(click.echo)
    click.echo(story.welcome(port))
    sys.exit(_run_together([["serve", "--port", str(port), "--prepared"], ["worker", "--prepared"]]))


def _run_together(verbs: Sequence[Sequence[str]]) -> int:
    """Run several verbs as children; when one ends, or we are told to stop, end them all."""
    children = [subprocess.Popen([sys.executable, "-m", "waylight", *verb]) for verb in verbs]  # noqa: S603 - our own verbs
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
    except (KeyboardInterrupt, SystemExit):
        click.echo("\nStopping.")
    for child in children:
        if child.poll() is None:
            child.terminate()
    codes = [child.wait(timeout=30) for child in children]
    return max(0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else 1 for code in codes)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--threads", default=4, show_default=True, help="Requests at once, in each process.")
@click.option("--processes", default=1, show_default=True)
@click.option("--prepared", is_flag=True, hidden=True)
def serve(host: str, port: int, threads: int, processes: int, prepared: bool) -> None:
    """The web server. Outside the demonstration it refuses to start while doctor finds something unsafe."""
    ready()
    from django.conf import settings

    if settings.DEMO and host not in LOOPBACK:
        _stop(
            f"The demonstration answers on this machine only, not on {host}: its sign-ins are public. "
            "For real use, unset WAYLIGHT_DEMO and see docs/operating.md."
        )
    if not prepared:
        _prepare(quiet=True)
    if not settings.DEMO:
        _refuse_unsafe()
    from waylight.site.server import run

    run(host, port, threads, processes)


def _refuse_unsafe() -> None:
    from waylight.site import doctor

    unsafe = [f for f in doctor.examine() if f.level == doctor.UNSAFE]
    if unsafe:
        for finding in unsafe:
            click.echo(f"UNSAFE  {finding.words}\n        {finding.mend}", err=True)
        _stop("Not started: this is not safe yet. ./waylight doctor tells everything.")


@click.command()
@click.option("--once", is_flag=True, help="Do what waits, then end.")
@click.option("--prepared", is_flag=True, hidden=True)
def worker(once: bool, prepared: bool) -> None:
    """The background worker: opens what arrives, runs clocks, pages the rota, seals the audit."""
    ready()
    from django.conf import settings

    if not settings.HAS_STAFF:
        _stop("The public plane has no worker: it cannot read what it stores.")
    if not prepared:
        _prepare(quiet=True)
    from waylight.work.actions import work_once
    from waylight.work.worker import run_forever

    if once:
        click.echo(f"{work_once()} done.")
        return
    ended = _Ended()
    run_forever(ended)


class _Ended:
    """True once the process was asked to end; the worker looks at it between two deliveries."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def is_set(self) -> bool:
        return self.asked

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self.asked and time.monotonic() < until:
            time.sleep(0.1)
        return self.asked
