import pytest

from waylight.engine.linkage.folding import (
    consonants,
    is_whole,
    latin,
    loosely_folded,
    mark_slots,
    phone_slots,
    skeleton,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Żaneta Wójcik", "zaneta wojcik"),
        ("Siân", "Sian"),
        ("O’Hara", "ohara"),
        ("Дмитро", "Dmitro"),
        ("  Jay--Jay ", "jay jay"),
        ("Łukasz", "lukasz"),
    ],
)
def test_names_meet_in_latin(one: str, other: str) -> None:
    assert latin(one) == latin(other)


@pytest.mark.parametrize(
    ("script", "spelling"),
    [
        ("محمد", "Mohammed"),
        ("محمد", "Muhammad"),
        ("حسین", "Hussain"),
        ("خالد", "Khalid"),
        ("ਗੁਰਪ੍ਰੀਤ", "Gurpreet"),
    ],
)
def test_a_script_without_vowels_meets_its_spellings(script: str, spelling: str) -> None:
    assert consonants(latin(script)) == consonants(latin(spelling)) != ""


def test_short_names_have_no_consonant_form() -> None:
    assert consonants("ali") == consonants("lou") == ""


@pytest.mark.parametrize(
    ("pattern", "slots"),
    [
        ("KV00BDY", "KV0080Y"),
        ("KV00*", "KV00___"),
        ("*BDY", "____80Y"),
        ("KV*DY", "KV___0Y"),
        ("KV00?DY", "KV00_0Y"),
        ("KV00B[DO]Y", "KV0080Y"),
        ("KV00BD[VY]", "KV0080_"),
        ("K000ABC", "K000A8C"),
        ("K12ABC", "K12-A8C"),
        ("ABCDEFGH", ""),
    ],
)
def test_marks_lie_in_seven_slots(pattern: str, slots: str) -> None:
    assert mark_slots(pattern) == slots


def test_rarer_mistakes_meet_only_in_the_loose_form() -> None:
    assert mark_slots("KV00BDY") != mark_slots("KV00BDV")
    assert loosely_folded(mark_slots("KV00BDY")) == loosely_folded(mark_slots("KV00BDV"))


@pytest.mark.parametrize(
    ("pattern", "slots"),
    [
        ("+447700900123", "7700900123"),
        ("07700900123", "7700900123"),
        ("*123", "_______123"),
        ("+447700900*", "7700900___"),
        ("+447700*123", "7700___123"),
        ("+447700900*123", "7700900123"),
        ("+44770090012?", "770090012_"),
        ("+4842", "______4842"),
    ],
)
def test_phones_lie_in_ten_slots(pattern: str, slots: str) -> None:
    assert phone_slots(pattern) == slots


def test_whole_means_nothing_in_doubt() -> None:
    assert is_whole("+447700900123") and is_whole("KV00BDY")
    assert not any(is_whole(partial) for partial in ("KV*", "KV00?DY", "KV00BD[VY]"))


def test_handles_meet_without_their_punctuation() -> None:
    assert skeleton("k.made_it-00") == skeleton("kmadeit00")
