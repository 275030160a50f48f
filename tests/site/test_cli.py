"""The one command line: it reads well, and each refusal is a sentence that says what to do."""

import re
import sqlite3
from importlib import import_module

import pytest
from tests.site.machine import Machine

from waylight.site.cli import GROUPS, HOMES
from waylight.site.cli.sentences import SENTENCES, sentence

VERBS = sorted(HOMES)
WITHIN = {
    "keys": ("make", "list", "check"),
    "audit": ("verify", "seal"),
    "people": ("invite",),
    "content": ("check", "extract", "state", "sign", "preview", "build"),
    "messages": ("extract", "compile", "check"),
    "organisations": ("make-key", "list", "revoke"),
}


def test_help_names_every_verb_with_a_whole_sentence(empty: Machine) -> None:
    done = empty.run("-h")
    assert done.code == 0
    for verb in VERBS:
        assert re.search(rf"^  {verb}  +[A-Z].*\.$", done.out, re.M), f"{verb} in\n{done.out}"
    assert "..." not in done.out
    assert not empty.home.exists(), "asking for help makes nothing"


def test_every_verb_stands_in_one_group_of_the_help() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == VERBS


@pytest.mark.parametrize("verb", [v for v in VERBS if v != "django"])
def test_each_verb_explains_itself_and_its_options(empty: Machine, verb: str) -> None:
    done = empty.run(verb, "-h")
    assert done.code == 0
    assert done.out.startswith(f"Usage: ./waylight {verb}")
    assert "..." not in done.out.split("\n", 1)[1], done.out
    for option in re.findall(r"^  (--[a-z-]+.*)$", done.out, re.M):
        if "[default" in option or len(option) < 30:
            assert re.search(r"  +[A-Z]", option) or re.search(
                rf"{re.escape(option)}\n {{20,}}[A-Z]", done.out
            ), f"{option} is not explained"


@pytest.mark.parametrize(("verb", "inner"), [(v, i) for v, inner in WITHIN.items() for i in inner])
def test_each_verb_within_a_verb_explains_itself(empty: Machine, verb: str, inner: str) -> None:
    listed = empty.run(verb, "-h").out
    assert re.search(rf"^  {inner}  +[A-Z].*\.$", listed, re.M), listed
    assert empty.run(verb, inner, "-h").code == 0


def test_a_verb_that_is_not_there_is_named(empty: Machine) -> None:
    done = empty.run("fly")
    assert done.code == 2
    assert "No such command 'fly'" in done.err


def test_a_bad_plane_is_a_sentence(empty: Machine) -> None:
    done = empty.run("doctor", WAYLIGHT_PLANE="middle")
    assert (done.code, done.err) == (2, "WAYLIGHT_PLANE is 'middle'; it must be public, staff or both.\n")


def test_a_home_that_cannot_be_a_folder_is_a_sentence(empty: Machine) -> None:
    empty.home.write_text("a file")
    done = empty.run("setup")
    assert done.code == 2
    assert "WAYLIGHT_HOME" in done.err
    assert "Traceback" not in done.err


def test_a_database_that_is_not_there_is_a_sentence(machine: Machine) -> None:
    done = machine.run("setup", DATABASE_URL="sqlite:////nowhere/at/all.sqlite3")
    assert done.code == 2
    assert "The database does not answer as it should" in done.err
    assert "Traceback" not in done.err


def test_a_broken_pack_is_a_sentence_that_names_it(safe: Machine) -> None:
    from pathlib import Path

    pack = Path(safe.settings["WAYLIGHT_CONTENT"]) / "areas/merrowdale/area.yaml"
    pack.write_text(pack.read_text().replace("slug: merrowdale", "slug: elsewhere"))
    done = safe.run("setup")
    assert done.code == 2
    assert "merrowdale/area.yaml" in done.err
    assert "Traceback" not in done.err


def test_what_is_our_fault_is_said_without_anybodys_words() -> None:
    try:
        int("marker-typed-by-somebody")
    except ValueError as problem:
        words = sentence(problem)
    assert "ValueError" in words
    assert "marker" not in words


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, name, _ in SENTENCES])
def test_every_kind_of_problem_with_a_sentence_exists(module: str, name: str) -> None:
    assert issubclass(getattr(import_module(module), name), Exception)


def test_setup_twice_changes_nothing(machine: Machine) -> None:
    before = {path.name: path.read_bytes() for path in machine.home.glob("keys/*")}
    done = machine.run("setup")
    assert done.code == 0
    assert "Made" not in done.out
    assert {path.name: path.read_bytes() for path in machine.home.glob("keys/*")} == before


def test_setup_leaves_nothing_open_to_others(installed: Machine) -> None:
    assert installed.home.stat().st_mode & 0o077 == 0
    for key in installed.home.glob("keys/*.key"):
        assert key.stat().st_mode & 0o077 == 0
    assert (installed.home / "pages/danger.html").is_file()


def test_keys_are_made_once_and_rotated_on_demand(machine: Machine) -> None:
    assert not machine.run("keys", "make").out.startswith("made ")
    rotated = machine.run("keys", "make", "--rotate")
    assert rotated.code == 0
    assert rotated.out.count("made ") == 6
    assert "made data key 2;" in rotated.out
    listed = machine.run("keys", "list").out.splitlines()
    assert len(listed) == 10
    assert all(line.endswith("private half here") for line in listed)
    assert machine.run("keys", "check").code == 0


