"""Each thing that doctor looks at is made wrong, and doctor says so in words that help."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from waylight.site import doctor
from waylight.site.doctor import MISSING, NOTE, UNSAFE, Finding, house, machine

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home with a whole set of keys, closed to others."""
    folder = tmp_path / "home"
    shutil.copytree(Path(settings.WAYLIGHT_HOME) / "keys", folder / "keys")
    folder.chmod(0o700)
    settings.WAYLIGHT_HOME = folder
    return folder


@pytest.fixture
def real(settings: Settings) -> Settings:
    """Settings as real use has them."""
    settings.CSRF_TRUSTED_ORIGINS = ["https://concerns.merrowdale.example"]
    settings.ALLOWED_HOSTS = ["concerns.merrowdale.example"]
    return settings


def levels(check: doctor.Check) -> dict[str, str]:
    """What a check found: words to level. Each finding says what to do."""
    found = list(check())
    assert all(each.mend for each in found)
    return {each.words: each.level for each in found}


def only(check: doctor.Check) -> Finding:
    (found,) = check()
    return found


def test_a_closed_home_with_whole_keys_is_safe(home: Path) -> None:
    assert levels(machine.home) == {}
    assert levels(machine.keys) == {}


def test_a_home_open_to_others_is_unsafe_and_so_is_each_secret_in_it(home: Path) -> None:
    (home / "secrets").mkdir()
    secret = home / "secrets/key"
    secret.write_text("x")
    secret.chmod(0o640)
    database = home / "waylight.sqlite3"
    database.touch(mode=0o600)
    home.chmod(0o755)
    assert levels(machine.home) == {
        f"Others on this machine can look into {home}.": UNSAFE,
        "Others here can read key.": UNSAFE,
    }


def test_a_private_key_open_to_others_is_unsafe(home: Path) -> None:
    key = next(home.glob("keys/hub-*.key"))
    key.chmod(0o644)
    found = only(machine.keys)
    assert found.level == UNSAFE
    assert key.name in found.words
    assert "chmod" in found.words


def test_a_full_disk_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LITTLE_DISK", 2**62)
    assert only(machine.home).level == MISSING


def test_missing_keys_are_unsafe(home: Path) -> None:
    shutil.rmtree(home / "keys")
    found = levels(machine.keys)
    assert len(found) == 4
    assert set(found.values()) == {UNSAFE}


def test_a_private_half_that_is_gone_is_unsafe_also_an_older_one(home: Path, settings: Settings) -> None:
    from waylight.keys import keyring

    gone = next(home.glob("keys/identity-*.key"))
    keyring.make("identity")
    gone.unlink()
    found = only(machine.keys)
    assert found.level == UNSAFE
    assert gone.with_suffix(".pub").name in found.words


def test_halves_of_two_pairs_are_unsafe(home: Path) -> None:
    hub, identity = (next(home.glob(f"keys/{name}-*.pub")) for name in ("hub", "identity"))
    hub.write_bytes(identity.read_bytes())
    found = only(machine.keys)
    assert found.level == UNSAFE
    assert hub.with_suffix(".key").name in found.words


def test_a_private_key_on_the_public_plane_is_unsafe(home: Path, settings: Settings) -> None:
    settings.PLANE, settings.HAS_STAFF = "public", False
    found = levels(machine.keys)
    assert len(found) == 4
    assert all("The public plane holds the private" in words for words in found)
    for key in home.glob("keys/*.key"):
        key.unlink()
    assert levels(machine.keys) == {}


def test_the_key_that_signs_certificates(home: Path, settings: Settings) -> None:
    from waylight.keys import issuing

    assert levels(machine.signing_key) == {}
    private, public = issuing.files("key")[0], issuing.files()[0]
    settings.PLANE, settings.HAS_STAFF = "public", False
    found = only(machine.signing_key)
    assert (found.level, private.name in found.mend) == (UNSAFE, True)
    settings.PLANE, settings.HAS_STAFF = "both", True
    private.chmod(0o644)
    assert only(machine.signing_key).level == UNSAFE
    private.unlink()
    assert "do not belong together" in only(machine.signing_key).words
    public.unlink()
    assert only(machine.signing_key).level == MISSING


@pytest.mark.parametrize("origins", [[], ["http://concerns.merrowdale.example"]])
def test_no_https_origin_is_unsafe(real: Settings, origins: list[str]) -> None:
    real.CSRF_TRUSTED_ORIGINS = origins
    assert "No https origin is set, so cookies would travel unprotected." in levels(machine.plane_and_hosts)


def test_hosts_and_origins_belong_together(real: Settings) -> None:
    assert set(levels(machine.plane_and_hosts).values()) == {NOTE}
    real.ALLOWED_HOSTS = ["elsewhere.example"]
    assert levels(machine.plane_and_hosts)["https://concerns.merrowdale.example is not answered."] == MISSING
    real.ALLOWED_HOSTS = ["*"]
    assert levels(machine.plane_and_hosts)["Any host name is answered."] == UNSAFE


