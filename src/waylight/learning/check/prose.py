"""What may not stand in prose: numbers, laws, shares, addresses. Each is a dated record instead."""

import re
from collections.abc import Iterator

from waylight.learning.library import Problem
from waylight.learning.library.keys import Saying, Sort
from waylight.learning.library.placeholders import HALF, without_placeholders

from .book import Book, finding, prose

_NOT_PROSE = (Sort.FACT, Sort.TERM)
_DIGIT = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = (
    rf"(?:(?:{_TENS})(?:[ -](?:{_DIGIT}))?|{_TEENS}|{_DIGIT}|ten|a (?:dozen|hundred|thousand|million))"
    r"(?: (?:hundred|thousand|million))?"
)
_NUMBER = rf"(?:{_WORD}|\d+)"
_PART = r"(?:third|quarter|fifth|sixth|eighth|tenth)s?"
_FRACTION = rf"(?:half(?: of)?|(?:a|an|one|two|three|four|nine)[ -]{_PART} of)"
_SPAN = r"(?:hours?|days?|weeks?|months?|years?)"
_MANY = rf"(?:(?:{_TENS})(?:[ -](?:{_DIGIT}))?|{_TEENS}|ten|a (?:dozen|hundred|thousand|million)|\d{{2,}})"
"""Ten and more: a story says of two girls that they come each week, a claim says it of sixty."""
_ARE = r"(?:are|were|have|had|do|did|never|go|went|come|came|say|said|disappear(?:ed)?)"
_PEOPLE = (
    r"(?:victims?|survivors?|child(?:ren)?|girls?|boys?|people|teenagers?|pupils?|adults?|wom[ae]n|m[ae]n"
    r"|parents?|famil(?:y|ies)|offenders?|drivers?|cases?|crimes?|incidents?|reports?|referrals?|hotels?)"
)
_MAY_BE_NUMBER = re.compile(
    rf"\d|£|\b(?:half|twice|(?:dozen|hundred|thousand|million)s?|nought|zero|oh|double|treble|triple|ten"
    rf"|within an?|{_PART}|{_DIGIT}|{_TEENS}|{_TENS})\b",
    re.IGNORECASE,
)

LONG_NUMBER = re.compile(r"(?<![\w])\+?\d[\d ,.\u00a0-]*\d(?!\w)|(?<!\w)\d{3,}(?!\w)")
MARK = re.compile(r"\b[A-Z]{2}00 ?[A-Z]{3}\b")
TIME = re.compile(r"\b\d{1,2}[.:]\d{2}(?: ?[ap]m)?\b|\b\d{1,2}(?: to \d{1,2})? ?[ap]m\b")
ADULTHOOD = re.compile(
    r"\b(?:under|below|over|aged|age of|turn(?:s|ed|ing)?|until|before|not yet) (?:the age of )?"
    r"(?:18|eighteen)\b"
    r"|\bunder-?(?:18|eighteen)s?\b",
    re.IGNORECASE,
)
CLAIM = re.compile(
    rf"\b{_NUMBER} (?:{_PEOPLE} )?(?:in every|in|out of(?: every)?) {_NUMBER}\b"
    rf"|\b(?:within|after|every|for up to|up to) (?:{_NUMBER}|half an?) (?:working )?{_SPAN}\b"
    rf"|\bwithin an? (?:working )?{_SPAN}\b"
    rf"|\b{_NUMBER} years? (?:in (?:prison|jail|custody)|behind bars)\b|£ ?\d"
    rf"|\b(?:jailed|imprisoned|sentenced|prison|jail|sentences?) (?:for|to|of) {_NUMBER} {_SPAN}\b"
    rf"|\b{_NUMBER}[ -](?:day|week|month|year)[ -](?:sentence|(?:prison|jail) (?:sentence|term))s?\b"
    rf"|\bin (?:\d+ (?:working )?|{_NUMBER} working |(?:{_TENS})[ -](?:{_DIGIT}) ){_SPAN}\b"
    rf"|\b{_FRACTION} (?:all |the |these |those |our |known )*(?:[\w-]+ )?{_PEOPLE}\b"
    rf"|\b(?:a|an|one|two|three|four|nine)[ -]{_PART} of (?:them|us)\b"
    rf"|\b(?:(?:a|an|one)[ -]{_PART}|half(?: of them)?) (?:are|were|have)\b"
    rf"|\b(?:two|three|four|nine)[ -]{_PART} {_ARE}\b"
    rf"|\b(?:twice|{_NUMBER} times) (?:(?:as|more|less) (?:likely|often|many|common)|likelier|commoner)\b"
    rf"|\b(?:hundreds|thousands|millions) (?:of (?:them|(?:[\w-]+ )?{_PEOPLE})|(?:more )?{_ARE})\b"
    rf"|\b{_NUMBER} (?:[\w-]+ )?{_PEOPLE} (?:a|per) (?:day|week|month|year)\b"
    rf"|\b{_MANY} (?:[\w-]+ )?{_PEOPLE} (?:each|every) (?:day|week|month|year)\b"
    rf"|\b{_NUMBER} (?:hundred|thousand|million) (?:[\w-]+ )?{_PEOPLE}\b",
    re.IGNORECASE,
)
_SAID_DIGIT = rf"(?:nought|zero|oh|{_DIGIT})"
SAID_NUMBER = re.compile(
    rf"\b{_SAID_DIGIT}(?:[ -]{_SAID_DIGIT}){{2,}}\b|\b(?:double|treble|triple)[ -]{_SAID_DIGIT}\b",
    re.IGNORECASE,
)
"""Digits said one by one, as a telephone number is: "nine nine nine", "one oh one"."""
SHARE = re.compile(r"\d[\d.,]* ?(?:%|percent\b|per cent\b|pct\b)|\bper ?cent(?:age)?s?\b|%", re.IGNORECASE)
STATUTE = re.compile(
    r"\b[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]*|and|of|the|for|\([^)]*\)))* (?:Act|Regulations|Bill)\b(?: \d{4})?"
    r"|\b(?:Order|Measure|Rules) \d{4}\b"
    r"|\b[Ss]ections? \d+\w*|(?<![\w'’])s\.? ?\d{1,3}[A-Z]?\b"
    r"|\b(?:Schedule|Article|Part) \d+\b|\bregulation \d+"
    r"|\b(?:(?:UK )?GDPR|General Data Protection Regulation|PACE|RIPA|FOIA|YJCEA|DPA|SOA)\b(?: \d{4})?"
    r"|\b[A-Z][a-z]+['’]s Law\b"
)
_STREET = (
    r"(?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|Place|Square|Terrace|Crescent|Gardens|Grove|Hill|Row"
    r"|Walk|Mews|Parade|St|Rd|Ave)"
)
ADDRESS = re.compile(
    r"https?:\S+|\bwww\.\S+|\S+@\S+\.\w+"
    r"|\b[\w-]+\.(?:co\.uk|gov\.uk|org\.uk|ac\.uk|police\.uk|nhs\.uk|com|org|net|uk|info|example)\b(?:/\S*)?"
    r"|\b[\w-]+\.[a-z]{2,}/\S+"
    r"|(?<![\w@./])@[a-z_][\w.]*\w"
    rf"|(?-i:\b\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'’-]+ ){{1,3}}{_STREET}\b)"
    r"|(?-i:\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\]\((?P<to>[^)]*)\)")
