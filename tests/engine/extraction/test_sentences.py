"""Invented sentences, one a line, with every mention they hold: spans and normal forms exactly."""

import pytest
from tests.engine.extraction.area import CASES, Case, cases, found

FILES = sorted(path.name for path in CASES.glob("*.txt"))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{name}: {case.text[:60]}") for name in FILES for case in cases(name)]
)
def test_exactly_what_is_marked_is_found(case: Case) -> None:
    mentions = found(case.text, case.language)
    assert [(m.kind, m.text) for m in mentions] == [
        (kind, case.text[start:end]) for kind, start, end, _ in case.expected
    ]
    for mention, (kind, start, end, normalised) in zip(mentions, case.expected, strict=True):
        assert (mention.kind, mention.start, mention.end) == (kind, start, end)
        if normalised is not None:
            assert mention.normalised == normalised
