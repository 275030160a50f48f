"""The policy, role by action by thing by field, against expectations written down by hand.

Each row of MATRIX is an action, the kind of thing it is done to, and for each role the things it reaches, by
their letter in THINGS; "." is none, "*" every one of the kind. Whoever adds an action to the policy says
here, once more and in other words, who may do it: that is the point.
"""

from dataclasses import dataclass

import pytest

from waylight.accounts.policy import POLICY, RULES, Refused, can, require
from waylight.accounts.roles import APART, STAFF_ROLES, Actor, Role

HERE, THERE, ME, SOMEBODY = "merrowdale", "brackenford", 7, 8


@dataclass(frozen=True)
class Thing:
    area_slug: str | None = HERE
    desk: str = "hub"
    kind: str = ""
    to_area_slug: str = ""
    pk: int = 0
    learner_ref: str = ""
    facilitator_ref: str = ""
    opened_by_ref: str = ""
    seated: frozenset[int] = frozenset()
    worked_by: frozenset[int] = frozenset()
    read_by: frozenset[int] = frozenset()
    managed_by: int | None = None
    writer_id: int = 0
    open_to_leads: bool = False
    to_role: str = ""
    shown_to: tuple[str, ...] = ()
    answering_area: str = ""
    answered_by: frozenset[int] = frozenset()
    attended_by: frozenset[int] = frozenset()
    run_by: frozenset[int] = frozenset()
    chaired_by: int | None = None
    led_by_nobody: bool = False
    owned_by: int | None = None
    handed_by: int | None = None


DES, IND = "designated-officer", "independent"
THINGS: dict[str, dict[str, Thing]] = {
    "concern": {
        "h": Thing(),
        "d": Thing(desk=DES),
        "i": Thing(desk=IND),
        "e": Thing(THERE),
        "f": Thing(THERE, DES),
    },
    "stream": {
        "r": Thing(kind="referral"),
        "q": Thing(kind="intelligence"),
        "l": Thing(kind="licensing"),
        "n": Thing(kind="not-for-us"),
        "R": Thing(desk=DES, kind="referral"),
        "Q": Thing(desk=DES, kind="intelligence"),
        "L": Thing(desk=DES, kind="licensing"),
        "1": Thing(desk=IND, kind="referral"),
        "2": Thing(desk=IND, kind="intelligence"),
        "x": Thing(THERE, kind="referral"),
        "y": Thing(THERE, kind="intelligence"),
        "z": Thing(THERE, kind="licensing"),
    },
    "transfer": {
        "t": Thing(THERE, to_area_slug=HERE),
        "u": Thing(THERE, DES, to_area_slug=HERE),
        "v": Thing(THERE, IND, to_area_slug=HERE),
        "w": Thing(HERE, to_area_slug=THERE),
    },
    "area": {"a": Thing(), "b": Thing(THERE)},
    "number": {"a": Thing(), "b": Thing(THERE), "n": Thing(None)},
    "self": {"m": Thing(pk=ME), "o": Thing(pk=SOMEBODY)},
    "any": {"a": Thing(), "b": Thing(THERE), "d": Thing(desk=DES)},
    "record": {
        "m": Thing(learner_ref=f"user:{ME}"),
        "o": Thing(learner_ref=f"user:{SOMEBODY}"),
        "b": Thing(THERE, learner_ref=f"user:{SOMEBODY}"),
    },
    "room": {
        "m": Thing(facilitator_ref=f"user:{ME}"),
        "o": Thing(facilitator_ref=f"user:{SOMEBODY}"),
        "b": Thing(THERE, facilitator_ref=f"user:{ME}"),
    },
    "device": {
        "m": Thing(opened_by_ref=f"user:{ME}"),
        "o": Thing(opened_by_ref=f"user:{SOMEBODY}"),
        "b": Thing(THERE, opened_by_ref=f"user:{ME}"),
    },
    "report": {
        "m": Thing(writer_id=ME),
        "o": Thing(writer_id=SOMEBODY),
        "s": Thing(writer_id=SOMEBODY, open_to_leads=True),
        "S": Thing(desk=DES, writer_id=SOMEBODY, open_to_leads=True),
        "b": Thing(THERE, writer_id=ME, open_to_leads=True),
    },
    "question": {
        "s": Thing(shown_to=("screener", "manager")),
        "l": Thing(shown_to=("licensing",)),
        "d": Thing(shown_to=("designated-officer",)),
        "n": Thing(),
        "b": Thing(THERE, shown_to=("screener", "manager", "licensing", "designated-officer")),
    },
    "telling": {
        "m": Thing(to_role="manager"),
        "d": Thing(to_role="designated-officer"),
        "l": Thing(to_role="licensing"),
        "o": Thing(),
        "b": Thing(THERE, to_role="manager"),
    },
    "firm": {
        "m": Thing(seated=frozenset({ME, SOMEBODY})),
        "o": Thing(seated=frozenset({SOMEBODY})),
        "b": Thing(THERE, seated=frozenset({ME})),
    },
    "task": {
        "m": Thing(owned_by=ME),
        "o": Thing(owned_by=SOMEBODY, worked_by=frozenset({ME}), managed_by=ME),
        "n": Thing(),
        "b": Thing(THERE, owned_by=ME),
    },
    "asked": {
        "m": Thing(answering_area=HERE, answered_by=frozenset({ME, SOMEBODY})),
        "k": Thing(THERE, answering_area=HERE, answered_by=frozenset({ME})),
        "o": Thing(answering_area=HERE, answered_by=frozenset({SOMEBODY})),
        "b": Thing(answering_area=THERE, answered_by=frozenset({ME})),
    },
    "child": {
        "m": Thing(managed_by=ME, worked_by=frozenset({ME}), read_by=frozenset({ME})),
        "w": Thing(managed_by=SOMEBODY, worked_by=frozenset({ME}), read_by=frozenset({ME})),
        "g": Thing(managed_by=SOMEBODY, read_by=frozenset({ME})),
        "o": Thing(managed_by=SOMEBODY, worked_by=frozenset({SOMEBODY})),
        "b": Thing(THERE, managed_by=ME, worked_by=frozenset({ME}), read_by=frozenset({ME})),
    },
    "handed": {
        "m": Thing(handed_by=ME, worked_by=frozenset({ME})),
        "w": Thing(handed_by=SOMEBODY, worked_by=frozenset({ME, SOMEBODY})),
        "l": Thing(handed_by=ME, worked_by=frozenset({SOMEBODY})),
        "b": Thing(THERE, handed_by=ME, worked_by=frozenset({ME})),
    },
    "meeting": {
        "c": Thing(attended_by=frozenset({ME}), run_by=frozenset({ME, SOMEBODY}), chaired_by=ME),
        "r": Thing(attended_by=frozenset({ME}), run_by=frozenset({ME, SOMEBODY}), chaired_by=SOMEBODY),
        "i": Thing(attended_by=frozenset({ME}), run_by=frozenset({SOMEBODY}), chaired_by=SOMEBODY),
        "o": Thing(attended_by=frozenset({SOMEBODY}), run_by=frozenset({SOMEBODY}), chaired_by=SOMEBODY),
        "n": Thing(run_by=frozenset({SOMEBODY}), chaired_by=SOMEBODY, led_by_nobody=True),
        "b": Thing(THERE, attended_by=frozenset({ME}), run_by=frozenset({ME}), chaired_by=ME),
        "t": Thing(THERE, chaired_by=SOMEBODY, led_by_nobody=True),
    },
}

