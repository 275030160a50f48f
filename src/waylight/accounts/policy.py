"""The one decision point for access: `can(actor, action, thing, field)`.

`POLICY` is the whole of it, a table a safeguarding lead can read: an action, the roles that may do it, and
how far it reaches. An action without a row may be done by nobody. Source of the roles and their default
visibility: Waylight's domain study 12.2 (separation of duties: an administrator never reads a concern).
No Django here, so that the public plane, where this app is not installed, asks the same table.
"""

from dataclasses import dataclass

from .roles import (
    CALLING_ROLES,
    CASE_ROLES,
    DISRUPTION_ROLES,
    MANAGING_ROLES,
    OWING_ROLES,
    PANEL_ROLES,
    READING_ROLES,
    STAFF_ROLES,
    Actor,
    Role,
)
from .scopes import (
    Scope,
    answering,
    anywhere,
    chairing,
    invited_to,
    led_by_nobody,
    managing,
    offered_here,
    offered_to_team,
    own_action,
    own_area,
    own_desk,
    own_device,
    own_firm,
    own_handing,
    own_known,
    own_learning,
    own_or_national,
    own_report,
    own_room,
    own_sanitised,
    own_self,
    own_stream,
    reading_of,
    running,
    shown_to,
    told_to,
    working_with,
)


class Refused(PermissionError):
    """`can()` said no. The staff plane audits this after the rollback and answers 403 in plain words."""

    def __init__(self, actor: Actor, action: str, thing: object, field: str | None) -> None:
        super().__init__(f"{actor.ref} may not {action}")
        self.actor, self.action, self.thing, self.field = actor, action, thing, field


@dataclass(frozen=True)
class Rule:
    """One row: these roles may do this action as far as `scope` reaches; `fields` names what it shows."""

    action: str
    roles: tuple[Role, ...]
    scope: Scope
    words: str
    fields: tuple[str, ...] = ()


_SENDERS = (Role.PUBLIC, Role.ORGANISATION, Role.SYSTEM)
_DESKS = (Role.SCREENER, Role.MANAGER, Role.DESIGNATED, Role.INDEPENDENT)
_LEADS = (Role.MANAGER, Role.DESIGNATED, Role.INDEPENDENT)
_OWNERS = (Role.ADMINISTRATOR, Role.MANAGER)
_STREAMS = (*_DESKS, Role.INTELLIGENCE, Role.LICENSING)
_KNOWING = (*_DESKS, Role.INTELLIGENCE)
_JOINING = (*_LEADS, Role.INTELLIGENCE)
_MANAGERS = (Role.TEAM_MANAGER,)
_UNIT = (Role.INTELLIGENCE,)
_REPORTING = (Role.INTELLIGENCE, Role.MANAGER, Role.DESIGNATED)
_ASKED = (Role.SCREENER, Role.MANAGER, Role.DESIGNATED, Role.LICENSING, Role.INTELLIGENCE)
_TOLD = (*_REPORTING, Role.LICENSING)
_OF_A_CONCERN = ("words", "people", "vehicles", "where", "when")

