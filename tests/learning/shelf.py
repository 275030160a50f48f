"""A small folder of content that is clean, for tests to put one thing wrong in."""

from datetime import date
from pathlib import Path

from waylight.learning.check import check
from waylight.learning.library import Library, Problem, forget, library

TODAY = date(2026, 11, 22)

LESSON = "courses/bus/lessons/01-noticing.md"
EASY = "courses/bus/easy/01-noticing.md"
COURSE = "courses/bus/course.yaml"
QUESTIONS = "courses/bus/questions.yaml"
SCENARIO = "scenarios/last-bus.yaml"
PIECE = "pieces/card.yaml"
FACTS = "facts/core.yaml"
NATIONAL = "areas/national/contacts.yaml"
OWN = "areas/thornleigh/contacts.yaml"
URDU = "i18n/ur/bus.po"

_RECORD = """unless_said:
  verified_on: 2026-11-20
  verified_by: Somebody
  method: Invented
  source: No such place
  review_every_days: 90
routes:
"""
FILES = {
    COURSE: """id: bus
title: On the last bus
version: 2026-11-1
audience: Bus drivers
minutes: 10
mastery: 0.8
validity_months: 36
summary: What you may notice, and what to do.
lessons: [01-noticing]
scenarios: [last-bus]
check: {questions: 1}
""",
    LESSON: """---
id: bus-01
title: What you may notice
minutes: 5
sensitivity: none
reading_max: 6
sources: [age-of-child]
reviewed_by: Somebody, safeguarding lead
reviewed_on: 2026-11-21
review_by: 2027-05-22
---

{#bus-01-h1}
## If it is now

{#bus-01-1 .safety}
If a child is in danger now, call {{contact:999}}.

{#bus-01-2}
A {{term:child}} is {{fact:age-of-child}}. A boy of about 14 gets on at 2.30 am.

{#bus-01-3}
- An older man pays.
- The boy has two phones, and **will not** say where he is going.

{#bus-01-4}
![A bus at a stop](bus.svg)

{#bus-01-5}
{{question:bus-q01}}

{#bus-01-6}
Tell {{hub}}: {{contact:hub}}. See [how to report](/report/).
""",
    EASY: """---
easy_for: bus-01
title: What you may see
reviewed_by: Somebody, safeguarding lead
reviewed_on: 2026-11-21
review_by: 2027-05-22
---

{#bus-01-e1 .safety for="bus-01-1" picture="bus.svg"}
Is a child in danger? Call {{contact:999}}.
""",
    QUESTIONS: """- id: bus-q01
  lesson: bus-01
  kind: one
  ask: A boy looks afraid. What do you do?
  choices:
    - {id: a, words: Call for help., right: true, feedback: "Yes. You do not have to be sure."}
    - {id: b, words: Ask the man., right: false, feedback: "No. That may put the boy in danger."}
    - {id: c, words: Drive on., right: false, feedback: "No. You may be the only one who saw."}
""",
    SCENARIO: """id: last-bus
title: The last bus
audience: [bus]
sensitivity: none
minutes: 5
start: n1
nodes:
  n1: {words: A boy gets on with a man., choices: [{words: Watch, to: n2}, {words: Ask the man, to: n3}]}
  n2: {words: The boy cries., choices: [{words: Call, to: n4}, {words: Wait, to: n5}]}
  n3: {words: The man shouts at you., choices: [{words: Step back, to: n2}]}
  n4: {words: Somebody comes., end: good, do: "Call {{contact:999}}."}
  n5: {words: They get off., end: learn, do: Tell somebody what you saw.}
""",
    PIECE: """id: card
kind: leaflet
title: A card for drivers
audience: Bus drivers
course: bus
sections:
  - {title: Now, blocks: [bus-01-1]}
""",
    FACTS: """- id: age-of-child
  kind: law
  words: anyone who has not yet turned 18
  without: a child
  source: {title: A source, address: https://www.gov.uk/first-page}
  jurisdiction: uk
  as_at: 2022-11-25
  read_on: 2026-11-22
  read_by: Somebody
  checked_on: 2026-11-22
  checked_by: Somebody Else
- id: how-many
  kind: figure
  words: 12 children in 2024
  source: {title: A source, address: https://www.gov.uk/second-page}
  jurisdiction: uk
  as_at: 2024-12-31
  read_on: 2026-11-22
  read_by: Somebody
  checked_on: 2026-11-22
  checked_by: Somebody Else
""",
    "terms.yaml": "- {id: child, term: child, means: Under 18., avoid: [minor], why: Plain.}\n",
    "wording/blame.yaml": (
        '- {avoid: "lifestyle*", why: "Abuse is no way of life.", use: "is being exploited"}\n'
    ),
    NATIONAL: _RECORD + '  - {code: "999", kind: emergency, label: Police, phone: "999"}\n',
    OWN: _RECORD + '  - {code: hub, kind: hub, label: Thornleigh hub, phone: "01632 960140"}\n',
    "pictures/bus.svg": "<svg><title>A bus</title></svg>",
}


class Shelf:
    """A folder of content; each change is seen at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        forget()

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        self.write(name, (self.folder / name).read_text("utf-8") + text)

    @property
    def library(self) -> Library:
        return library(self.folder)

    def findings(self, on: date = TODAY, course: str = "") -> list[Problem]:
        return list(check(on, course, self.library))

    def faults(self, on: date = TODAY) -> list[Problem]:
        return [problem for problem in self.findings(on) if not problem.advice]
