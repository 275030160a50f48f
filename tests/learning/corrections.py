"""Statements of the seeds that are out of date or unsafe, each with what must be nowhere in what we show."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Correction:
    n: int
    about: str
    old: tuple[str, ...]
    never: tuple[str, ...]
    abroad: tuple[str, ...] = ()
    """Names, numbers and addresses of the old statement that stay as they are in any language."""

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in self.never), re.IGNORECASE)

    @property
    def pattern_abroad(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in self.abroad), re.IGNORECASE)

    def __str__(self) -> str:
        return f"{self.n}: {self.about}"


CORRECTIONS = (
    Correction(
        1,
        "danger now is 999",
        ("If a child is in danger now, call 101", "In an emergency call {{contact:101}}"),
        (r"danger now[^.?!]*\b101\b", r"(?<!not )\ban emergency,? (?:please )?call \W*(?:contact:)?101"),
    ),
    Correction(
        2,
        "116 000 is support, no hotline",
        ("National hotline 116 000", "Call 116000"),
        (r"national hotline", r"\bhot ?line\b", r"\b116 ?000\b"),
        (r"\b116[ -]?000\b",),
    ),
    Correction(
        3,
        "a retired domain and a unit that was succeeded",
        ("rise@northants.pnn.police.uk", "the RISE team"),
        (r"pnn\.police", r"rise@", r"\bRISE (?:team|unit)\b"),
        (r"pnn\.police", r"rise@", r"(?-i:\bRISE\b)"),
    ),
    Correction(
        4,
        "boards are partnerships now",
        ("Northamptonshire Safeguarding Children Board", "northamptonshirescb.org.uk", "the NSCB toolkit"),
        (r"Safeguarding Children(?:['’]s)? Boards?\b(?! ended)", r"northamptonshirescb", r"\bNSCB\b"),
        (r"northamptonshire", r"\bNSCB\b", r"Safeguarding Children(?:['’]s)? Board"),
    ),
    Correction(
        5,
        "contacts that nobody answers",
        ("nscb@northamptonshire.gcsx.gov.uk", "01604 364036", "John Dryden House"),
        (r"gcsx", r"\bgsi\.gov", r"01604 ?364 ?036", r"Dryden House"),
        (r"gcsx", r"\bgsi\.gov", r"01604[ -]?364[ -]?036", r"Dryden"),
    ),
    Correction(
        6,
        "a child is under 18",
        ("children (under 14), young people (under 18)", "A child is anyone under 16."),
        (r"under[ -]?(?:14|fourteen)\b", r"child(?:ren)? (?:is|are|means?) (?:anyone )?under 1[0-7]\b"),
    ),
    Correction(
        7,
        "the definition before 2017",
        ("young people receive 'something' (e.g. food)", "exploitative situations, contexts and more"),
        (r"receives? ['‘“\"]?something\b", r"exploitative situations, contexts"),
    ),
    Correction(
        8,
        "exchange is only one limb",
        ("A child is offered something in return", "they are given something in return for sex"),
        (r"(?:offered|given|gets?|receives?) something in return",),
    ),
    Correction(
        9,
        "a repealed section and its maximum",
        ("s59A Sexual Offences Act 2003", "up to 14 years in prison"),
        (r"59A\b", r"(?:14|fourteen) years(?:['’])? (?:in prison|imprisonment|in jail)", r"up to 14 years"),
        (r"59 ?A\b",),
    ),
    Correction(
        10,
        "not the hub alone",
        ("Contact your local MASH hub", "call your local MASH"),
        (r"(?:contact|call|ring) your local MASH",),
    ),
    Correction(
        11,
        "a number that sells training",
        ("01254 355688",),
        (r"01254 ?355 ?688",),
        (r"01254[ -]?355[ -]?688",),
    ),
    Correction(
        12,
        "criminal exploitation is an offence",
        ("There is no specific offence of child criminal exploitation", "not an offence in its own right"),
        (r"no (?:specific|separate) (?:criminal )?offence", r"not an offence in its own right"),
    ),
    Correction(
        13,
        "a paraphrase in place of the definition",
        ("a person of any age may force or entice a child",),
        (r"person of any age", r"\bforces? or entices?"),
    ),
    Correction(
        14,
        "for professionals, to respond is more than to pass on",
        ("Respond: pass on information", "Respond means passing on the information"),
        (r"respond\W{1,4}(?:means |is )?(?:to )?pass(?:ing)? on (?:the |your )?information",),
    ),
    Correction(
        15,
        "an operator passes on, and filters nothing",
        ("Tell your operator first, and they decide whether to report", "Report it to your operator instead"),
        (
            r"operators? (?:will |must |should |can )?decides? (?:whether|if) (?:to|it)",
            r"(?:report|tell)[^.]{0,30} operator (?:first|instead)\b",
            r"operator (?:will|must|should) judge",
        ),
    ),
    Correction(
        16,
        "the partnership, not the Board",
        ("The role of the Local Safeguarding Children Board", "LSCBs", "the role of the Board"),
        (r"\bLSCBs?\b", r"Local Safeguarding (?:Children['’]?s? )?Boards?\b(?! ended)", r"role of the Board"),
        (r"\bLSCBs?\b", r"Local Safeguarding (?:Children['’]?s? )?Board"),
    ),
    Correction(17, "no such term in this law", ("statutory rape of children",), (r"statutory rape",)),
    Correction(
        18,
        "figures and bodies of 2013",
        ("UKHTC figures", "the CEOP Centre found 16 %", "UK Human Trafficking Centre"),
        (r"\bUKHTC\b", r"Human Trafficking Centre", r"\bCEOP Centre\b", r"\b16 ?(?:%|per cent)"),
        (r"\bUKHTC\b", r"Human Trafficking Centre", r"\bCEOP Centre\b", r"\b16 ?[%٪]|[%٪] ?16\b"),
    ),
    Correction(
        19,
        "old service data about girls",
        ("Puppet on a String", "girls are six times more likely"),
        (r"puppet on a string", r"six times (?:more|as)"),
        (r"puppet on a string", r"Barnardo"),
    ),
    Correction(
        20,
        "a child is no unreliable witness",
        ("often perceived as unreliable witnesses",),
        (r"unreliable witness(?:es)?", r"poor witness"),
    ),
    Correction(
        21,
        "signs that blame",
        (
            "older boyfriends or girlfriends",
            "dressing inappropriately",
            "overly made up",
            "they might appear willing",
            "often truants",
            "known brothels",
        ),
        (
            r"older (?:boy|girl)friend",
            r"dress(?:ed|ing|es) inappropriate",
            r"overly made[ -]up",
            r"appears? (?:to be )?willing",
            r"\btruant",
            r"\bbrothel",
        ),
    ),
    Correction(22, "an adult at risk", ("a vulnerable adult",), (r"vulnerable adults?",)),
    Correction(
        23,
        "no links that track or vanish",
        ("https://www.youtube.com/results?search", "see OpenLearn", "www.open.edu/openlearn"),
        (r"youtu\.?be", r"open ?learn", r"open\.edu"),
        (r"youtu\.?be", r"open ?learn", r"open\.edu"),
    ),
    Correction(
        24,
        "orders that ended in 2015",
        ("Risk of Sexual Harm Order (RSHO)", "a SOPO", "Sexual Offences Prevention Order"),
        (r"risk of sexual harm order", r"\bRSHOs?\b", r"\bSOPOs?\b", r"sexual offences prevention order"),
        (r"\bRSHOs?\b", r"\bSOPOs?\b", r"sexual harm order", r"offences prevention order"),
    ),
    Correction(
        25,
        "3x5x2 now",
        ("graded 5x5x5", "5 × 5 × 5"),
        (r"\b5 ?[x×] ?5 ?[x×] ?5\b",),
        (r"\b5 ?[x×] ?5 ?[x×] ?5\b",),
    ),
    Correction(
        26,
        "markings before 2014",
        ("GPMS: RESTRICTED", "NOT PROTECTIVELY MARKED", "marked CONFIDENTIAL"),
        (r"\bGPMS\b", r"protectively marked", r"(?-i:\bRESTRICTED\b)", r"(?-i:\bCONFIDENTIAL\b)"),
        (r"\bGPMS\b", r"protectively marked", r"(?-i:\bRESTRICTED\b)", r"(?-i:\bCONFIDENTIAL\b)"),
    ),
    Correction(
        27,
        "harm is not a risk",
        ("a child at risk of CSE, with injuries", "bruises show that she is at risk of exploitation"),
        (
            r"at risk of (?:CSE|CCE)\b",
            r"(?:injur|bruise|infection|pregnan|harmed|assault)[^.]{0,60}\bat risk of (?:\w+ )?exploit",
        ),
    ),
)  # fmt: skip
