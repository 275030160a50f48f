"""A referral as data: what is sent, printed and shown. Its schema is `content/referral/referral.schema.json`.

What an agency told goes in only as far as that agency said, and what must not reach the family is in no copy
for the family: both are decided here, once, for page, paper and data alike.
"""

import json
from typing import Any

from waylight.triage.codes import LawfulBasis, ServiceAgreement

from .codes import Is, Parents, Share
from .models import CheckItem, Referral
from .rules import Asked, code_lists, desk_words, family_questions, form_blocks, form_version, law
from .writing import Answers

SCHEMA = "waylight-referral/1"
Document = dict[str, Any]


def shareable(referral: Referral) -> list[CheckItem]:
    """What agencies have answered about the child that may be passed on to this service."""
    return may_go(referral, referral.desk)


def may_go(referral: Referral, desk: str) -> list[CheckItem]:
    """The same for any desk, or for `rules.OUTSIDE`. What an agency allowed it allowed in its own area: after
    a record has moved it is asked for anew there."""
    here = referral.child.area_id
    rows = CheckItem.objects.filter(
        child=referral.child_id, check_of__state="answered", check_of__asked_in=here
    )
    sent = [item for item in rows.select_related("check_of") if item.check_of.was_sent(item)]
    return [item for item in sent if desk in item.shareable_with]


def made(referral: Referral, sender: str, agency: str, at: str) -> Document:
    """The document as it is sent. `at` is an ISO time."""
    answers = Answers.read(referral.answers)
    chosen = set(answers.items)
    return {
        "schema": SCHEMA,
        "copy": "service",
        "reference": referral.reference,
        "form_version": form_version(),
        "sent_at": at,
        "said_at": referral.said_at.isoformat() if referral.said_at else None,
        "from": {"name": sender, "agency": agency, "area": referral.asked_in.name},
        "to": {"code": referral.desk, "name": desk_words(referral.desk)},
        "blocks": [
            {
                "title": block.title,
                "answers": [
                    {
                        "code": each.code,
                        "question": each.ask,
                        "is": answers.answer(each.code)[0],
                        "words": answers.answer(each.code)[1],
                        **_chosen(answers, each),
                        "family": each.family,
                    }
                    for each in block.questions
                ],
            }
            for block in form_blocks()
        ],
        "known": [_item(each) for each in shareable(referral) if str(each.pk) in chosen],
        "agreement": {"code": answers.agreement, "words": answers.agreement_words},
        "lawful_basis": answers.basis,
        "parents": {"code": answers.parents, "words": answers.parents_words},
        "sharing": {
            "decision": answers.decision,
            "relevance": answers.relevance,
            "detriment": answers.detriment,
            "reasons": answers.decision_reasons,
            "law": {
                "code": law().code,
                "title": law().title,
                "version": law().version,
                "verified": law().verified,
            },
        },
    }


def _chosen(answers: Answers, asked: Asked) -> Document:
    if not asked.listed:
        return {}
    codes = answers.codes.get(asked.code, [])
    return {
        "list": {"code": asked.listed, "version": code_lists()[asked.listed].version},
        "codes": [
            {"code": code, "words": words}
            for code, words in zip(codes, answers.chosen(asked.code), strict=True)
        ],
    }


def answer_in_words(answer: Document) -> str:
    """An answer of the document as a person reads it: what was chosen, then the words; or why not."""
    chosen = "; ".join(each["words"] for each in answer.get("codes", []))
    told = "" if answer["is"] == Is.KNOWN else in_words("is", answer["is"])
    return "\n".join(filter(None, (told, chosen, answer["words"])))


def _item(item: CheckItem) -> Document:
    return {
        "agency": desk_words(item.check_of.desk),
        "fact": item.fact,
        "on": item.on.isoformat() if item.on else None,
        "source_system": item.source_system,
        "confidence": item.confidence,
        "family": not item.not_family,
    }


def sent(referral: Referral) -> Document:
    return dict(json.loads(referral.document))


def for_family(document: Document) -> Document:
    """The copy that a parent or carer may hold: without what must not reach them, and without why.

    What was sent says of each answer whether they may have it; the form of today may say
    no instead, never yes.
    """
    may = family_questions()
    blocks = [
        {"title": b["title"], "answers": [a for a in b["answers"] if a["family"] and a["code"] in may]}
        for b in document["blocks"]
    ]
    left = {
        key: value for key, value in document.items() if key not in ("sharing", "parents", "lawful_basis")
    }
    return {
        **left,
        "copy": "family",
        "agreement": {"code": document["agreement"]["code"], "words": ""},
        "blocks": [block for block in blocks if block["answers"]],
        "known": [each for each in document["known"] if each["family"]],
    }


def in_words(kind: str, code: str) -> str:
    """A code of the document as a person reads it."""
    lists: dict[str, Any] = {
        "is": Is,
        "agreement": ServiceAgreement,
        "basis": LawfulBasis,
        "parents": Parents,
        "decision": Share,
    }
    return str(lists[kind](code).label) if code in lists[kind].values else code