def test_both_planes_in_one_process_is_worth_knowing(real: Settings) -> None:
    assert "holds the private keys" in only(machine.plane_and_hosts).words
    real.PLANE = "staff"
    assert levels(machine.plane_and_hosts) == {}


@pytest.mark.parametrize("name", ["SECRET_KEY", "TAKE_IN_KEY"])
def test_a_short_secret_is_unsafe(settings: Settings, name: str) -> None:
    assert levels(machine.secrets) == {}
    setattr(settings, name, "merrowdale")
    found = only(machine.secrets)
    assert found.level == UNSAFE
    assert f"WAYLIGHT_{name}" in found.words
    assert "merrowdale" not in found.words + found.mend


def test_the_demonstration_on_a_public_address_is_unsafe(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert levels(machine.demonstration) == {}
    settings.DEMO = True
    assert set(levels(machine.demonstration).values()) == {NOTE}
    settings.ALLOWED_HOSTS = ["concerns.merrowdale.example"]
    assert UNSAFE in levels(machine.demonstration).values()
    settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = ["127.0.0.1"], ["https://concerns.example"]
    assert UNSAFE in levels(machine.demonstration).values()


@pytest.fixture
def forgotten_migration(db: None) -> Iterator[None]:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).record_unapplied("triage", "0001_initial")
    yield
    MigrationRecorder(connection).record_applied("triage", "0001_initial")


def test_a_database_behind_the_program_is_unsafe(forgotten_migration: None) -> None:
    assert levels(machine.database)["The database is behind the program."] == UNSAFE


def test_a_database_in_step_is_not(db: None) -> None:
    assert UNSAFE not in levels(machine.database).values()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PRAGMA synchronous is SQLite's")