OWN_PAGES = re.compile(r"/(?:learn/[\w/#-]*|report/|who-to-call/)")


def bare_numbers(book: Book) -> Iterator[Problem]:
    for saying, words in _prose(book):
        if not _MAY_BE_NUMBER.search(words):
            continue
        rest = TIME.sub(" ", MARK.sub(" ", ADDRESS.sub(" ", words)))
        rest = STATUTE.sub(" ", SHARE.sub(" ", rest))
        for found in ADULTHOOD.finditer(rest) if saying.sort != Sort.TITLE else ():
            said = "names the age of a child. Write {{fact:age-of-child}} or {{fact:under-18}}."
            yield _finding(saying, "bare-number", found, said)
        rest = ADULTHOOD.sub(" ", rest)
        for found in CLAIM.finditer(rest):
            yield _finding(saying, "bare-number", found, _NO_CLAIM)
        for found in SAID_NUMBER.finditer(rest):
            yield _finding(saying, "bare-number", found, _NO_LONG_NUMBER)
        for found in LONG_NUMBER.finditer(CLAIM.sub(" ", rest)):
            if len(re.sub(r"\D", "", found[0])) > 2:
                yield _finding(saying, "bare-number", found, _NO_LONG_NUMBER)


_NO_CLAIM = "is a claim. Make it a fact in content/facts/ and write {{fact:ID}}, or say it without a number."
_NO_LONG_NUMBER = (
    "is a number that can go out of date. Write {{contact:CODE}} for one to call, {{fact:ID}} for any other."
)


def shares(book: Book) -> Iterator[Problem]:
    for saying, words in _prose(book):
        for found in SHARE.finditer(words):
            said = "is a share of something. Make it a fact with its year and source, and write {{fact:ID}}."
            yield _finding(saying, "percentage", found, said)


def statutes(book: Book) -> Iterator[Problem]:
    for saying, words in _prose(book):
        for found in STATUTE.finditer(TIME.sub(" ", words)):
            said = "names a law. Make it a fact with its date and source, and write {{fact:ID}}."
            yield _finding(saying, "statute", found, said)


def addresses(book: Book) -> Iterator[Problem]:
    for saying, words in _prose(book):
        for found in ADDRESS.finditer(words):
            said = "is an address. Make it a contact, and write {{contact:CODE}}; or leave it out."
            yield _finding(saying, "address", found, said)
    for saying in book.sayings:
        for found in _LINK.finditer(saying.words):
            if saying.sort not in _NOT_PROSE and not _leads_home(saying, found):
                said = (
                    f"links to {found['to']!r}. A link may lead to /learn/…, /report/ or /who-to-call/ only."
                )
                yield finding(saying, "address", said, found[0])


def _leads_home(saying: Saying, found: re.Match[str]) -> bool:
    is_picture = saying.block is not None and saying.block.kind == "picture"
    return is_picture or bool(OWN_PAGES.fullmatch(found["to"]))


def _prose(book: Book) -> Iterator[tuple[Saying, str]]:
    for saying in book.sayings:
        if saying.sort not in _NOT_PROSE:
            for line in prose(saying):
                yield saying, HALF.sub(" … ", without_placeholders(line, " … "))


def _finding(saying: Saying, rule: str, found: re.Match[str], words: str) -> Problem:
    return finding(saying, rule, f"“{found[0].strip()}” {words}", found[0].strip())
