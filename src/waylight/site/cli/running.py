"""Verbs that run it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

import click

from . import Stop, ready, staff_only

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PATIENCE = 30.0
Children = dict[str, subprocess.Popen[bytes]]


def _prepare(quiet: bool = False) -> None:
    from waylight.site.prepare import prepare

    prepare((lambda line: None) if quiet else click.echo)


@click.command(short_help="Make keys, database and static files; safe to repeat.")
def setup() -> None:
    """Make keys, database and static files, and load the area packs; safe to repeat."""
    ready()
    _prepare()
    click.echo("Ready. Look at: ./waylight doctor")


@click.command(short_help="The demonstration, which is also what no verb does.")
@click.option("--port", default=8000, show_default=True, help="Port on this machine.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration away and tell the story anew.")
def start(port: int, fresh: bool) -> None:
    """The demonstration: a made-up area and story, web and worker, on this machine only."""
    os.environ["WAYLIGHT_DEMO"] = "1"
    ready()
    _refuse_public_demonstration("127.0.0.1")
    _refuse_taken("127.0.0.1", port)
    from waylight.site.demo import story
    from waylight.site.prepare import alone

    with alone():
        if fresh:
            story.throw_away()
        _prepare()
        story.tell(click.echo)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        children = _begin([["serve", "--port", str(port), "--prepared"], ["worker", "--prepared"]])
        try:
            if _answers(children, f"http://127.0.0.1:{port}/healthz"):
                click.echo(story.welcome(port))
            while all(child.poll() is None for child in children.values()):
                time.sleep(0.3)
        except (KeyboardInterrupt, SystemExit):
            click.echo("\nStopping.")
        finally:
            code = _end(children)
    sys.exit(code)


def _begin(verbs: Sequence[Sequence[str]]) -> Children:
    return {verb[0]: subprocess.Popen([sys.executable, "-m", "waylight", *verb]) for verb in verbs}  # noqa: S603 - our own verbs


def _answers(children: Children, address: str) -> bool:
    """Wait until the server answers; False when a child ended or it takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and all(child.poll() is None for child in children.values()):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    return False


def _end(children: Children) -> int:
    """End every child; returns 1 when one had ended badly by itself, and says which."""
    fell = {name: child.returncode for name, child in children.items() if child.poll() not in (None, 0)}
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    asked_to = (-signal.SIGTERM, -signal.SIGINT)
    for name in (name for name, code in fell.items() if code not in asked_to):
        click.echo(f"'{name}' ended by itself; what it said is above.", err=True)
    return int(any(code not in asked_to for code in fell.values()))


@click.command(short_help="The web server; refuses to start while something is unsafe.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer on.")
@click.option("--port", default=8000, show_default=True, help="Port to answer on.")
@click.option("--threads", default=4, show_default=True, help="Requests at once, in each process.")
@click.option("--processes", default=1, show_default=True, help="Processes; one for each core is plenty.")
@click.option("--prepared", is_flag=True, hidden=True)
def serve(host: str, port: int, threads: int, processes: int, prepared: bool) -> None:
    """The web server. Outside the demonstration it refuses to start while doctor finds something unsafe."""
    ready()
    from django.conf import settings

    if settings.DEMO:
        _refuse_public_demonstration(host)
    _refuse_taken(host, port)
    if not prepared:
        _prepare(quiet=True)
    _refuse_unsafe()
    from waylight.site.server import run

    run(host, port, threads, processes)


def _refuse_public_demonstration(host: str) -> None:
    from django.conf import settings

    from waylight.site.doctor import public_names

    names = [name for name in (host, *public_names()) if name not in LOOPBACK]
    if names:
        raise Stop(
            f"The demonstration answers on this machine only, not on {names[0]}: its sign-ins are public. "
            "For real use, unset WAYLIGHT_DEMO and see docs/operating.md."
        )
    if settings.PLANE != "both":
        raise Stop(f"The demonstration needs both planes: unset WAYLIGHT_PLANE (it is {settings.PLANE}).")


def _refuse_taken(host: str, port: int) -> None:
    """Before any work is done: somebody else's program on the port would only show at the end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise Stop(
            f"Cannot answer on {host}, port {port}: {reason}. Choose another with --port."
        ) from problem


def _refuse_unsafe() -> None:
    from waylight.site import doctor

    unsafe = [f for f in doctor.examine(doctor.BEFORE_SERVING) if f.level == doctor.UNSAFE]
    if unsafe:
        for finding in unsafe:
            click.echo(f"UNSAFE  {finding.words}\n        {finding.mend}", err=True)
        raise Stop("Not started: this is not safe yet. ./waylight doctor tells everything.")


@click.command(short_help="The background worker: opens what arrives, runs the clocks.")
@click.option("--once", is_flag=True, help="Do what waits, then end.")
@click.option("--prepared", is_flag=True, hidden=True)
def worker(once: bool, prepared: bool) -> None:
    """The background worker: opens what arrives, runs the clocks, pages the rota, seals the audit."""
    ready()
    staff_only("The worker runs")
    if not prepared:
        _prepare(quiet=True)
    from waylight.work.actions import work_once
    from waylight.work.worker import run_forever

    if once:
        click.echo(f"{work_once()} done.")
    else:
        run_forever()