COLUMNS = (
    Role.PUBLIC,
    Role.ORGANISATION,
    Role.SYSTEM,
    Role.SCREENER,
    Role.MANAGER,
    Role.INTELLIGENCE,
    Role.LICENSING,
    Role.DESIGNATED,
    Role.INDEPENDENT,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.TRAINER,
    Role.OPERATOR,
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.AGENCY,
    Role.COORDINATOR,
)

# action               thing    p o s scre mana inte lice desi inde audi admi trai op   soci team agen coor
MATRIX = """
concern.submit         any      * * * *    *    .    .    *    *    .    .    .    .    .    .    .    .
draft.keep             any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
receipt.open           any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
receipt.write          any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
handover.open          any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
guidance.read          any      * . . *    *    *    *    *    *    *    *    *    *    *    *    *    *
words.keep             any      . . . *    *    *    *    *    *    .    .    .    .    *    *    *    *
inbox.view             area     . . . a    a    .    .    a    a    .    .    .    .    .    .    .    .
concern.open           concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.hold           concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.rate           concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.pause          concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.mark           concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.gather         concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.enter          area     . . . a    a    .    .    a    a    .    .    .    .    .    .    .    .
concern.search         area     . . . a    a    .    .    a    a    .    .    .    .    .    .    .    .
concern.close          concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
concern.reopen         concern  . . . .    h    .    .    d    i    .    .    .    .    .    .    .    .
identity.open          concern  . . . .    h    .    .    d    i    .    .    .    .    .    .    .    .
question.ask           concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
status.tell            concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
translation.write      concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
transfer.offer         concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
transfer.answer        transfer . . . t    t    .    .    u    v    .    .    .    .    .    .    .    .
stream.fork            concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
stream.view            stream   . . . rqln rqln qQ   lL   RQL  12   .    .    .    .    .    .    .    .
stream.write           stream   . . . rqln rqln qQ   lL   RQL  12   .    .    .    .    .    .    .    .
stream.decide          stream   . . . rqln rqln qQ   lL   RQL  12   .    .    .    .    .    .    .    .
stream.countersign     stream   . . . .    rqln .    .    RQL  12   .    .    .    .    .    .    .    .
conflict.settle        stream   . . . rqln rqln qQ   lL   RQL  12   .    .    .    .    .    .    .    .
page.acknowledge       concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
rota.edit              area     . . . .    a    .    .    .    .    .    a    .    .    .    .    .    .
known.search           area     . . . a    a    a    .    a    a    .    .    .    .    .    .    .    .
entity.view            concern  . . . h    h    hd   .    d    i    .    .    .    .    .    .    .    .
entity.watch           concern  . . . h    h    hd   .    d    i    .    .    .    .    .    .    .    .
mention.judge          concern  . . . h    h    hd   .    d    i    .    .    .    .    .    .    .    .
link.decide            concern  . . . .    h    hd   .    d    i    .    .    .    .    .    .    .    .
alert.view             concern  . . . .    h    hd   .    d    i    .    .    .    .    .    .    .    .
alert.answer           concern  . . . .    h    hd   .    d    i    .    .    .    .    .    .    .    .
elsewhere.ask          concern  . . . .    .    hd   .    .    .    .    .    .    .    .    .    .    .
elsewhere.see          area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    .
child.who              concern  . . . h    h    .    .    d    i    .    .    .    .    .    .    .    .
child.receive          area     . . . .    .    .    .    .    .    .    .    .    .    .    a    .    .
due.view               area     . . . .    a    a    a    .    .    .    .    .    .    a    a    a    a
child.list             area     . . . .    .    .    .    .    .    .    .    .    .    a    a    .    .
child.find             area     . . . .    .    .    .    .    .    .    .    .    .    a    a    .    .
child.view             child    . . . .    .    .    .    .    .    .    .    .    .    mwg  mwg  .    .
child.break-glass      area     . . . .    .    .    .    .    .    .    .    .    .    a    a    .    .
child.write            child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
child.assess           child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
child.second           child    . . . .    .    .    .    .    .    .    .    .    .    .    mw   .    .
child.allocate         child    . . . .    .    .    .    .    .    .    .    .    .    .    m    .    .
plan.write             child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
plan.agree             child    . . . .    .    .    .    .    .    .    .    .    .    .    m    .    .
action.do              task     . . . .    m    m    m    .    .    .    .    .    .    m    m    m    m
missing.keep           child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
missing.decide         child    . . . .    .    .    .    .    .    .    .    .    .    .    mw   .    .
missing.now            area     . . . .    a    .    .    .    .    .    .    .    .    .    a    .    a
missing.figures        area     . . . .    .    .    .    .    .    .    .    .    .    .    a    .    a
extract.take           area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    .
trafficking.keep       child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
trafficking.decide     child    . . . .    .    .    .    .    .    .    .    .    .    .    mw   .    .
court.keep             child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
court.decide           child    . . . .    .    .    .    .    .    .    .    .    .    .    mw   .    .
unit.view              area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    a
unit.open              concern  . . . .    .    hd   .    .    .    .    .    .    .    .    .    .    hd
unit.write             area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    a
measure.consider       area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    a
measure.decide         area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    a
measure.work           area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    a
agency.seat            area     . . . .    .    .    .    .    .    .    a    .    .    .    .    .    .
check.ask              child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
check.answer           asked    . . . .    .    .    .    .    .    .    .    .    .    .    .    mk   .
referral.write         child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
referral.answer        asked    . . . .    .    .    .    .    .    .    .    .    .    .    .    mk   .
handover.send          child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
handover.code          handed   . . . .    .    .    .    .    .    .    .    .    .    m    m    .    .
record.offer           child    . . . .    .    .    .    .    .    .    .    .    .    .    m    .    .
record.take            transfer . . . .    .    .    .    .    .    .    .    .    .    .    tuv  .    .
strategy.call          child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
strategy.decide        child    . . . .    .    .    .    .    .    .    .    .    .    .    mw   .    .
enquiry.keep           child    . . . .    .    .    .    .    .    .    .    .    .    .    mw   .    .
meeting.call           area     . . . .    a    .    .    .    .    .    .    .    .    .    a    .    a
meeting.run            meeting  . . . .    cr   .    .    .    .    .    .    .    .    .    cr   .    cr
meeting.agree          meeting  . . . .    c    .    .    .    .    .    .    .    .    .    c    .    c
meeting.take           meeting  . . . .    n    .    .    .    .    .    .    .    .    .    n    .    .
meeting.view           meeting  . . . cri  cri  cri  cri  cri  .    .    .    .    .    cri  cri  cri  cri
meeting.declare        meeting  . . . cri  cri  cri  cri  cri  .    .    .    .    .    cri  cri  cri  cri
meeting.brief          child    . . . .    .    .    .    .    .    .    .    .    .    mw   mw   .    .
meeting.answer         task     . . . .    m    m    m    .    .    .    .    .    .    m    m    m    m
licence.ask            area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    a
licence.view           area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
licence.write          area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
licence.hand           area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    a
report.write           report   . . . .    m    mosS .    m    .    .    .    .    .    .    .    .    .
report.view            report   . . . .    m    mosS .    m    .    .    .    .    .    .    .    .    .
report.read            report   . . . .    ms   mosS .    mS   .    .    .    .    .    .    .    .    .
report.check           report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.grade           report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.sanitise        report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.approve         report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.disclose        report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.export          report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.review          report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
report.dispose         report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
disclosure.view        telling  . . . .    m    mdlo l    d    .    .    .    .    .    .    .    .    .
disclosure.answer      telling  . . . .    m    mdlo l    d    .    .    .    .    .    .    .    .    .
disclosure.tell-again  report   . . . .    .    mosS .    .    .    .    .    .    .    .    .    .    .
requirement.keep       question . . . .    .    sldn .    .    .    .    .    .    .    .    .    .    .
requirement.view       question . . . s    s    sldn l    d    .    .    .    .    .    .    .    .    .
requirement.answer     question . . . s    s    sldn l    d    .    .    .    .    .    .    .    .    .
report.bring-in        area     . . . .    .    a    .    .    .    .    .    .    .    .    .    .    .
grader.record          area     . . . .    .    .    .    .    .    .    a    .    .    .    .    .    .
training.enter         any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
training.learn         record   m . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
format.ask             any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
certificate.check      any      * . . *    *    *    *    *    *    *    *    *    *    *    *    *    *
training.view          area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.roster        area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.room          room     . . . .    .    .    mo   .    .    .    .    m    .    .    .    .    .
training.device        device   . . . .    .    .    mo   .    .    .    .    m    m    .    .    .    .
training.equivalent    area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.withdraw      area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.certify       area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.exempt        area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.rule          area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.letters       area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.export        area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.seat          area     . . . .    .    .    a    .    .    .    .    .    .    .    .    .    .
training.passes        firm     . . . .    .    .    .    .    .    .    .    .    m    .    .    .    .
training.missed        area     . . . .    .    .    a    .    .    .    .    a    .    .    .    .    .
format.answer          area     . . . .    .    .    a    .    .    .    .    a    .    .    .    .    .
people.view            area     . . . .    a    .    .    .    .    a    a    .    .    .    .    .    .
people.join            area     . . . .    .    .    .    .    .    .    a    .    .    .    .    .    .
people.leave           area     . . . .    .    .    .    .    .    .    a    .    .    .    .    .    .
people.restore         area     . . . .    .    .    .    .    .    .    a    .    .    .    .    .    .
people.confirm-restore area     . . . .    a    .    .    a    a    .    .    .    .    .    .    .    .
invitation.accept      any      * . . .    .    .    .    .    .    .    .    .    .    .    .    .    .
self.manage            self     . . . m    m    m    m    m    m    m    m    m    m    m    m    m    m
contact-route.view     number   . . . an   an   .    .    an   an   .    an   .    .    .    .    .    .
contact-route.verify   number   . . . .    an   .    .    .    .    .    an   .    .    .    .    .    .
audit.view             any      . . . .    .    .    .    .    .    *    .    .    .    .    .    .    .
audit.export           any      . . . .    .    .    .    .    .    *    .    .    .    .    .    .    .
work.view              any      . . . .    .    .    .    .    .    *    *    .    .    .    .    .    .
work.retry             any      . . . .    .    .    .    .    .    .    *    .    .    .    .    .    .
organisation.keys      any      . . * .    .    .    .    .    .    .    *    .    .    .    .    .    .
system.invite          any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
system.close-account   any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
system.take-up         any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
system.receive         any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
system.absorb          any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
report.watch           any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
page.escalate          any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
clock.watch            any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
handover.watch         any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
due.watch              any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
measure.pass-time      any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
licence.pass-time      any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
contact.give-back      any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
format.watch           any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
plan.watch             any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
training.remind        any      . . * .    .    .    .    .    .    .    .    .    .    .    .    .    .
"""

