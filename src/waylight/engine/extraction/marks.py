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
_MISREAD = re.compile(r"(?<![\w?*@])[A-Z0-9]{2}[ -]?[A-Z0-9]{2}[ -]?[A-Z0-9]{3}(?![\w*@?])")
_TO_LETTER = str.maketrans("0158264", "OISBZGA")
_TO_FIGURE = str.maketrans("OQDILSBZGA", "0001158264")
_POSTCODE_LIKE = re.compile(r"\d[A-Z]{2}$")
_OLDER = re.compile(r"(?<![\w?*@])(?:[A-Za-z]{1,3}[ -]?[0-9]{1,3}[ -]?[A-Za-z]{1,3})(?![\w*@])")
_DATELESS = re.compile(r"(?<![\w?*@])(?:[A-Z]{1,3}[ -]?[0-9]{1,4}|[0-9]{1,4}[ -]?[A-Z]{1,3})(?![\w*@])")
_SPACED = re.compile(r"(?<!\w)[A-Za-z](?:[ .-][A-Za-z0-9]){4,6}(?!\w)")
_DIPLOMATIC = re.compile(r"(?<!\w)[0-9]{3}[ -]?[DX][ -]?[0-9]{3}(?!\w)")
_FOREIGN = re.compile(
    r"(?<!\w)(?=[A-Z0-9 -]*[0-9])(?=[A-Z0-9 -]*[A-Z])"
    r"[A-Z0-9]{1,4}[ -]?[A-Z0-9]{1,5}(?:[ -][A-Z0-9]{1,6})?(?!\w)"
)
_FOREIGN_WORDS = (
    *("foreign", "polish", "romanian", "bulgarian", "lithuanian", "latvian", "irish", "french", "german"),
    *("spanish", "dutch", "italian", "european", "eu", "ukrainian", "czech", "albanian"),
)
_FOREIGN_CUE = re.compile(
    rf"\b(?:{'|'.join(_FOREIGN_WORDS)})\b[^.!?\n]{{0,25}}\b(?:reg\w*|plates?|numbers?|mark)\b",
    re.IGNORECASE,
)
_RIGHT_BEFORE = re.compile(
    r"\b(?:reg|registration|plate|mark|vrm|index)\w*(?:\s|:|=|is|was|mark|plate|number|no|\.)*$",
    re.IGNORECASE,
)
_FEW_LETTERS = re.compile(r"[A-Z]{0,2}\d+")
_WORD_AND_GAP = 40
_HOLE_SIGNS = ("?", "*", "_", "•", "..")
_MAY_BE_HOLED = re.compile(r"[A-Z\d][?*_•]|[?*_•][A-Za-z\d]|\.\.|[?*_•]{2}|\d[a-z]{1,3}[?*_•]")
_MARK_WORDS = ("reg", "plate", "mark", "vrm", "index")
_NUMBERED = ("plate", "badge", "licen", "number", "mark", "reg")
_SHORT_BY_ONE = re.compile(r"[A-Z]{2} ?\d{2} ?[A-Z]{2}\?")
_HOLE = r"(?:[?*_•]|\.\.+)"
_HOLED = re.compile(
    rf"(?<![\w@])(?=[A-Za-z0-9?*_.•]{{0,8}}(?:[ -][A-Z0-9?*_.•]{{1,6}}){{0,2}}{_HOLE}?)"
    rf"(?:(?:[A-Z0-9]|{_HOLE}){{1,8}}|(?=[a-z]{{0,3}}(?:\d|{_HOLE}))(?:[a-z0-9]|{_HOLE}){{1,8}})"
    rf"(?:[ -](?:[A-Z0-9]|{_HOLE}){{1,6}}){{0,2}}(?![\w@])"
)
_HALF = re.compile(
    r"(?<![\w@])(?:([A-Z]{2} ?[0-9]{2}(?: ?[A-Z]{1,2})?|[a-z]{2}[0-9]{2})|([0-9]{2} ?[A-Z]{3}))(?![\w@*?])"
)
_REMARK = re.compile(
    r"(?:,| -| but)? ?(?:\(?(?:the )?(?:last|final|first|other|end) (?:\w+ )?(?:letters?|digits?|bits?|"
    r"ones?|characters?|part)(?: (?:is|was|were|are))? (?:missing|unknown|unclear|not (?:seen|visible|"
    r"clear|caught)|covered|dirty|muddy|obscured|hidden)\)?|ਆਖਰੀ ਅੱਖਰ ਨਹੀਂ ਦਿਸਿਆ)",
    re.IGNORECASE,
)
_ABOUT_A_CAR = re.compile(
    r"\b(?:reg|regs|registration|plates?|number ?plate|vrm|index|mark|car|van|taxi|cab|vehicle|saloon|"
    r"estate|hatchback|minibus|lorry|audi|bmw|ford|vw|vauxhall|volkswagen|mercedes|toyota|honda|nissan|"
    r"renault|peugeot|citroen|fiat|skoda|hyundai|kia|mazda|volvo|rejestrac\w*|tablic\w*)\b",
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
_LICENSED = re.compile(r"\b(?:taxi|cab|hire|hackney|council|licen[cs]\w+)\b.{0,12}$", re.IGNORECASE)


def written_marks(text: str) -> Iterator[Found]:
    """Marks and council numbers in a text in normal form."""
    lower = text.lower()
    yield from _current(text)
    yield from _misread(text)
    yield from _older(text)
    yield from _spaced(text)
    if any(word in lower for word in _MARK_WORDS):
        yield from _dateless(text)
    if any(sign in text for sign in _HOLE_SIGNS) and _MAY_BE_HOLED.search(text):
        yield from _holed(text)
    yield from _halves(text)
    if any(word in lower for word in _NUMBERED):
        yield from _council(text)
        if any(word in lower for word in _FOREIGN_WORDS):
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
    differs = len(mark) == _CURRENT_LENGTH and not partial and mark != _as_meant(mark)
    attributes = {"form": "mark", "partial": partial, "as_read_differs": differs and rule != "older"}
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
        raw = match.group()
        mark = f"{letters}{'00' if digits.upper() == 'OO' else digits}{rest}".upper()
        if not CURRENT.fullmatch(_as_meant(mark)) or (rest.islower() and not letters.islower()):
            continue
        stands_out = (
            "-" in raw or (raw.isupper() and not shouted) or (raw[2:4].isdecimal() and raw[2:4] == digits)
        )
        if stands_out and raw.islower() and " " in raw and not cued(text, match.start(), _WIDE):
            stands_out = digits == "00"
        if stands_out or cued(text, match.start()):
            yield mark_found(match.start(), match.end(), mark, "current", 0.98)


def _as_meant(mark: str) -> str:
    """A mark of seven with the letters and figures that are taken for each other where each can stand."""
    return mark[:2].translate(_TO_LETTER) + mark[2:4].translate(_TO_FIGURE) + mark[4:].translate(_TO_LETTER)


def _misread(text: str) -> Iterator[Found]:
    """A figure where only a letter can stand, or the other way round (MK00TT0): kept as read."""
    for match in _MISREAD.finditer(text):
        mark = _squeeze(match.group())
        spoilt = mark != _as_meant(mark) and CURRENT.fullmatch(_as_meant(mark)) and not mark.isdecimal()
        telling = any(char.isdecimal() for char in mark) and not mark[2:].isdecimal()
        near = cued(text, match.start(), _WIDE) or (
            not _POSTCODE_LIKE.search(mark)
            and _ABOUT_A_CAR.search(text[max(0, match.start() - _NEAR) : match.start()])
        )
        if spoilt and telling and near:
            yield mark_found(match.start(), match.end(), mark, "misread", 0.8)


def _older(text: str) -> Iterator[Found]:
    for match in _OLDER.finditer(text):
        mark = _squeeze(match.group())
        if not (PREFIX.fullmatch(mark) or SUFFIX.fullmatch(mark)):
            continue
        upper = match.group().isupper()
        if (
            not upper
            and " " in match.group()
            and not _RIGHT_BEFORE.search(text[: match.start()][-_WORD_AND_GAP:])
        ):
            continue
        beside_car = upper and _ABOUT_A_CAR.search(text[max(0, match.start() - _NEAR) : match.start()])
        if "000" in mark or cued(text, match.start()) or beside_car:
            yield mark_found(match.start(), match.end(), mark, "older", 0.95)


def _spaced(text: str) -> Iterator[Found]:
    for match in _SPACED.finditer(text):
        mark = _squeeze(match.group())
        if CURRENT.fullmatch(mark) or (
            cued(text, match.start()) and (PREFIX.fullmatch(mark) or SUFFIX.fullmatch(mark))
        ):
            yield mark_found(match.start(), match.end(), mark, "spaced", 0.95)
    for match in _DIPLOMATIC.finditer(text):
        yield mark_found(match.start(), match.end(), _squeeze(match.group()), "diplomatic", 0.9)


def _dateless(text: str) -> Iterator[Found]:
    for match in _DATELESS.finditer(text):
        mark = _squeeze(match.group())
        before = text[max(0, match.start() - _WORD_AND_GAP) : match.start()]
        if _RIGHT_BEFORE.search(before) and _is_dateless(mark) and not _LICENSED.search(before):
            yield mark_found(match.start(), match.end(), mark, "dateless", 0.8)


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
        short_by_one = _SHORT_BY_ONE.fullmatch(raw)
        question = raw.endswith("?") and not re.search(_HOLE, raw[:-1]) and not short_by_one
        if raw.endswith("?") and (question or raw.count("?") == 1 and "." in raw):
            raw = raw[:-1]
        mark = _squeeze(re.sub(r"[_•]", "?", re.sub(r"\.\.+", "*", raw)))
        known = re.sub(r"[^A-Z0-9]", "", mark)
        has_hole = known != mark
        upper = not re.search(r"[a-z]", raw)
        if not has_hole:
            continue
        if raw.endswith("....") and not raw.startswith("...."):
            raw = raw[:-1]  # a full stop behind three dots
        mixed = len(known) >= 3 and re.search(r"\d", known) and re.search(r"[A-Z]", known)
        dotted = "." in raw and len(known) >= 2 and upper and not known.isdecimal()
        about = cued(text, match.start(), _WIDE)
        if dotted and not about:
            about = bool(_ABOUT_A_CAR.search(text[max(0, match.start() - _WIDE) : match.start()]))
        shaped = upper and re.match(r"[A-Z?*]{2}[0-9?*]{2}|[A-Z?]000", mark)
        if len(mark) <= 9 and ((mixed and (about or shaped)) or (dotted and about)):
            yield mark_found(match.start(), match.start() + len(raw), _question_marks(mark), "holes", 0.9)


def _question_marks(mark: str) -> str:
    """`KV00***` has just as many unknown characters as stars: seven in all."""
    return (
        mark.replace("*", "?")
        if len(mark) == 7 and CURRENT.fullmatch(re.sub(r"[?*]", "X", mark))
        else re.sub(r"\*+", "*", mark)
    )


def _halves(text: str) -> Iterator[Found]:
    """Half of a current mark beside a word such as "reg", or with a remark on the letters not seen."""
    for match in _HALF.finditer(text):
        remark = _REMARK.match(text, match.end())
        if remark or cued(text, match.start(), _NEAR + 10):
            front, back = match.groups()
            known = _squeeze(front or back)
            hole = "?" if len(known) == _CURRENT_LENGTH - 1 else "*"
            end = remark.end() if remark else match.end()
            yield mark_found(match.start(), end, known + hole if front else f"*{known}", "half", 0.85)


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
