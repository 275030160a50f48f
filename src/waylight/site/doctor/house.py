"""What runs on the machine: areas and their numbers, people, background work, the audit, words."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from .findings import MISSING, NOTE, UNSAFE, Finding, check, later

NEEDED = ("administrator", "manager", "auditor")


@check
def areas() -> Iterator[Finding]:
    from waylight.guidance.models import Area

    area = Area.objects.filter(slug=settings.DEFAULT_AREA).first()
    if area is None:
        yield Finding(
            UNSAFE, f"There is no area '{settings.DEFAULT_AREA}'.", "Set WAYLIGHT_AREA, or load its pack."
        )
    elif area.fictional and not settings.DEMO:
        yield Finding(
            UNSAFE, "The area is the made-up one.", "Write your own area pack and set WAYLIGHT_AREA."
        )


@check
def numbers() -> Iterator[Finding]:
    """Each that is hidden by its date; and, in one line a place, those that your own people never checked."""
    from waylight.guidance.models import ContactRoute

    today = timezone.localdate()
    unchecked: dict[str, list[str]] = {}
    live = ContactRoute.objects.filter(status=ContactRoute.Status.LIVE)
    for route in live.select_related("area").order_by("area__name", "order"):
        where = route.area.name if route.area else "National"
        if route.lapses_on <= today:
            yield Finding(
                MISSING,
                f"{where}: {route.label} lapsed on {route.lapses_on} and is hidden (999 never is).",
                "Two people check it on the Numbers page.",
            )
        elif not route.confirmed_by:
            unchecked.setdefault(where, []).append(route.label)
    for where, labels in {} if settings.DEMO else unchecked.items():
        yield Finding(
            MISSING,
            f"{where}: your own people have not checked {len(labels)} of the numbers ({'; '.join(labels)}).",
            "Two people check each on the Numbers page.",
        )


@check
def people() -> Iterator[Finding]:
    if not settings.HAS_STAFF:
        return
    from waylight.accounts.models import Person
    from waylight.accounts.queries import holders_of
    from waylight.accounts.roles import Role
    from waylight.guidance.models import Area

    for area in Area.objects.all():
        without = [role for role in NEEDED if not holders_of(Role(role), area.slug).exists()]
        if without:
            yield Finding(
                MISSING,
                f"{area}: nobody is {', or '.join(without)}.",
                "Use the People page; for the first administrator: ./waylight people invite",
            )
    if not settings.DEMO and Person.objects.filter(demo=True, is_active=True).exists():
        yield Finding(
            UNSAFE, "People of the demonstration could sign in here.", "Use a database of its own for each."
        )


@check
def paging() -> Iterator[Finding]:
    if not settings.HAS_STAFF:
        return
    from waylight.guidance.models import Area
    from waylight.triage.models import RotaEntry

    for area in Area.objects.exclude(pk__in=RotaEntry.objects.filter(active=True).values("area")):
        yield Finding(
            MISSING,
            f"{area}: nobody is paged for an emergency at night.",
            "A manager or an administrator fills the rota.",
        )
    if not settings.DEMO and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Finding(UNSAFE, "Pages to the rota go to a file, not to people.", "Set EMAIL_URL=smtp://…")


@check
def work() -> Iterator[Finding]:
    if not settings.HAS_STAFF:
        return
    from waylight.work.queries import health

    state = health()
    if state.silent:
        yield Finding(MISSING, "The worker is not running.", "Run: ./waylight worker")
    if state.dead:
        yield Finding(
            MISSING, f"{state.dead} dead letters wait for a person.", "See the Background work page."
        )


@later
def audit() -> Iterator[Finding]:
    if not settings.HAS_STAFF:
        return
    from waylight.audit.queries import missing_triggers, sealed_within, verify

    if gone := missing_triggers():
        yield Finding(
            UNSAFE,
            f"The database would let the audit be changed: {', '.join(gone)} is missing.",
            "Treat it as a breach; then bring the database back from a backup.",
        )
    proof = verify()
    if not proof.whole:
        at = f" at event {proof.broken_at}" if proof.broken_at else ""
        yield Finding(UNSAFE, f"The audit is broken{at}: {proof.why}.", "Treat it as a breach.")
    if not sealed_within(minutes=10):
        yield Finding(
            MISSING, "Audit events have waited more than ten minutes to be chained.", "Run: ./waylight worker"
        )


@later
def patterns() -> Iterator[Finding]:
    if not settings.HAS_STAFF:
        return
    from waylight.intelligence import signing

    if not signing.is_signed():
        yield Finding(
            UNSAFE,
            "The file of patterns (content/linkage/patterns.yaml) is not the one that was signed here.",
            "Read what changed. If it is right: ./waylight keys sign-patterns",
        )


@check
def words() -> Iterator[Finding]:
    for code, name in settings.LANGUAGES:
        if code != "en" and not (settings.LOCALE_PATHS[0] / code / "LC_MESSAGES/django.mo").is_file():
            yield Finding(MISSING, f"{name} is not compiled.", "Run: ./waylight messages compile")
        elif code not in settings.CHECKED_LANGUAGES:
            yield Finding(
                NOTE,
                f"No native reader has checked {name}; its pages say so.",
                "Have one read it, then add it to CHECKED_LANGUAGES.",
            )


@later
def content() -> Iterator[Finding]:
    from waylight.learning.check import check as look
    from waylight.learning.check import faults

    found = [each for each in faults(look()) if not each.file.startswith("areas/")]  # those are `numbers`
    lapsed = [each for each in found if each.rule == "lapsed"]
    for each in lapsed:
        yield Finding(
            MISSING, f"What is taught has lapsed: {each}", "Check it at its source, then date it anew."
        )
    if others := len(found) - len(lapsed):
        yield Finding(
            MISSING, f"What is taught may not be released: {others} to mend.", "Run: ./waylight content check"
        )


@check
def files() -> Iterator[Finding]:
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield Finding(MISSING, "Static files are not collected.", "Run: ./waylight setup")
    if not any(settings.STATICFILES_DIRS):
        yield Finding(MISSING, "GOV.UK's style sheets are not here.", "Run: ./waylight prepare")
