"""A referral on paper: PDF/UA-1, made by Typst from the same document that is shown and sent as data."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from waylight.learning.outputs.fonts import families
from waylight.learning.outputs.pdf import pdf

from .codes import Confidence
from .document import Document, answer_in_words, in_words

SHEET = Path(__file__).resolve().parent / "typst/referral.typ"
ENGLISH = "en"
MARKING = {
    "service": "OFFICIAL-SENSITIVE: for the service that it is sent to alone",
    "family": "OFFICIAL-SENSITIVE: copy for the family",
}


def paper(document: Document) -> bytes:
    """Raises CannotPrint."""
    return pdf(SHEET, _data(document))


def _data(document: Document) -> dict[str, Any]:
    sender = document["from"]
    from_whom = ", ".join(filter(None, (sender["name"], sender["agency"], sender["area"])))
    return sheet(
        title=f"Referral {document['reference']} to {document['to']['name']}",
        author=sender["area"],
        version=f"{document['reference']}, form {document['form_version']}",
        marking=MARKING[document["copy"]],
        sent=f"From {from_whom}, {_moment(document['sent_at'])}{_said(document)}",
        blocks=[_block(block) for block in document["blocks"]],
        known=[_known(each) for each in document["known"]],
        decision=_decision(document),
    )


def sheet(title: str, **said: Any) -> dict[str, Any]:
    """What the sheet wants of any paper of this room. `headline`: what stands over it, where that names
    somebody; the title is read by who has only the file.
    """
    return {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {},
        "title": title,
        "about": title,
        "headline": title,
        "warnings": [],
        "known": [],
        "decision": [],
        **said,
    }


def _said(document: Document) -> str:
    at = document.get("said_at")
    return f". By telephone before: {_moment(at)}" if at else ""


def _block(block: Document) -> dict[str, Any]:
    rows = [{"question": each["question"], "lines": _lines(each)} for each in block["answers"]]
    return {"title": block["title"], "rows": rows}


def _lines(answer: Document) -> list[str]:
    return [line for line in answer_in_words(answer).splitlines() if line.strip()]


def _known(each: Document) -> dict[str, str]:
    with override(ENGLISH):
        on = date_format(date.fromisoformat(each["on"]), "j F Y") if each["on"] else "Day not said"
    sure = str(Confidence(each["confidence"]).label)
    return {
        "head": f"{each['agency']}, {on}",
        "fact": each["fact"],
        "how": f"{sure}. {each['source_system']}",
    }


def _decision(document: Document) -> list[dict[str, Any]]:
    agreed = document["agreement"]
    rows = [("Agreement to the service", in_words("agreement", agreed["code"]), agreed["words"])]
    if "sharing" in document:
        sharing, parents = document["sharing"], document["parents"]
        law = sharing["law"]
        unread = "" if law["verified"] else "Nobody has verified this against its source."
        rows += [
            ("Lawful basis for sharing", in_words("basis", document["lawful_basis"]), ""),
            ("Parents or carers", in_words("parents", parents["code"]), parents["words"]),
            ("How it may help", sharing["relevance"], ""),
            ("What speaks against sharing", sharing["detriment"], ""),
            ("Decision", in_words("decision", sharing["decision"]), sharing["reasons"]),
            ("Law that was read with it", f"{law['title']}, version {law['version']}", unread),
        ]
    return [{"question": head, "lines": [text for text in texts if text]} for head, *texts in rows]


def _moment(at: str) -> str:
    with override(ENGLISH):
        return date_format(timezone.localtime(datetime.fromisoformat(at)), "j F Y, H:i")
