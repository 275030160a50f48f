"""Reports brought by real actions to where a test needs them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from waylight.dissemination import actions
from waylight.dissemination.models import Disclosure, Item, Report

ORIGINAL = "The night porter, Dana Rook, saw KV00 ABC take two girls from the Heron Lodge."
SANITISED = "KV00 ABC took two girls from the Heron Lodge."
RISKS = dict.fromkeys(("risk_source", "risk_child", "risk_public", "risk_staff"), "None known.")
TOLD: dict[str, Any] = {
    "kind": "police",
    "organisation": "Merrowdale Police",
    "addressee": "Duty inspector",
    "purpose": "protect",
    "lawful_basis": "law-enforcement",
    "means": "Two girls may be taken there again on Friday.",
    "wanted": "Visit the place and say what was found.",
    "wanted_by": date(2026, 11, 25),
}


class Unit:
    """`analyst` is trained to grade until the end of 2027; `second` is of the unit and is not."""

    def __init__(self, hub: Any, person: Callable[..., Any], actor_of: Callable[..., Any], area: Any) -> None:
        self.hub, self.area = hub, area
        self.analyst_person, self.second_person = person("intelligence"), person("intelligence")
        self.analyst, self.second = actor_of(self.analyst_person), actor_of(self.second_person)
        actions.record_training(
            self.analyst_person,
            area,
            evidence="3x5x2 course, Merrowdale Police, certificate 12",
            trained_on=date(2026, 1, 5),
            until=date(2027, 12, 31),
            by=hub.administrator,
        )

    def draft(self, *rests: Any, words: str = ORIGINAL, by: Any = None, **head: Any) -> Report:
        by = by or self.analyst
        report = actions.write(
            self.area,
            **{
                "title": "A car at the Heron Lodge",
                "priority": "high",
                "marking": "OFFICIAL-SENSITIVE",
                "learnt_on": date(2026, 11, 16),
                "tags": ["cse"],
                "group_based": True,
                **head,
            },
            by=by,
        )
        item = actions.add_item(report, words=words, provenance="saw", named="named", by=by)
        for each in rests:
            actions.rest_on(item, each, by=by)
        return self.now(report)

    def checking(self, *rests: Any, **how: Any) -> Report:
        report = self.draft(*rests, **how)
        actions.submit(report, by=self.analyst)
        return self.now(actions.begin_check(report, by=self.analyst))

    def grade(self, report: Report, grade: str = "2A", by: Any = None) -> None:
        for item in report.items.all():
            actions.grade(
                item,
                source_evaluation=grade[0],
                assessment=grade[1],
                corroboration="A second camera." if grade[1] == "B" else "",
                base=self.now(report).version,
                by=by or self.analyst,
            )

    def graded(self, *rests: Any, grade: str = "2A", handling: str = "P", **codes: str) -> Report:
        report = self.checking(*rests)
        self.grade(report, grade)
        codes = {"conditions": "", "action_code": "", "sanitisation_code": "", **codes}
        return self.now(actions.finish_grading(report, handling=handling, by=self.analyst, **codes))

    def sanitise(self, report: Report, words: str = SANITISED) -> None:
        for item in report.items.all():
            actions.sanitise(item, words=words, looked=False, base=self.now(report).version, by=self.analyst)

    def sanitised(self, *rests: Any, told: dict[str, Any] | None = None, **how: Any) -> Report:
        told = told or {}
        report = self.graded(*rests, **how)
        self.sanitise(report)
        for each in report.rests.filter(entity__isnull=False):
            actions.tell_as(each, "KV00 ABC, silver", by=self.analyst)
        return self.now(actions.finish_sanitising(report, risks=RISKS, **told, by=self.analyst))

    def finished(self, *rests: Any, **how: Any) -> Report:
        report = self.sanitised(*rests, **how)
        return self.now(actions.approve(report, agree=True, reason="", by=self.second))

    def tell(self, report: Report, **changes: Any) -> Disclosure:
        return actions.disclose(report, actions.Wanted(**{**TOLD, **changes}), by=self.analyst)

    @staticmethod
    def now(report: Report) -> Report:
        return Report.objects.select_related("area", "written_by").get(pk=report.pk)

    @staticmethod
    def item(report: Report) -> Item:
        return Item.objects.select_related("report__area").get(report=report, seq=1)
