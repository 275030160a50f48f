"""A receipt survives being read aloud, written down and typed again, and a slip is located."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from waylight.engine.sealing import BadFlowKey, FlowKey, Receipt, ReceiptSlip, open_envelope, seal

receipts = st.integers(0, 10**35 - 1).map(Receipt.from_number)
RECEIPT = Receipt.from_number(48_310_275_991_334_407_612_580_034_271_958_860)
DIGITS = RECEIPT.text.replace(" ", "")
ZEROS = {"full-width": "０", "Arabic": "٠", "Urdu": "۰", "Gurmukhi": "੦", "Bengali": "০", "Devanagari": "०"}


def slip(text: str) -> ReceiptSlip:
    with pytest.raises(ReceiptSlip) as raised:
        Receipt.parse(text)
    return raised.value


@given(receipts)
def test_a_receipt_reads_back(receipt: Receipt) -> None:
    assert Receipt.parse(receipt.text) == receipt
    assert Receipt.parse("\n".join(receipt.lines)) == receipt


def test_it_is_ten_groups_of_four_in_five_lines() -> None:
    assert re.fullmatch(r"\d{4}( \d{4}){9}", RECEIPT.text)
    assert [line.replace(" ", "") for line in RECEIPT.lines] == [DIGITS[n : n + 8] for n in range(0, 40, 8)]


def test_new_receipts_differ_and_keep_their_leading_zeros() -> None:
    assert len({Receipt.new() for _ in range(100)}) == 100
    assert Receipt.parse(Receipt.from_number(0).text).to_bytes() == b"0" * 35


@pytest.mark.parametrize("separator", ["", "-", " – ", ".", "/", "\n", "\u00a0", "\u202f", "\t", ", "])
def test_any_separator_will_do(separator: str) -> None:
    assert Receipt.parse(separator.join(RECEIPT.text.split())) == RECEIPT
    assert Receipt.parse(separator.join(DIGITS)) == RECEIPT


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS.keys())
def test_the_digits_of_any_script_will_do(zero: str) -> None:
    assert unicodedata.decimal(zero) == 0
    assert Receipt.parse("".join(chr(ord(zero) + int(digit)) for digit in DIGITS)) == RECEIPT


def test_letters_that_look_like_digits_will_do() -> None:
    lookalike = str.maketrans({"0": "O", "1": "l", "2": "Z", "5": "S", "8": "B", "3": "З"})
    lines = [line.replace(" ", "") for line in RECEIPT.lines]
    assert any(line.translate(lookalike) != line for line in lines)
    assert Receipt.parse("\n".join(line.translate(lookalike) for line in lines)) == RECEIPT
    assert Receipt.parse(" ".join(DIGITS).replace("0", "o").replace("1", "I")) == RECEIPT


def test_a_lone_letter_counts_only_among_digits() -> None:
    assert Receipt.parse(f"The receipt I was given is {RECEIPT.text}. Thank you.") == RECEIPT


def test_marks_and_words_around_it_are_passed_over() -> None:
    assert (
        Receipt.parse(f"Your receipt is:\n\u2066{RECEIPT.text}\u2069\u200b\nPlease keep it. ਧੰਨਵਾਦ") == RECEIPT
    )


@given(receipt=receipts, at=st.integers(0, 39), digit=st.integers(0, 9))
def test_a_wrong_digit_is_located(receipt: Receipt, at: int, digit: int) -> None:
    digits = receipt.text.replace(" ", "")
    assume(digits[at] != str(digit))
    found = slip(digits[:at] + str(digit) + digits[at + 1 :])
    line = at // 8 + 1
    assert (found.kind, found.lines, found.groups) == ("wrong_digit", (line,), (2 * line - 1, 2 * line))
    assert f"line {line}" in str(found)


@given(receipt=receipts, at=st.integers(0, 38))
def test_two_neighbours_exchanged_are_located(receipt: Receipt, at: int) -> None:
    digits = receipt.text.replace(" ", "")
    assume(digits[at] != digits[at + 1])
    found = slip(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    assert found.kind == "wrong_digit"
    assert set(found.lines) == {at // 8 + 1, (at + 1) // 8 + 1}


@given(receipt=receipts, one=st.integers(0, 4), other=st.integers(0, 4))
def test_two_lines_exchanged_are_both_named(receipt: Receipt, one: int, other: int) -> None:
    lines = list(receipt.lines)
    assume(one != other)
    lines[one], lines[other] = lines[other], lines[one]
    assert slip("\n".join(lines)).lines == tuple(sorted((one + 1, other + 1)))


@pytest.mark.parametrize("line", range(1, 6))
def test_a_line_left_out_or_said_twice_is_noticed(line: int) -> None:
    lines = list(RECEIPT.lines)
    twice = slip("\n".join([*lines[:line], *lines[line - 1 :]]))
    del lines[line - 1]
    missing = slip("\n".join(lines))
    assert (missing.kind, missing.lines, missing.found) == ("too_short", (line,), 32)
    assert (twice.kind, twice.found) == ("too_long", 48)
    assert twice.lines == ((line + 1,) if line < 5 else ())


@given(receipt=receipts, at=st.integers(0, 39))
def test_a_missing_digit_is_never_placed_before_it_happened(receipt: Receipt, at: int) -> None:
    digits = receipt.text.replace(" ", "")
    found = slip(digits[:at] + digits[at + 1 :])
    assert (found.kind, found.found) == ("too_short", 39)
    assert found.lines[0] >= at // 8 + 1


@given(receipt=receipts, at=st.integers(0, 40), digit=st.integers(0, 9))
def test_an_extra_digit_is_never_placed_before_it_happened(receipt: Receipt, at: int, digit: int) -> None:
    digits = receipt.text.replace(" ", "")
    found = slip(f"{digits[:at]}{digit}{digits[at:]}")
    assert (found.kind, found.found) == ("too_long", 41)
    assert all(line >= at // 8 + 1 for line in found.lines)


def test_what_follows_a_whole_receipt_is_named_as_such() -> None:
    found = slip(f"{RECEIPT.text} 9")
    assert (found.kind, found.lines) == ("too_long", ())
    assert "Leave out the rest" in str(found)


def test_a_first_line_alone_asks_for_the_second() -> None:
    assert slip(RECEIPT.lines[0]).lines == (2,)


@pytest.mark.parametrize("text", ["", "   ", "I lost it", "\u2066\u2069", "a"])
def test_no_digits_at_all(text: str) -> None:
    assert slip(text).kind == "empty"


def test_another_letter_among_digits_is_located() -> None:
    lines = list(RECEIPT.lines)
    lines[2] = lines[2][:2] + "x" + lines[2][3:]
    found = slip("\n".join(lines))
    assert (found.kind, found.lines) == ("not_a_digit", (3,))
    assert slip(f"{RECEIPT.text} 9x").lines == ()


@settings(max_examples=300)
@given(st.text(max_size=80))
def test_whatever_is_typed_gets_a_receipt_or_a_sentence(text: str) -> None:
    try:
        Receipt.parse(text)
    except ReceiptSlip as found:
        assert str(found).endswith(".")


def test_a_slip_tells_no_digit_of_the_receipt() -> None:
    found = slip(DIGITS[:-1] + str((int(DIGITS[-1]) + 1) % 10))
    assert not re.search(r"\d{2,}", str(found).replace("40 digits", ""))


def test_locator_and_key_pair_come_from_the_receipt_alone() -> None:
    again = Receipt.parse(RECEIPT.text)
    assert re.fullmatch(r"[0-9a-f]{32}", RECEIPT.locator)
    assert again.locator == RECEIPT.locator != Receipt.from_number(1).locator
    envelope = seal(RECEIPT.public_key(), b"Seen by a person", purpose="message")
    assert open_envelope(again.private_key(), envelope, purpose="message") == b"Seen by a person"


def test_sameness_is_seen_within_one_receipt_only() -> None:
    tag = RECEIPT.content_tag(b"words")
    assert re.fullmatch(r"[0-9a-f]{64}", tag)
    assert tag == RECEIPT.content_tag(b"words")
    assert tag not in (RECEIPT.content_tag(b"other words"), Receipt.from_number(1).content_tag(b"words"))


@pytest.mark.parametrize("secret", [b"", b"1" * 34, b"1" * 36, b"x" * 35, b"1" * 34 + b" "])
def test_a_receipts_secret_is_35_digits(secret: bytes) -> None:
    with pytest.raises(ValueError, match="35"):
        Receipt.from_bytes(secret)


@given(st.binary(min_size=32, max_size=32))
def test_a_flow_gives_the_same_receipt_again(octets: bytes) -> None:
    flow = FlowKey.from_bytes(octets)
    again = FlowKey.from_cookie(flow.to_cookie())
    assert again == flow
    assert again.receipt == flow.receipt
    assert Receipt.parse(flow.receipt.text) == flow.receipt


def test_the_parts_of_a_flow_tell_nothing_of_each_other() -> None:
    flow = FlowKey.from_bytes(bytes(32))
    parts = [flow.draft_locator, flow.instance_id, flow.draft_key.hex()[:32], flow.receipt.locator]
    assert len(set(parts)) == 4
    assert all(re.fullmatch(r"[0-9a-f]{32}", part) for part in parts)
    assert len(flow.draft_key) == 32
    assert FlowKey.new() != FlowKey.new()


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "A",
        "A" * 42,
        "A" * 44,
        "A" * 42 + "B",
        "+" * 43,
        "/" * 43,
        "A" * 42 + "=",
        "A" * 42 + "é",
        " " + "A" * 43,
    ],
)
def test_another_cookie_holds_no_flow_key(cookie: str) -> None:
    with pytest.raises(BadFlowKey):
        FlowKey.from_cookie(cookie)
