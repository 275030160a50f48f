"""The few words that a sheet itself says, such as "Who to call", in the reader's language or in English."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

from waylight.engine.wording.isolates import isolate
from waylight.learning.library import Note

from .fonts import is_right_to_left

ENGLISH = "en"
Said = Mapping[str, str]
"""`{"words", "language"}`: plain data, as a sheet takes it."""

LABELS = {
    "who-to-call": gettext_noop("Who to call"),
    "scan": gettext_noop("Scan to tell us"),
    "case": gettext_noop("An example. The people in it are made up."),
    "how-to-play": gettext_noop("Start at 1. Choose what you would do, then go to the number beside it."),
    "go-to": gettext_noop("Go to"),
    "good": gettext_noop("You did the right thing. What to do"),
    "learn": gettext_noop("There is a better way. What to do"),
    "play": gettext_noop("Now try it:"),
    "tick-one": gettext_noop("Tick one."),
    "tick-all": gettext_noop("Tick all that are right."),
    "how-to-answer": gettext_noop("Take your time. You may look things up, and you may try again."),
    "for-the-facilitator": gettext_noop(
        "For whoever leads the session. Talk about the reasons, not the marks."
    ),
    "right": gettext_noop("Right"),
    "not-right": gettext_noop("Not this one"),
    "name": gettext_noop("Name"),
    "badge": gettext_noop("Badge or licence number"),
    "date": gettext_noop("Date"),
    "session-code": gettext_noop("Session code"),
    "place": gettext_noop("Place"),
    "facilitator": gettext_noop("Facilitator"),
    "interpreter": gettext_noop("Interpreter"),
    "scan-to-sign": gettext_noop("Scan, or sign below"),
    "number": gettext_noop("No."),
    "signature": gettext_noop("Signature"),
    "check": gettext_noop("Check"),
    "result": gettext_noop("Result"),
    "passed": gettext_noop("Passed"),
    "not-passed": gettext_noop("Not yet"),
    "left": gettext_noop("Left"),
    "register-use": gettext_noop(
        "Facilitator: circle one of each. Check: W written, S spoken, I with an interpreter. This sheet "
        "records who was trained and nothing else. Read it back the same day."
    ),
    "statement": gettext_noop("Statement"),
    "true-today": gettext_noop("True today"),
    "who-puts-it-right": gettext_noop("If not: who will put it right"),
    "by-when": gettext_noop("By when"),
    "premises": gettext_noop("Premises"),
    "checked-by": gettext_noop("Checked by"),
    "checked-with": gettext_noop("Together with"),
    "contents": gettext_noop("Contents"),
    "questions": gettext_noop("Questions"),
    "answers": gettext_noop("Answers, and why"),
    "completed": gettext_noop("has completed the course"),
    "completed-on": gettext_noop("Completed on"),
    "valid-until": gettext_noop("Valid until"),
    "issued-by": gettext_noop("Issued by"),
    "version": gettext_noop("Version"),
    "check-it": gettext_noop("Anyone can check it here:"),
    "write-it-down": gettext_noop("Write it down, when it is safe"),
    "where": gettext_noop("Where"),
    "when": gettext_noop("When"),
    "vehicle": gettext_noop("Car or van: mark, make, colour"),
    "people": gettext_noop("People: what they looked like, what they were called"),
    "what": gettext_noop("What you saw or heard"),
}


def said(english: str, language: str, **values: str) -> Said:
    """A sentence of ours in the language, or in English where it is not translated. `values` (days,
    addresses, numbers, names) fill it, and keep their own direction in it."""
    with override(language):
        words = gettext(english)
    spoken = language if words != english or language == ENGLISH else ENGLISH
    if is_right_to_left(spoken):
        values = {name: isolate(value) for name, value in values.items()}
    return {"words": words % values if values else words, "language": spoken}


def labels(language: str) -> dict[str, Said]:
    return {key: said(english, language) for key, english in LABELS.items()}


def noted(note: Note, language: str) -> list[Said]:
    """A note on a translation in the reader's language, then in English where nobody has checked that."""
    spoken = language if note.english or language in settings.CHECKED_LANGUAGES else ENGLISH
    own: Said = {"words": note.words, "language": spoken}
    return [own, {"words": note.english, "language": ENGLISH}] if note.english else [own]
