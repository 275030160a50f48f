"""A simulated county is fictional by construction and the same every time."""

import re

from waylight.engine.linkage.simulate import PHONE_RANGES, County

from .county import CONTENT


def test_the_same_seed_gives_the_same_county() -> None:
    one, again, other = (County(CONTENT, 60, seed).reports() for seed in (3, 3, 4))
    assert one == again
    assert one != other


def test_offsets_are_those_of_the_words() -> None:
    for told in County(CONTENT, 200, 3).reports():
        for mention in told.truth["truth"]["mentions"]:
            assert told.report["text"][mention["start"] : mention["end"]] == mention["text"]


def test_every_number_is_kept_for_drama_and_every_mark_never_issued() -> None:
    for told in County(CONTENT, 300, 5).reports():
        for mention in told.truth["truth"]["mentions"]:
            form = mention["normalised"]
            if mention["kind"] == "phone" and "*" not in form:
                assert form.startswith(PHONE_RANGES) and len(form) == 13
            if mention["attributes"].get("form") == "mark" and re.fullmatch(r"[A-Z0-9]{7}", form):
                assert re.search(r"[0OD].*[0OD]", form[1:5])


def test_reports_come_in_order_with_patterns_decoys_and_rumours() -> None:
    county = County(CONTENT, 600, 5)
    told = county.reports()
    received = [one.report["received_at"] for one in told]
    assert received == sorted(received) and len(told) == 600
    known = county.patterns()
    assert known["patterns"] and known["decoys"] and known["circular"]
    ids = {one.report["id"] for one in told}
    assert all(set(row["report_ids"]) <= ids for rows in known.values() for row in rows)