FIELDS = {
    "concern.open": {"words", "people", "vehicles", "where", "when"},
    "stream.view": {"facts", "hearsay", "opinion", "subject"},
}
"""What an action shows, field by field. A reporter's identity is in none of them."""

EVERY_FIELD = {*FIELDS["concern.open"], *FIELDS["stream.view"], "identity", "receipt", ""}

ROWS = {cells[0]: (cells[1], cells[2:]) for line in MATRIX.strip().splitlines() if (cells := line.split())}
CASES = [
    pytest.param(action, kind, role, reach, id=f"{action}-{role}")
    for action, (kind, reaches) in ROWS.items()
    for role, reach in zip(COLUMNS, reaches, strict=True)
]


def holder(role: Role) -> Actor:
    area = "" if role in (Role.PUBLIC, Role.ORGANISATION, Role.SYSTEM) else HERE
    return Actor(f"user:{ME}", frozenset({(role, area)}), ME)


def test_every_action_of_the_policy_has_its_row_here() -> None:
    assert {rule.action for rule in POLICY} == set(ROWS), "a row is missing, here or in policy.py"
    assert len(POLICY) == len(RULES), "an action stands twice in the policy"


def test_every_role_has_its_column() -> None:
    assert set(COLUMNS) == set(Role)
    assert len(CASES) == len(ROWS) * len(Role)


