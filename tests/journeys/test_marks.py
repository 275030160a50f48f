"""The search for markers finds one in every spelling in which it could be kept."""

import json
from pathlib import Path

from tests.journeys.marks import Marks, spellings

FULL = "Zażółć gęślą jaźń, qzwjx? „tak” & <b>'nie'</b>"


def test_a_marker_would_be_found_in_every_spelling(tmp_path: Path) -> None:
    import base64

    marks = Marks()
    mark = marks.new("a test")
    for octets in (
        mark.encode(),
        mark.upper().encode(),
        mark.encode("utf-16-le"),
        b"x" + base64.b64encode(b"1" + mark.encode() + b"234"),
        base64.urlsafe_b64encode(b"12" + mark.encode()),
        base64.b64encode(b"{" * 30 + mark.encode() + b"}"),
        mark.encode().hex().encode(),
    ):
        file = tmp_path / "file"
        file.write_bytes(b"before" + octets + b"after")
        assert marks.found_under(tmp_path) == {str(file): {mark: "a test"}}, octets
    assert json.dumps(FULL)[1:-1].encode() in set(spellings(FULL))
    assert marks.found_in(b"qz0002wjx") == {}