def test_keys_list_says_when_there_are_none(empty: Machine) -> None:
    done = empty.run("keys", "list")
    assert done.code == 2
    assert "./waylight keys make" in done.err


def test_keys_check_finds_a_half_of_another_pair(machine: Machine) -> None:
    hub, identity = (next(machine.home.glob(f"keys/{name}-*.key")) for name in ("hub", "identity"))
    hub.write_bytes(identity.read_bytes())
    done = machine.run("keys", "check")
    assert done.code == 1
    assert f"UNSAFE  {hub.name}" in done.out


def test_the_public_plane_makes_no_keys_and_has_no_worker(machine: Machine) -> None:
    for words in (("keys", "make"), ("worker", "--once"), ("audit", "verify"), ("audit", "seal")):
        done = machine.run(*words, WAYLIGHT_PLANE="public")
        assert done.code == 2, words
        assert "staff plane" in done.err


def test_the_audit_is_sealed_and_proved_and_a_changed_event_is_named(machine: Machine) -> None:
    assert "not chained yet" in machine.run("audit", "verify").out
    assert int(machine.run("audit", "seal").out.split()[0]) > 0
    proved = machine.run("audit", "verify")
    assert proved.code == 0
    assert "Whole: " in proved.out
    assert ", 0 not chained yet" in proved.out
    with sqlite3.connect(machine.home / "waylight.sqlite3") as database:
        database.execute("DROP TRIGGER audit_event_no_update")
        changed = database.execute("SELECT min(id) FROM audit_event").fetchone()[0]
        database.execute("UPDATE audit_event SET actor = 'nobody' WHERE id = ?", (changed,))
    broken = machine.run("audit", "verify")
    assert broken.code == 1
    assert f"BROKEN at event {changed}" in broken.out


def test_the_worker_does_what_waits_and_ends(machine: Machine) -> None:
    sent = machine.python(
        "from waylight.accounts.roles import PUBLIC\n"
        "from waylight.engine.sealing import FlowKey\n"
        "from waylight.reporting.actions import submit\n"
        "submit({'words': 'A worry.'}, flow=FlowKey.new(), by=PUBLIC, area_slug='merrowdale')\n"
    )
    assert sent.code == 0, sent.err
    done = machine.run("worker", "--once")
    assert done.code == 0
    assert int(done.out.split()[0]) > 0
    assert machine.run("worker", "--once").out == "0 done.\n"


def test_the_worker_ends_when_told(machine: Machine) -> None:
    with machine.running("worker") as worker:
        beaten = "SELECT count(*) FROM work_beat"
        import time

        with sqlite3.connect(machine.home / "waylight.sqlite3") as database:
            until = time.monotonic() + 60
            while not database.execute(beaten).fetchone()[0] and time.monotonic() < until:
                time.sleep(0.2)
        assert worker.told_to_end() == 0
        assert worker.said() == ""


def test_the_first_administrator_is_invited_with_a_link_that_works(machine: Machine) -> None:
    done = machine.run(
        *("people", "invite", "Tom@merrowdale.example", "--name", "Tom Leck", "--area", "merrowdale"),
        *("--address", "https://hub.merrowdale.example/"),
    )
    assert done.code == 0, done.err
    assert re.fullmatch(r"https://hub\.merrowdale\.example/staff/join/[\w-]{40,}/\n", done.out)


@pytest.mark.parametrize(
    ("email", "area", "more", "words"),
    [
        ("tom", "merrowdale", (), "'tom' is not an e-mail address."),
        ("tom@merrowdale.example", "atlantis", (), "There is no area 'atlantis'"),
        ("tom@merrowdale.example", "merrowdale", ("--role", "king"), "'king' is not one of"),
    ],
)
def test_nobody_is_invited_by_mistake(
    machine: Machine, email: str, area: str, more: tuple[str, ...], words: str
) -> None:
    done = machine.run("people", "invite", email, "--name", "Tom", "--area", area, *more)
    assert done.code == 2
    assert words in done.err


def test_a_demonstration_and_a_real_installation_never_share_a_folder(machine: Machine) -> None:
    demonstration = machine.run("setup", WAYLIGHT_DEMO="1")
    assert demonstration.code == 2
    assert "holds a real installation" in demonstration.err
    (machine.home / "this-is-a-demonstration").touch()
    assert "holds the demonstration" in machine.run("setup").err


def test_a_demonstration_and_a_real_installation_never_share_a_database(
    machine: Machine, empty: Machine
) -> None:
    invited = machine.run("people", "invite", "a@merrowdale.example", "--name", "A", "--area", "merrowdale")
    assert invited.code == 0
    database = f"sqlite:///{machine.home}/waylight.sqlite3"
    other = Machine(empty.home.with_name("other"), {"DATABASE_URL": database, "WAYLIGHT_DEMO": "1"})
    done = other.run("setup")
    assert done.code == 2
    assert "The database holds a real installation" in done.err
