from datetime import date

import pytest

from waylight.engine.wording.identifiers import (
    normalise_mark,
    normalise_name,
    person_key,
    phone_numbers,
    registration_marks,
)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("grey Insignia, KV00 BDY taken off his dashcam", ["KV00BDY"]),
        ("kv00bdy", ["KV00BDY"]),
        ("Index mark NW 00 HSB.", ["NW00HSB"]),
        ("reg k v 0 0 b d y", ["KV00BDY"]),
        ("was it KV00 BDY?", ["KV00BDY"]),
        ("PY00 JCX then KV00BDY then PY00JCX again", ["PY00JCX", "KV00BDY"]),
        ("kilo victor double-oh bravo delta yankee", ["KV00BDY"]),
        ("plate ends mike kilo zero zero tango, tango, oscar and gone", ["MK00TTO"]),
        ("lima tango nought nought x-ray golf papa", ["LT00XGP"]),
        ("older one, U000 RGT", ["U000RGT"]),
        ("hen Land Rover glas, Z000 LPD", ["Z000LPD"]),
        ("reg P123 ABC", ["P123ABC"]),
        ("plate ABC 123D", ["ABC123D"]),
        ("reg is ABC 123", ["ABC123"]),
        ("نمبر KV00 BDY", ["KV00BDY"]),
    ],
)
def test_whole_marks(text: str, marks: list[str]) -> None:
    assert registration_marks(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "KV00 ...BOY?",
        "KV00 B?Y",
        "reg EU00 RR, last letter missing",
        "NW00 H-something",
        "reg KV00*",
        "KV then the zeros",
        "plate KV12",
        "reg ends 12 KVB",
        "kilo something, zero zero, then bravo delta",
        "end W zero zero hotel Sierra bravo",
        "at 12 the lads came",
        "I AM 81 AND TIRED",
        "on the M25 the other day",
        "licence plate 207, badge 88",
        "last number 4 via the quay",
        "a golf and a hotel",
        "07700 900123",
    ],
)
def test_partial_marks_and_ordinary_words_are_left_out(text: str) -> None:
    assert registration_marks(text) == []


def test_a_field_with_one_mark() -> None:
    assert normalise_mark(" kv00-bdy ") == "KV00BDY"
    assert normalise_mark("KV00 ?DY") is None
    assert normalise_mark("KV00…") is None
    assert normalise_mark("") is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ring 07700 900417 or +44 7700 900 417", ["+447700900417"]),
        ("number is 07700 9oo 417 thats it", ["+447700900417"]),
        ("07700 900-417", ["+447700900417"]),
        ("van says 01632 960233", ["+441632960233"]),
        ("office 020 7946 0187", ["+442079460187"]),
        ("رقمي ٠٧٧٠٠٩٠٠٢٨٤", ["+447700900284"]),
        ("0800 1111 and 0800 555 111", ["+448001111", "+44800555111"]),
        ("+33 1 23 45 67 89", ["+33123456789"]),
    ],
)
def test_whole_phone_numbers(text: str, numbers: list[str]) -> None:
    assert phone_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "number ends 417 and it starts 07700 900.",
        "07700 900***",
        "2026-08-31T18:00/2026-09-02T06:40",
        "01/08 23:31",
        "plate 114, badge 88, room 1204",
        "reg KV00 BDY",
        "999 or 101",
    ],
)
def test_partial_numbers_dates_and_marks_are_left_out(text: str) -> None:
    assert phone_numbers(text) == []


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("  Zoë   O’Neill-Łuk ", "zoe oneill luk"),
        ("ZOE ONEILL LUK", "zoe oneill luk"),
        ("Kyle D.", "kyle d"),
        ("علي كريم", "علی کریم"),
        ("ਹਰਪ੍ਰੀਤ  ਕੌਰ", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
        ("--", ""),
    ],
)
def test_names(given: str, plain: str) -> None:
    assert normalise_name(given) == plain


def test_a_name_alone_is_no_key() -> None:
    born = date(2011, 4, 2)
    assert person_key("Zoë Marsh", born) == person_key("zoe  marsh", born) == "zoe marsh|2011-04-02"
    assert person_key("Zoë Marsh", None) is None
    assert person_key(" ", born) is None
