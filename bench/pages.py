"""The pages of Respond that are measured: who reads each, and where it stands in what was laid."""

from typing import Any

LAST = "?proposed=999"
"""The last page of what is proposed: children whose records name each other come after all others."""


def pages(laid: Any, meetings: dict[str, Any]) -> list[tuple[str, str, Any, str]]:
    """Room, page, whoever reads it, path: every list, and the main pages of each kind of record."""
    from django.urls import reverse

    from waylight.casework.models import Child

    team, panel, room, agencies = laid.team, laid.panel, laid.room, laid.everything.agencies
    worker, lead = team.person("worker"), team.person("manager")
    nurse, camhs = agencies.person("health"), agencies.person("camhs")
    coordinator, guest = panel.person("coordinator"), panel.person("voluntary")
    unit_lead, screener = room.person("coordinator"), laid.hub_manager
    child = Child.objects.get(pk=laid.child.pk)
    record, unit = [child.pk], laid.unit
    use = unit.uses.get(state="live")
    talk, sent = child.discussions.first(), child.referrals.first()
    plan = child.plans.order_by("number").first()
    part = plan.parts.first()
    owned = child.plan_actions.filter(owner__isnull=False).first()
    court = child.proceedings.filter(hearings__isnull=False).first()
    heard_of = child.proceedings.filter(words__isnull=False).first()
    called, out, closed = (meetings[state] for state in ("called", "papers-out", "closed"))
    item = closed.items.first()
    return [
        ("casework", "due to me", worker, reverse("due")),
        ("casework", "due to my team", lead, reverse("due") + "?of=team"),
        ("casework", "due to my agency", nurse, reverse("due") + "?of=agency"),
        ("casework", "children", worker, reverse("children")),
        ("casework", "children, with what waits", lead, reverse("children")),
        ("casework", "record", worker, reverse("child", args=record)),
        ("casework", "record, its manager", lead, reverse("child", args=record)),
        ("casework", "chronology", worker, reverse("child-chronology", args=record)),
        ("casework", "one kind of line", worker, reverse("child-chronology", args=record) + "?kind=child"),
        ("casework", "chronology to print", worker, reverse("child-print", args=record)),
        ("casework", "assessment", worker, reverse("assessment", args=[child.assessments.get().pk])),
        ("plan", "a child's plans", worker, reverse("plans", args=record)),
        ("plan", "plan", worker, reverse("plan", args=[plan.pk])),
        ("plan", "part", worker, reverse("plan-part", args=[part.pk])),
        ("plan", "action", worker, reverse("plan-action", args=[owned.pk])),
        ("plan", "own action", owned.owner, reverse("own-action", args=[owned.pk])),
        ("plan", "support", worker, reverse("support", args=record)),
        ("plan", "offer", worker, reverse("offer", args=[child.offers.first().pk])),
        ("plan", "safety plan", worker, reverse("sheet", args=[child.sheets.first().pk])),
        ("plan", "past 18", worker, reverse("transition", args=record)),
        ("plan", "end of support", lead, reverse("ending", args=record)),
        ("referral", "asked of an agency", nurse, reverse("asked")),
        ("referral", "referrals to a service", camhs, reverse("asked")),
        ("referral", "question", nurse, reverse("check", args=[child.checks.first().pk])),
        ("referral", "a child's checks", worker, reverse("child-checks", args=record)),
        ("referral", "a child's discussions", worker, reverse("child-discussions", args=record)),
        ("referral", "discussion", worker, reverse("discussion", args=[talk.pk])),
        ("referral", "a child's referrals", worker, reverse("child-referrals", args=record)),
        ("referral", "referral", worker, reverse("referral", args=[sent.pk])),
        ("referral", "referral, to the service", camhs, reverse("referral", args=[sent.pk])),
        ("referral", "hand-over of a record", lead, reverse("child-transfer", args=record)),
        ("referral", "records offered", lead, reverse("offered-records")),
        ("pathways", "a child's episodes", worker, reverse("child-missing", args=record)),
        ("pathways", "missing episode", worker, reverse("missing-episode", args=[child.episodes.first().pk])),
        ("pathways", "missing now, and interviews", screener, reverse("missing-figures")),
        ("pathways", "a child's NRM cases", worker, reverse("child-trafficking", args=record)),
        ("pathways", "NRM case", worker, reverse("trafficking", args=[child.trafficking.first().pk])),
        ("pathways", "a child's court cases", worker, reverse("child-court", args=record)),
        ("pathways", "court case", worker, reverse("court-case", args=[court.pk])),
        ("pathways", "hearing", worker, reverse("court-hearing", args=[court.hearings.first().pk])),
        ("pathways", "word owed", worker, reverse("court-word", args=[heard_of.words.first().pk])),
        ("pathways", "accounts for the unit", room.person("intelligence"), reverse("extracts")),
        ("disruption", "places and people", unit_lead, reverse("units")),
        ("disruption", "place of concern", unit_lead, reverse("unit", args=[unit.pk])),
        ("disruption", "measure", unit_lead, reverse("measure", args=[use.pk])),
        ("disruption", "catalogue of measures", unit_lead, reverse("measures")),
        ("meetings", "meetings", coordinator, reverse("meetings")),
        ("meetings", "agenda, called", coordinator, reverse("meeting", args=[called.pk])),
        ("meetings", "agenda, peer groups", coordinator, reverse("meeting", args=[called.pk]) + LAST),
        ("meetings", "agenda, papers out", coordinator, reverse("meeting", args=[out.pk])),
        ("meetings", "agenda, closed", coordinator, reverse("meeting", args=[closed.pk])),
        ("meetings", "item", coordinator, reverse("meeting-item", args=[item.pk])),
        ("meetings", "action", guest, reverse("meeting-action", args=[item.actions.first().pk])),
        ("meetings", "paper", guest, reverse("meeting-paper", args=[out.pk, "paper"])),
        ("meetings", "paper, whoever runs it", coordinator, reverse("meeting-paper", args=[out.pk, "paper"])),
        ("meetings", "minutes", guest, reverse("meeting-paper", args=[closed.pk, "minutes"])),
        ("meetings", "a child's meetings", worker, reverse("child-meetings", args=record)),
    ]