POLICY: tuple[Rule, ...] = (
    # The public's side
    Rule("concern.submit", (*_SENDERS, *_DESKS), anywhere, "Send a concern"),
    Rule("draft.keep", (Role.PUBLIC,), anywhere, "Keep an unfinished concern, sealed to its own cookie"),
    Rule("receipt.open", (Role.PUBLIC,), anywhere, "Follow a concern with its receipt"),
    Rule("receipt.write", (Role.PUBLIC,), anywhere, "Answer, add to, correct or withdraw with the receipt"),
    Rule("handover.open", (Role.PUBLIC,), anywhere, "Read with link and code what was handed over, answer"),
    Rule("guidance.read", (Role.PUBLIC, *STAFF_ROLES), anywhere, "Read public pages and contact numbers"),
    # The hub
    Rule("words.keep", READING_ROLES, anywhere, "Keep what one is in the middle of writing"),
    Rule("inbox.view", _DESKS, own_area, "See the list of concerns, without names"),
    Rule("concern.open", _DESKS, own_desk, "Read a concern", _OF_A_CONCERN),
    Rule("concern.hold", _DESKS, own_desk, "Take a concern, or hand it over"),
    Rule("concern.rate", _DESKS, own_desk, "Rate a concern blue, green, amber or red"),
    Rule("concern.pause", _DESKS, own_desk, "Pause or restart a clock, with a reason"),
    Rule("concern.mark", _DESKS, own_desk, "Mark as test, mistaken or malicious"),
    Rule("concern.gather", _DESKS, own_desk, "Gather callers of the same incident under one"),
    Rule("concern.enter", _DESKS, own_area, "Enter a concern for a caller"),
    Rule("concern.search", _DESKS, own_area, "Look for earlier contacts by an exact mark, phone or name"),
    Rule("concern.close", _DESKS, own_desk, "Close a concern when all is decided and answered"),
    Rule("concern.reopen", _LEADS, own_desk, "Reopen a closed concern, with a reason"),
    Rule("identity.open", _LEADS, own_desk, "Open a reporter's sealed identity, with a reason"),
    Rule("question.ask", _DESKS, own_desk, "Ask the reporter, or tell them something"),
    Rule("status.tell", _DESKS, own_desk, "Move what the reporter sees"),
    Rule("translation.write", _DESKS, own_desk, "Put a translation beside the words, or ask for one"),
    Rule("transfer.offer", _DESKS, own_desk, "Send a concern to another area's hub"),
    Rule("transfer.answer", _DESKS, offered_here, "Accept or decline a concern from another area"),
    Rule("stream.fork", _DESKS, own_desk, "Fork a concern into streams"),
    Rule("stream.view", _STREAMS, own_stream, "Read a stream", ("facts", "hearsay", "opinion", "subject")),
    Rule("stream.write", _STREAMS, own_stream, "Add facts, hearsay or opinion to a stream"),
    Rule("stream.decide", _STREAMS, own_stream, "Decide a stream"),
    Rule("stream.countersign", _LEADS, own_stream, "Be the second person on a decision"),
    Rule("page.acknowledge", _DESKS, own_desk, "Answer a page from the rota"),
    Rule("rota.edit", (Role.MANAGER, Role.ADMINISTRATOR), own_area, "Say who is paged and when"),
    Rule("conflict.settle", _STREAMS, own_stream, "Settle two edits that met"),
    # What is known
    Rule("known.search", _KNOWING, own_area, "Search everything that was found in concerns within reach"),
    Rule("entity.view", _KNOWING, own_known, "See a person, vehicle, place or number and its links"),
    Rule("entity.watch", _KNOWING, own_known, "Be told when it is told of again, with a reason, for a time"),
    Rule("mention.judge", _KNOWING, own_known, "Confirm, correct or refuse what was found in the words"),
    Rule("link.decide", _JOINING, own_known, "Say that two are the same, or are not, with a reason"),
    Rule("alert.view", _JOINING, own_known, "See a pattern and the reports it rests on"),
    Rule("alert.answer", _JOINING, own_known, "Say what came of a pattern"),
    Rule("elsewhere.ask", _UNIT, own_known, "Ask whether other areas hold the same, with a reason"),
    Rule("elsewhere.see", _UNIT, own_area, "See that another area asked about what one's area holds"),
    # A child's record
    Rule("child.who", _DESKS, own_desk, "See who works with a concern's child; what a team sent back"),
    Rule("child.receive", _MANAGERS, own_area, "Open or find a child's record for a decided concern"),
    Rule("due.view", OWING_ROLES, own_area, "See what is due to oneself, one's team and agency"),
    Rule("child.list", CASE_ROLES, own_area, "See the list of the children one works with"),
    Rule("child.find", CASE_ROLES, own_area, "Ask by exact values whether a child has a record"),
    Rule("child.view", CASE_ROLES, reading_of, "Read a child's record"),
    Rule("child.break-glass", CASE_ROLES, own_area, "Open a record one does not work on, with a reason"),
    Rule("child.write", CASE_ROLES, working_with, "Write in a child's record, and keep a draft of it"),
    Rule("child.assess", CASE_ROLES, working_with, "Write an assessment and say the level, with reasons"),
    Rule("child.second", _MANAGERS, working_with, "Be the second person when a level is lowered"),
    Rule("child.allocate", _MANAGERS, managing, "Say who works with a child, close and reopen a record"),
    # What is done with a child
    Rule("plan.write", CASE_ROLES, working_with, "Write a plan, its parts and actions; review it"),
    Rule("plan.agree", _MANAGERS, managing, "Agree a plan, end it, drop what was agreed"),
    Rule("action.do", OWING_ROLES, own_action, "See and answer an action of a plan that is one's own"),
    # Missing, trafficking, court
    Rule("missing.keep", CASE_ROLES, working_with, "Write a missing episode and its interview"),
    Rule("missing.decide", _MANAGERS, working_with, "Decide that no interview is offered, close an episode"),
    Rule(
        "missing.now",
        (*_MANAGERS, Role.MANAGER, Role.COORDINATOR),
        own_area,
        "See who is missing now, and whose interview is running out",
    ),
    Rule("missing.figures", (*_MANAGERS, Role.COORDINATOR), own_area, "See how often 72 hours are kept"),
    Rule("extract.take", _UNIT, own_area, "Read words written for intelligence after an interview"),
    Rule("trafficking.keep", CASE_ROLES, working_with, "Write, refer and take away a trafficking referral"),
    Rule("trafficking.decide", _MANAGERS, working_with, "Decide that somebody is not referred"),
    Rule("court.keep", CASE_ROLES, working_with, "Write of a court case, and that the child was told"),
    Rule("court.decide", _MANAGERS, working_with, "Close a court case, decide that a child is not told"),
    # Places and people of concern
    Rule("unit.view", DISRUPTION_ROLES, own_area, "See places and people of concern, and the measures"),
    Rule("unit.open", DISRUPTION_ROLES, own_known, "Open a place or person of concern as a unit of work"),
    Rule("unit.write", DISRUPTION_ROLES, own_area, "Write in a unit of work, hand it on, close it"),
    Rule("measure.consider", DISRUPTION_ROLES, own_area, "Put a measure forward, and what it may do"),
    Rule("measure.decide", DISRUPTION_ROLES, own_area, "Be the second person on a measure, or reject it"),
    Rule("measure.work", DISRUPTION_ROLES, own_area, "Serve a measure, note a breach, vary, end, review it"),
    Rule("licence.ask", DISRUPTION_ROLES, own_area, "Ask the licensing officer to look at a licence"),
    Rule("licence.view", (Role.LICENSING,), own_area, "See licensing referrals and enquiries"),
    Rule(
        "licence.write", (Role.LICENSING,), own_area, "Work on a licensing referral, enter it, print letters"
    ),
    Rule(
        "licence.hand",
        (Role.COORDINATOR, Role.LICENSING),
        own_area,
        "Hand a licensing referral to another licensing officer",
    ),
    # What is asked and discussed about a child
    Rule("agency.seat", (Role.ADMINISTRATOR,), own_area, "Say which agency somebody answers for"),
    Rule("check.ask", CASE_ROLES, working_with, "Ask agencies what they know about a child"),
    Rule("check.answer", (Role.AGENCY,), answering, "See what one's agency was asked, and answer"),
    Rule("referral.write", CASE_ROLES, working_with, "Refer a child to a service, or decide not to share"),
    Rule("referral.answer", (Role.AGENCY,), answering, "Read and answer a referral to one's own service"),
    Rule("handover.send", CASE_ROLES, working_with, "Hand an extract to a named person by link, end it"),
    Rule("handover.code", CASE_ROLES, own_handing, "See link and code of what one handed over, until read"),
    Rule("record.offer", _MANAGERS, managing, "Offer a child's record to another authority"),
    Rule("record.take", _MANAGERS, offered_to_team, "Accept or decline a record of another authority"),
    Rule("strategy.call", CASE_ROLES, working_with, "Call a strategy discussion, see to its evidence"),
    Rule("strategy.decide", _MANAGERS, working_with, "Say what a strategy discussion decided, review it"),
    Rule("enquiry.keep", _MANAGERS, working_with, "Say what an enquiry and its conferences came to"),
    # Meetings
    Rule("meeting.call", CALLING_ROLES, own_area, "Call a meeting"),
    Rule("meeting.run", CALLING_ROLES, running, "Set a meeting's agenda, invite, write what was decided"),
    Rule("meeting.agree", CALLING_ROLES, chairing, "Agree the minutes of a meeting one chairs"),
    Rule(
        "meeting.take", MANAGING_ROLES, led_by_nobody, "Take the chair of a meeting whose leaders have left"
    ),
    Rule("meeting.view", PANEL_ROLES, invited_to, "See a meeting one is asked to, one's own paper of it"),
    Rule("meeting.declare", PANEL_ROLES, invited_to, "Say that one has a conflict, or does not agree"),
    Rule("meeting.brief", CASE_ROLES, working_with, "Write what a meeting needs to know of a child"),
    Rule("meeting.answer", OWING_ROLES, own_action, "Finish an action one owns, with evidence"),
    # What is told of it
    Rule("report.write", _REPORTING, own_report, "Write an intelligence report and submit it"),
    Rule("report.view", _REPORTING, own_report, "Read a report whole, original words and grades"),
    Rule("report.read", _REPORTING, own_sanitised, "Read the sanitised words of a finished report"),
    Rule("report.check", _UNIT, own_area, "Check a report, return it, open it again"),
    Rule("report.grade", _UNIT, own_area, "Grade intelligence, when trained to"),
    Rule("report.sanitise", _UNIT, own_area, "Take out of a report what tells of its source"),
    Rule("report.approve", _UNIT, own_area, "Be the second person on a sanitised report"),
    Rule("report.disclose", _UNIT, own_area, "Tell a finished report to somebody"),
    Rule("report.export", _UNIT, own_area, "Take a told report away as a file"),
    Rule("report.review", _UNIT, own_area, "Review, keep or hold a report; settle what came apart"),
    Rule("report.dispose", _UNIT, own_area, "Dispose of a reviewed report's words"),
    Rule("disclosure.view", _TOLD, told_to, "Read what was told to one's role, or by one's unit"),
    Rule("disclosure.answer", _TOLD, told_to, "Give or note a receipt, and what came of it"),
    Rule("disclosure.tell-again", _UNIT, own_area, "Note that somebody was told that it came apart"),
    Rule("requirement.keep", _UNIT, own_area, "Ask what needs to be known, and close the question"),
    Rule("requirement.view", _ASKED, shown_to, "See a question of the intelligence unit"),
    Rule("requirement.answer", _ASKED, shown_to, "Answer a question of the intelligence unit"),
    Rule("report.bring-in", _UNIT, own_area, "Bring in reports written elsewhere, grades as written"),
    Rule("grader.record", (Role.ADMINISTRATOR,), own_area, "Record who is trained to grade, and until when"),
    # Training
    Rule("training.enter", (Role.PUBLIC,), anywhere, "Come in to learn with a badge number and a code"),
    Rule("training.learn", (Role.PUBLIC,), own_learning, "Keep one's own progress and answer the check"),
    Rule("format.ask", (Role.PUBLIC,), anywhere, "Ask for another language or format, and see how it stands"),
    Rule("certificate.check", (Role.PUBLIC, *STAFF_ROLES), anywhere, "Check a certificate by its code"),
    Rule("training.view", (Role.LICENSING,), own_area, "See who is trained, due and overdue"),
    Rule("training.roster", (Role.LICENSING,), own_area, "Bring in the roster, give codes, change a badge"),
    Rule("training.room", (Role.LICENSING, Role.TRAINER), own_room, "Hold a session and keep its register"),
    Rule(
        "training.device",
        (Role.LICENSING, Role.TRAINER, Role.OPERATOR),
        own_device,
        "Open a device that learners share, and close it",
    ),
    Rule("training.equivalent", (Role.LICENSING,), own_area, "Accept training done elsewhere, on evidence"),
    Rule("training.withdraw", (Role.LICENSING,), own_area, "Say that a completion does not count"),
    Rule("training.certify", (Role.LICENSING,), own_area, "Issue a certificate anew, or revoke it"),
    Rule("training.exempt", (Role.LICENSING,), own_area, "Exempt somebody, with a reason, until a day"),
    Rule("training.rule", (Role.LICENSING,), own_area, "Make a rule or a demand, and see whom it touches"),
    Rule("training.letters", (Role.LICENSING,), own_area, "Print letters, note mail that came back"),
    Rule("training.export", (Role.LICENSING,), own_area, "Take the list of the lapsed away"),
    Rule("training.seat", (Role.LICENSING,), own_area, "Say who sees the passes of a firm's people"),
    Rule("training.passes", (Role.OPERATOR,), own_firm, "See pass and date of one's own firm's people"),
    Rule("training.missed", (Role.LICENSING, Role.TRAINER), own_area, "See which questions are often missed"),
    Rule(
        "format.answer",
        (Role.LICENSING, Role.TRAINER),
        own_area,
        "See who needs another language or format, and say what became of it",
    ),
    # The building
    Rule("people.view", (Role.ADMINISTRATOR, Role.MANAGER, Role.AUDITOR), own_area, "See who has which role"),
    Rule("people.join", (Role.ADMINISTRATOR,), own_area, "Invite a person and give roles"),
    Rule("people.leave", (Role.ADMINISTRATOR,), own_area, "End a person's access"),
    Rule("people.restore", (Role.ADMINISTRATOR,), own_area, "Help a person who lost their authenticator"),
    Rule("people.confirm-restore", _LEADS, own_area, "Be the second person when such an account is restored"),
    Rule("invitation.accept", (Role.PUBLIC,), anywhere, "Use a one-time link to choose a password"),
    Rule("self.manage", STAFF_ROLES, own_self, "Manage one's own sign-in"),
    Rule("contact-route.view", (*_DESKS, Role.ADMINISTRATOR), own_or_national, "See numbers, their dates"),
    Rule("contact-route.verify", _OWNERS, own_or_national, "Verify a number, with another"),
    Rule("audit.view", (Role.AUDITOR,), anywhere, "Read the audit and prove its chain"),
    Rule("audit.export", (Role.AUDITOR,), anywhere, "Take a copy of the audit away"),
    Rule("work.view", (Role.ADMINISTRATOR, Role.AUDITOR), anywhere, "See background work and dead letters"),
    Rule("work.retry", (Role.ADMINISTRATOR,), anywhere, "Send a dead letter again"),
    Rule("organisation.keys", (Role.ADMINISTRATOR, Role.SYSTEM), anywhere, "Make and end a partner's key"),
    # The system itself
    Rule("system.invite", (Role.SYSTEM,), anywhere, "Invite from the machine itself, when nobody else can"),
    Rule("system.close-account", (Role.SYSTEM,), anywhere, "Close an account whose last day has come"),
    Rule("system.take-up", (Role.SYSTEM,), anywhere, "Open what arrived and put it in the inbox"),
    Rule("system.receive", (Role.SYSTEM,), anywhere, "Hand a decided concern on to a team"),
    Rule("system.absorb", (Role.SYSTEM,), anywhere, "Find mentions in what arrived, link them, watch"),
    Rule("report.watch", (Role.SYSTEM,), anywhere, "Notice that what a report rests on came apart"),
    Rule("page.escalate", (Role.SYSTEM,), anywhere, "Page the rota, and the next when nobody answers"),
    Rule(
        "clock.watch", (Role.SYSTEM,), anywhere, "Say that a deadline has passed; reckon a changed calendar"
    ),
    Rule("handover.watch", (Role.SYSTEM,), anywhere, "Note what became of a link; end it after its time"),
    Rule("due.watch", (Role.SYSTEM,), anywhere, "Say what is due or late; reckon a changed calendar"),
    Rule("measure.pass-time", (Role.SYSTEM,), anywhere, "Note that a measure has begun or ended by its day"),
    Rule("licence.pass-time", (Role.SYSTEM,), anywhere, "Remove old entries, follow who licenses now"),
    Rule("contact.give-back", (Role.SYSTEM,), anywhere, "Put back what somebody held who no longer may"),
    Rule("format.watch", (Role.SYSTEM,), anywhere, "Say that a request for another format is late"),
    Rule("plan.watch", (Role.SYSTEM,), anywhere, "Take to the manager what was not done by its day"),
    Rule("training.remind", (Role.SYSTEM,), anywhere, "Remind those whose training is due, and count it"),
)

RULES: dict[str, Rule] = {rule.action: rule for rule in POLICY}


def can(actor: Actor, action: str, thing: object = None, field: str | None = None) -> bool:
    """Whether `actor` may do `action` to `thing` (or, without a thing, to any at all) and see `field`."""
    rule = RULES.get(action)
    if rule is None or (field is not None and field not in rule.fields):
        return False
    return any(role in rule.roles and rule.scope(actor, role, area, thing) for role, area in actor.grants)


def require(actor: Actor, action: str, thing: object = None, field: str | None = None) -> None:
    """Raises Refused when `can()` says no."""
    if not can(actor, action, thing, field):
        raise Refused(actor, action, thing, field)