@pytest.mark.parametrize(("action", "kind", "role", "reach"), CASES)
def test_the_table(action: str, kind: str, role: Role, reach: str) -> None:
    """Every thing of the kind, every field, and no thing at all (a list, which its query narrows)."""
    actor = holder(role)
    letters = set() if reach == "." else set(THINGS[kind]) if reach == "*" else set(reach)
    assert letters <= set(THINGS[kind])
    assert can(actor, action) == bool(letters)
    for letter, thing in THINGS[kind].items():
        assert can(actor, action, thing) == (letter in letters), letter
        for field in EVERY_FIELD:
            shown = letter in letters and field in FIELDS.get(action, set())
            assert can(actor, action, thing, field) == shown, (letter, field)


@pytest.mark.parametrize("role", Role)
def test_an_action_without_a_row_is_for_nobody(role: Role) -> None:
    assert not can(holder(role), "concern.erase")
    with pytest.raises(Refused):
        require(holder(role), "concern.erase", Thing())


def test_nobody_without_a_role_may_do_anything() -> None:
    nobody = Actor("user:9", frozenset(), 9)
    assert not [rule.action for rule in POLICY if can(nobody, rule.action)]


def test_a_role_reaches_only_where_it_is_held() -> None:
    both = Actor("user:7", frozenset({(Role.SCREENER, HERE), (Role.MANAGER, THERE)}), 7)
    assert can(both, "concern.open", Thing())
    assert can(both, "identity.open", Thing(THERE))
    assert not can(both, "identity.open", Thing())