def test_a_database_that_may_lose_a_concern_is_unsafe(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = NORMAL")
        try:
            assert levels(machine.database)["The database may lose a concern in a power cut."] == UNSAFE
        finally:
            cursor.execute("PRAGMA synchronous = FULL")


def test_an_area_that_is_not_there_or_made_up_is_unsafe(area: Any, settings: Settings) -> None:
    assert levels(house.areas) == {"The area is the made-up one.": UNSAFE}
    settings.DEMO = True
    assert levels(house.areas) == {}
    settings.DEFAULT_AREA = "atlantis"
    assert levels(house.areas) == {"There is no area 'atlantis'.": UNSAFE}


def test_a_lapsed_number_is_named_with_its_day(area: Any) -> None:
    from waylight.guidance.models import ContactRoute

    route = ContactRoute.objects.filter(area=area).first()
    assert route is not None
    days = route.review_every_days
    lapsed_on = timezone.localdate() - timedelta(days=3)
    ContactRoute.objects.filter(pk=route.pk).update(verified_on=lapsed_on - timedelta(days=days))
    found = [each for each in house.numbers() if "lapsed" in each.words]
    assert [each.level for each in found] == [MISSING]
    assert f"{route.label} lapsed on {lapsed_on} and is hidden" in found[0].words


def test_numbers_nobody_here_has_checked_are_one_line_a_place(area: Any, settings: Settings) -> None:
    found = [each.words for each in house.numbers() if "have not checked" in each.words]
    assert len(found) == 2
    settings.DEMO = True
    assert not [each for each in house.numbers() if "have not checked" in each.words]


def test_roles_that_nobody_holds_are_named(area: Any, person: Callable[..., Any]) -> None:
    assert levels(house.people) == {f"{area}: nobody is administrator, or manager, or auditor.": MISSING}
    person("manager", "auditor")
    assert levels(house.people) == {f"{area}: nobody is administrator.": MISSING}


def test_a_demonstrations_people_in_real_use_are_unsafe(
    area: Any, person: Callable[..., Any], settings: Settings
) -> None:
    somebody = person("administrator")
    somebody.demo = True
    somebody.save()
    assert levels(house.people)["People of the demonstration could sign in here."] == UNSAFE
    settings.DEMO = True
    assert UNSAFE not in levels(house.people).values()


def test_nobody_on_the_rota_is_said_for_each_area(
    area: Any, person: Callable[..., Any], real: Settings
) -> None:
    from waylight.triage.models import RotaEntry

    nobody = f"{area}: nobody is paged for an emergency at night."
    assert levels(house.paging)[nobody] == MISSING
    entry = RotaEntry.objects.create(area=area, person=person("manager"), email="m@merrowdale.example")
    assert nobody not in levels(house.paging)
    entry.active = False
    entry.save()
    assert nobody in levels(house.paging)


def test_pages_that_go_to_a_file_are_unsafe(area: Any, settings: Settings) -> None:
    words = "Pages to the rota go to a file, not to people."
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert levels(house.paging)[words] == UNSAFE
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert words not in levels(house.paging)


def test_a_silent_worker_and_dead_letters_are_said(concern: Callable[..., Any]) -> None:
    from waylight.work.actions import beat, fan_out
    from waylight.work.models import Delivery

    assert levels(house.work) == {"The worker is not running.": MISSING}
    beat()
    assert levels(house.work) == {}
    concern(words="A worry.")
    fan_out()
    Delivery.objects.update(state=Delivery.State.DEAD)
    assert levels(house.work) == {"1 dead letters wait for a person.": MISSING}


def test_a_broken_audit_is_unsafe_and_names_the_event(area: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from waylight.audit import queries
    from waylight.audit.actions import seal_chain
    from waylight.audit.models import Event

    seal_chain()
    assert levels(house.audit) == {}
    first = Event.objects.order_by("pk").first()
    assert first is not None
    real_hash = queries.chained
    monkeypatch.setattr(
        queries,
        "chained",
        lambda before, event: "other" if event.pk == first.pk else real_hash(before, event),
    )
    found = only(house.audit)
    assert found.level == UNSAFE
    assert found.words.startswith(f"The audit is broken at event {first.pk}")


def test_an_audit_that_could_be_changed_is_unsafe(area: Any) -> None:
    from waylight.audit.queries import missing_triggers

    assert missing_triggers() == []
    with connection.cursor() as cursor:
        on = " ON audit_event" if connection.vendor == "postgresql" else ""
        name = "audit_event_rows" if connection.vendor == "postgresql" else "audit_event_no_update"
        cursor.execute(f"DROP TRIGGER {name}{on}")
    found = [each for each in house.audit() if "would let the audit be changed" in each.words]
    assert [each.level for each in found] == [UNSAFE]


def test_events_long_unchained_are_said(area: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert levels(house.audit) == {}
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert set(levels(house.audit).values()) == {MISSING}


def test_a_language_that_is_not_compiled_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    assert levels(house.words)["Polski is not compiled."] == MISSING
    (tmp_path / "pl/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "pl/LC_MESSAGES/django.mo").touch()
    assert levels(house.words)["No native reader has checked Polski; its pages say so."] == NOTE
    settings.CHECKED_LANGUAGES = {"en", "pl"}
    assert not [words for words in levels(house.words) if "Polski" in words]


def test_static_files_that_are_not_collected_are_said(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    assert levels(house.files)["Static files are not collected."] == MISSING
    (tmp_path / "staticfiles.json").touch()
    assert "Static files are not collected." not in levels(house.files)


def test_a_check_that_cannot_run_is_a_finding() -> None:
    def lost_disk() -> Iterator[Finding]:
        raise OSError("the disk is gone")
        yield

    (found,) = doctor.examine([lost_disk])
    assert found.level == MISSING
    assert found.words == "Could not check lost disk: the disk is gone."


def test_unsafe_comes_first_and_nothing_is_left_out(area: Any) -> None:
    found = [each.level for each in doctor.examine()]
    assert found == sorted(found, key=(UNSAFE, MISSING, NOTE).index)
    never_stopped_by = {house.audit, house.content, house.patterns}
    """A concern must arrive whatever these say: docs/adr/0015."""
    assert set(doctor.CHECKS) - set(doctor.BEFORE_SERVING) == never_stopped_by


def test_on_the_public_plane_nothing_of_the_staff_is_asked(settings: Settings) -> None:
    settings.HAS_STAFF = False
    for check in (house.people, house.paging, house.work, house.audit):
        assert levels(check) == {}


def test_what_is_taught_is_named_when_it_lapses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))
    assert not [words for words in levels(house.content) if "lapsed" in words]
    monkeypatch.setattr(timezone, "localdate", lambda: date(2030, 1, 1))
    found = levels(house.content)
    assert set(found.values()) == {MISSING}
    assert any(words.startswith("What is taught has lapsed: facts/") for words in found)


def test_a_changed_file_of_patterns_is_refused_until_somebody_signs_it(
    home: Path, settings: Settings, tmp_path: Path
) -> None:
    from waylight.intelligence import signing
    from waylight.keys import issuing

    issuing.forget()
    rules = tmp_path / "content/linkage/patterns.yaml"
    shutil.copytree(settings.CONTENT / "linkage", rules.parent)
    settings.CONTENT = tmp_path / "content"
    assert only(house.patterns).level == UNSAFE, "nobody signed it"
    signing.sign()
    assert levels(house.patterns) == {}
    rules.write_text(rules.read_text().replace("sources: 3", "sources: 1"))
    assert only(house.patterns).level == UNSAFE
    assert "sign-patterns" in only(house.patterns).mend
    signing.sign()
    assert levels(house.patterns) == {}
    signing.signature_file().write_text("00" * 64)
    assert only(house.patterns).level == UNSAFE
    issuing.forget()
