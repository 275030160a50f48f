"""A paper register whose cells cannot be told apart."""

from waylight.learning.register import read_register


def test_a_quotation_mark_without_its_partner_swallows_no_line_after_it() -> None:
    first, second, third = read_register('D101,"Mira,spoken,passed\nD102,Tom,written,passed\nD103,Lee,s,p')
    assert (first.line, first.badge, first.check_how, first.result) == (1, "D101", "", "")
    assert "quotation mark" in first.unread[0]
    assert [(each.badge, each.result, each.unread) for each in (second, third)] == [
        ("D102", "passed", ()),
        ("D103", "passed", ()),
    ]