def test_a_thing_that_does_not_say_where_it_belongs_is_out_of_reach() -> None:
    for action, (kind, _reaches) in ROWS.items():
        if kind not in ("any", "self", "record"):
            assert not [r for r in STAFF_ROLES if can(holder(r), action, object())], action


def test_administrators_read_no_concern_and_readers_administer_nobody() -> None:
    """Separation of duties, as the table above has it and as `APART` keeps it when roles are given."""
    reading = {"concern.open", "stream.view", "identity.open", "inbox.view", "concern.search"}
    readers = {r for r in STAFF_ROLES if any(can(holder(r), action) for action in reading)}
    assert Role.ADMINISTRATOR not in readers
    assert readers <= set(APART[Role.ADMINISTRATOR])
    assert all(Role.ADMINISTRATOR in APART[role] for role in readers | {Role.AUDITOR})


def test_whoever_is_there_for_a_firm_holds_no_other_role_and_reaches_nothing_else() -> None:
    assert set(APART[Role.OPERATOR]) == set(STAFF_ROLES) - {Role.OPERATOR}
    assert all(Role.OPERATOR in APART[role] for role in APART if role is not Role.OPERATOR)
    theirs = {rule.action for rule in POLICY if Role.OPERATOR in rule.roles}
    assert theirs == {
        "training.passes",
        "training.device",
        "certificate.check",
        "guidance.read",
        "self.manage",
    }
