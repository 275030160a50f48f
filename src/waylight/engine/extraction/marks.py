"""Registration marks as people write them: whole, spaced, with unknown characters, first or last part only.

Families as DVLA issues them live in `wording.identifiers`. Shapes that ordinary words and numbers have too
("the M25") count only beside a word such as "reg". `?` stands for one unknown character, `*` for any number.
"""

import re
from collections.abc import Iterator

from waylight.engine.extraction.mention import Found
from waylight.engine.wording.identifiers import CUE, CURRENT, DATELESS, HALF_OF_CURRENT, PREFIX, SUFFIX

RANK = 8
_GAP = r"[ \-·.]{0,2}"
_CURRENT = re.compile(
    rf"(?<![\w?*@]){'([A-Za-z]{2})'}{_GAP}([0-9oO]{{2}}){_GAP}([A-Za-z]{{3}})(?![\w*@?]\w|\w|\*)"
)
_MISREAD = re.compile(r"(?<![\w?*@])[A-Z0-9]{2} ?[0-9OI]{2} ?([A-Z0-9]{3})(?![\w*@?])")
_OLDER = re.compile(r"(?<![\w?*@])(?:[A-Za-z]{1,3}[ -]?[0-9]{1,3}[ -]?[A-Za-z]{1,3})(?![\w*@])")
_DATELESS = re.compile(r"(?<![\w?*@])(?:[A-Z]{1,3}[ -]?[0-9]{1,4}|[0-9]{1,4}[ -]?[A-Z]{1,3})(?![\w*@])")
_SPACED = re.compile(r"(?<!\w)[A-Za-z](?:[ .-][A-Za-z0-9]){4,6}(?!\w)")
_DIPLOMATIC = re.compile(r"(?<!\w)[0-9]{3}[ -]?[DX][ -]?[0-9]{3}(?!\w)")
_FOREIGN = re.compile(
    r"(?<!\w)(?=[A-Z0-9 -]*[0-9])(?=[A-Z0-9 -]*[A-Z])"
    r"[A-Z0-9]{1,4}[ -]?[A-Z0-9]{1,5}(?:[ -][A-Z0-9]{1,6})?(?!\w)"
)
_FOREIGN_CUE = re.compile(
    r"\b(?:foreign|polish|romanian|bulgarian|lithuanian|latvian|irish|french|german|spanish|dutch|italian|"
    r"european|eu|ukrainian|czech|albanian)\b[^.!?\n]{0,25}\b(?:reg\w*|plates?|numbers?|mark)\b",
    re.IGNORECASE,
)
_RIGHT_BEFORE = re.compile(
    r"\b(?:reg|registration|plate|mark|vrm|index)\w*(?:\s|:|=|is|was|mark|plate|number|no|\.)*$",
    re.IGNORECASE,
)
_FEW_LETTERS = re.compile(r"[A-Z]{0,2}\d+")
_WORD_AND_GAP = 40
_HOLE_SIGNS = ("?", "*", "_", "•", "..")
_NUMBERED = ("plate", "badge", "licen", "number", "mark", "reg")
_HOLE = r"(?:[?*_•]|\.\.+)"
_HOLED = re.compile(
    rf"(?<![\w@])(?=[A-Za-z0-9?*_.•]{{0,8}}(?:[ -][A-Z0-9?*_.•]{{1,6}}){{0,2}}{_HOLE}?)"
    rf"(?:(?:[A-Z0-9]|{_HOLE}){{1,8}}|(?=[a-z]{{0,3}}(?:\d|{_HOLE}))(?:[a-z0-9]|{_HOLE}){{1,8}})"
    rf"(?:[ -](?:[A-Z0-9]|{_HOLE}){{1,6}}){{0,2}}(?![\w@])"
)
_PIECE = (
    r"(?-i:[A-Z0-9?]{1,4}(?: ?[A-Z0-9?]{1,3})?|[a-z]{2}[0-9]{2}[a-z]{0,2}|[0-9]{1,2}[a-z]{2,3}|"
    r"[a-z]{2,3}(?=[\s,.;!?]|$))"
)
_VERB_START = (
    r"(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|first (?:part|bit|half|letters?|two|three|four)(?: "
    r"(?:letters|digits|characters|figures|of (?:the|its) (?:reg|plate|number)))?(?: (?:is|was|were|are)"
    r")?)"
)
_VERB_END = (
    r"(?:end(?:s|ed|ing)?|finish(?:es|ed|ing)?|last (?:part|bit|half|letters?|two|three|four)(?: "
    r"(?:letters|digits|characters|figures|of (?:the|its) (?:reg|plate|number)))?(?: (?:is|was|were|are)"
    r")?)"
)
_WITH = r"(?:[ ,:]+(?:with|in|on|is|was|off|as|like|by))?[ :,]+(?:an? )?(?:the )?(?:letters? )?['\"]?"
_PARTLY = re.compile(
    rf"\b(?:(?P<start>{_VERB_START}){_WITH}(?P<head>{_PIECE})(?P<gone1> (?:something|summat|blank)"
    rf"\w*)*(?:['\"]?(?: or |/)['\"]?(?P<head_or>{_PIECE}))?"
    rf"(?:['\"]?(?:,| and| then|\.\.\.)*(?: it)? (?P<end1>{_VERB_END}){_WITH}(?P<tail1>{_PIECE}))?"
    rf"|(?P<end2>{_VERB_END}){_WITH}(?P<tail2>{_PIECE})(?:['\"]?(?: or |/)['\"]?(?P<tail_or>{_PIECE}))?"
    rf"(?:['\"]?(?:,| and| then)*(?: it)? (?P<start2>{_VERB_START}){_WITH}(?P<head2>{_PIECE}))?)(?!\w)",
    re.IGNORECASE,
)
_CONTAINS = re.compile(
    r"\b(?:with|had|has|got|containing|including) (?:an? )?['\"]?(?P<piece>(?-i:[A-Z]{1,3}[0-9]{0,2}|"
    r"[0-9]{2}[A-Z]{0,3}))['\"]? in (?:it|the (?:reg|plate|number))\b",
    re.IGNORECASE,
)
_SOMETHING = r"(?:something(?: something)*|summat|blank|dunno)"
_HALF = re.compile(
    rf"(?<![\w@])(?:(?P<front>(?-i:[A-Z]{{2}}[ ]?[0-9]{{2}}|[a-z]{{2}}[0-9]{{2}})(?:[ ]?(?-i:[A-Z]{{1,2}})"
    rf")?|(?-i:[A-Z][0-9]{{1,3}}(?= something)))(?P<then>(?: and then| then|,)? {_SOMETHING}(?: "
    rf"(?P<tail>(?-i:[A-Z]{{1,3}})))?)?|(?P<first>{_SOMETHING} (?:then "
    rf")?)?(?P<back>[0-9]{{2}}[ ]?(?-i:[A-Z]{{3}})))(?![\w@*?])",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:,| -| but)? ?(?:\(?(?:the )?(?:last|final|first|other|end) (?:\w+ )?(?:letters?|digits?|bits?|"
    r"ones?|characters?|part)(?: (?:is|was|were|are))? (?:missing|unknown|unclear|not (?:seen|visible|"
    r"clear|caught)|covered|dirty|muddy|obscured|hidden)\)?|ਆਖਰੀ ਅੱਖਰ ਨਹੀਂ ਦਿਸਿਆ)",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:last|final|ਆਖਰੀ)", re.IGNORECASE)
_ABOUT_A_CAR = re.compile(
    r"\b(?:reg|regs|registration|plates?|number ?plate|vrm|index|mark|car|van|taxi|cab|vehicle|saloon|"
    r"estate|audi|bmw|ford|vw|rejestrac\w*|tablic\w*)\b",
    re.IGNORECASE,
)
_NEAR = 30
_CURRENT_LENGTH = 7
_WIDE = 90
_COUNCIL = re.compile(
    r"\b(?P<what>plate|badge|lic[ea]n[cs]e)(?: ?(?:number|no\.?|num|nr|#))?(?: (?:is|was|reads?|said)"
    r")?:? ?#?(?P<number>[A-Z]{0,3}[0-9]{1,6})\b(?! ?[A-Z]{3}\b)(?![\w/:])",
    re.IGNORECASE,
)
_NOT_FAMILY = re.compile(r"\d+|[A-Z]+")


def written_marks(text: str) -> Iterator[Found]:
    """Marks and council numbers in a text in normal form."""
    yield from _current(text)
    yield from _misread(text)
    yield from _older(text)
    yield from _others(text)
    if any(sign in text for sign in _HOLE_SIGNS):
        yield from _holed(text)
    lower = text.lower()
    if any(word in lower for word in ("start", "beg", "end", "first", "last", "finish", " in ")):
        yield from _partly(text)
    yield from _halves(text)
    if any(word in lower for word in _NUMBERED):
        yield from _council(text)
        yield from _foreign(text)


def complete(mark: str) -> str:
    """A mark with what is surely missing of the current family: `K?00BD` is one character short."""
    shape = "LLDDLLL"
    if len(mark) == len(shape) - 1 and all(_fits(c, s) for c, s in zip(mark, shape, strict=False)):
        return mark + "?"
    return mark


def _fits(char: str, kind: str) -> bool:
    return char == "?" or (char.isdigit() if kind == "D" else char.isalpha())


def mark_found(start: int, end: int, mark: str, rule: str, certainty: float) -> Found:
    """A mark as read: `mark` upper case, no spaces, with `?`, `*` or `[VY]` for what is not known."""
    partial = any(sign in mark for sign in "?*[")
    attributes = {"form": "mark", "partial": partial, "as_read_differs": False}
    return Found("vehicle", start, end, f"mark:{rule}", mark, attributes, certainty, RANK)


def cued(text: str, at: int, within: int = _NEAR) -> bool:
    """Whether a word such as "reg" stands shortly before."""
    return CUE.search(text[max(0, at - within) : at]) is not None


def _squeeze(text: str) -> str:
    return re.sub(r"[\s.·\-]", "", text).upper()


def _current(text: str) -> Iterator[Found]:
    shouted = text.isupper()
    for match in _CURRENT.finditer(text):
        letters, digits, rest = match.groups()
        mark = f"{letters}{digits.upper().replace('O', '0')}{rest}".upper()
        if not CURRENT.fullmatch(mark):
            continue
        raw = match.group()
        stands_out = (
            "-" in raw or (raw.isupper() and not shouted) or (raw[2:4].isdecimal() and raw[2:4] == digits)
        )
        if stands_out and raw.islower() and " " in raw and not cued(text, match.start(), _WIDE):
            stands_out = digits == "00" or rest.lower() not in _WORDS_OF_THREE
        if stands_out or cued(text, match.start()):
            yield mark_found(match.start(), match.end(), mark, "current", 0.98)


_WORDS_OF_THREE = frozenset(
    [
        "the",
        "and",
        "was",
        "she",
        "her",
        "his",
        "him",
        "who",
        "had",
        "saw",
        "got",
        "but",
        "for",
        "are",
        "not",
        "you",
        "pm",
        "can",
        "may",
        "one",
        "two",
        "ago",
        "day",
    ]
)


def _misread(text: str) -> Iterator[Found]:
    """A figure where only a letter can stand (MK00TT0): kept as read, and said to be misread."""
    for match in _MISREAD.finditer(text):
        mark = _squeeze(match.group())
        if (
            not CURRENT.fullmatch(mark)
            and cued(text, match.start(), _WIDE)
            and not match.group(1).isdecimal()
        ):
            found = mark_found(match.start(), match.end(), mark, "misread", 0.8)
            found.attributes["as_read_differs"] = True
            yield found


def _older(text: str) -> Iterator[Found]:
    for match in _OLDER.finditer(text):
        mark = _squeeze(match.group())
        if not (PREFIX.fullmatch(mark) or SUFFIX.fullmatch(mark)):
            continue
        upper = match.group().isupper()
        beside_car = upper and _ABOUT_A_CAR.search(text[max(0, match.start() - _NEAR) : match.start()])
        if "000" in mark or cued(text, match.start()) or beside_car:
            yield mark_found(match.start(), match.end(), mark, "older", 0.95)


def _others(text: str) -> Iterator[Found]:
    for match in _SPACED.finditer(text):
        mark = _squeeze(match.group())
        if CURRENT.fullmatch(mark) or (
            cued(text, match.start()) and (PREFIX.fullmatch(mark) or SUFFIX.fullmatch(mark))
        ):
            yield mark_found(match.start(), match.end(), mark, "spaced", 0.95)
    for match in _DATELESS.finditer(text):
        mark = _squeeze(match.group())
        said_so = _RIGHT_BEFORE.search(text[max(0, match.start() - _WORD_AND_GAP) : match.start()])
        if said_so and _is_dateless(mark):
            yield mark_found(match.start(), match.end(), mark, "dateless", 0.8)
    for match in _DIPLOMATIC.finditer(text):
        yield mark_found(match.start(), match.end(), _squeeze(match.group()), "diplomatic", 0.9)


def _is_dateless(mark: str) -> bool:
    """Long enough, or letters enough, not to be a house or a badge number."""
    known = DATELESS.fullmatch(mark) and not HALF_OF_CURRENT.fullmatch(mark) and len(mark) >= 3
    return bool(known) and (len(mark) >= 5 or not _FEW_LETTERS.fullmatch(mark))


def _foreign(text: str) -> Iterator[Found]:
    for cue in _FOREIGN_CUE.finditer(text):
        match = _FOREIGN.search(text, cue.end(), cue.end() + 30)
        if match and len(_squeeze(match.group())) >= 4:
            yield mark_found(match.start(), match.end(), _squeeze(match.group()), "foreign", 0.8)


def _holed(text: str) -> Iterator[Found]:
    for match in _HOLED.finditer(text):
        raw = match.group()
        question = raw.endswith("?") and not re.search(_HOLE, raw[:-1])
        if raw.endswith("?") and (question or raw.count("?") == 1 and "." in raw):
            raw = raw[:-1]
        mark = _squeeze(re.sub(r"[_•]", "?", re.sub(r"\.\.+", "*", raw)))
        known = re.sub(r"[^A-Z0-9]", "", mark)
        has_hole = known != mark
        upper = not re.search(r"[a-z]", raw)
        if not has_hole:
            continue
        enough = len(known) >= 3 and re.search(r"\d", known) and re.search(r"[A-Z]", known)
        if (
            enough
            and len(mark) <= 9
            and (
                cued(text, match.start(), _WIDE)
                or (upper and re.match(r"[A-Z?*]{2}[0-9?*]{2}|[A-Z?]000", mark))
            )
        ):
            yield mark_found(match.start(), match.start() + len(raw), _question_marks(mark), "holes", 0.9)


def _question_marks(mark: str) -> str:
    """`KV00***` has just as many unknown characters as stars: seven in all."""
    return (
        mark.replace("*", "?")
        if len(mark) == 7 and CURRENT.fullmatch(re.sub(r"[?*]", "X", mark))
        else re.sub(r"\*+", "*", mark)
    )


def _partly(text: str) -> Iterator[Found]:
    for match in _PARTLY.finditer(text):
        g = match.groupdict()
        head, tail = g["head"] or g["head2"] or "", g["tail1"] or g["tail2"] or ""
        pieces = [p for p in (head, tail, g["head_or"], g["tail_or"]) if p]
        if all(p.isdecimal() and len(p) > 2 for p in pieces) or any(
            p.islower() and not _lower_ok(p) for p in pieces
        ):
            continue
        near = text[max(0, match.start() - _WIDE) : match.end() + _NEAR]
        plain_half = any(HALF_OF_CURRENT.fullmatch(_squeeze(p)) for p in pieces)
        if not plain_half and not _ABOUT_A_CAR.search(near) and not CUE.search(near):
            continue
        if all(p.isdecimal() for p in pieces) and not CUE.search(near):
            continue
        mark = _either(_squeeze(head), g["head_or"]) + "*" + _either(_squeeze(tail), g["tail_or"])
        if not head and not tail:
            continue
        yield mark_found(match.start(), match.end(), mark, "part", 0.85)
    for match in _CONTAINS.finditer(text):
        if _ABOUT_A_CAR.search(text[max(0, match.start() - _WIDE) : match.end()]):
            yield mark_found(
                match.start("piece"), match.end("piece"), f"*{match.group('piece').upper()}*", "contains", 0.7
            )


def _lower_ok(piece: str) -> bool:
    return bool(re.search(r"\d", piece)) or (
        len(piece) <= 3 and piece not in _WORDS_OF_THREE and not re.search(r"[aeiou]", piece)
    )


def _either(first: str, second: str | None) -> str:
    """`KV or KY` is K[VY]."""
    if not second:
        return first
    other = _squeeze(second)
    if len(other) != len(first):
        return first
    pairs = zip(first, other, strict=True)
    return "".join(a if a == b else f"[{a}{b}]" for a, b in pairs)


def _halves(text: str) -> Iterator[Found]:
    for match in _HALF.finditer(text):
        front, back = match.group("front"), match.group("back")
        remark = _REMARK.match(text, match.end())
        has_cue = cued(text, match.start(), _NEAR + 10)
        if not (remark or match.group("then") or match.group("first") or has_cue):
            continue
        if (
            not has_cue
            and not remark
            and not _ABOUT_A_CAR.search(text[max(0, match.start() - _WIDE) : match.start()])
        ):
            continue
        known = _squeeze(front or back)
        end = remark.end() if remark else match.end()
        if front:
            tail = match.group("tail") or ""
            mark = known + ("?" if len(known + tail) == _CURRENT_LENGTH - 1 else "*") + tail
        else:
            mark = f"*{known}" if not match.group("first") else f"*{known}"
        yield mark_found(match.start(), end, mark, "half", 0.85)


def _council(text: str) -> Iterator[Found]:
    for match in _COUNCIL.finditer(text):
        if match.group("what").lower().startswith("lic") and not re.search(
            r"plate|taxi|hire|driver|cab|hackney",
            text[max(0, match.start() - _NEAR) : match.start()],
            re.IGNORECASE,
        ):
            continue
        form = "licence-badge" if match.group("what").lower() == "badge" else "licence-plate"
        number = match.group("number")
        if number.isdecimal() or not re.fullmatch(r"[A-Za-z]{1,3}\d{2}", number):
            yield Found(
                "vehicle",
                match.start(),
                match.end(),
                "mark:council",
                " ".join(match.group().lower().split()),
                {"form": form, "number": number.upper()},
                0.9,
                RANK - 2,
            )
