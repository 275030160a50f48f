"""What is typed about a hotel information notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.triage.forms import LONG, Ask, Words, choose

from .codes import Rank, Recipient
from .dates import on


class NoticeForm(Ask):
    submit = _("Write the notice")
    hotel = Words(label=_("Name of the hotel"), max_length=200)
    address = Words(label=_("Its address"), max_length=300)
    recipient_kind = forms.ChoiceField(
        label=_("The notice is for its"), choices=Recipient.choices, widget=forms.RadioSelect
    )
    recipient = Words(label=_("Name of that person or company"), max_length=200)
    grounds = Words(
        label=_("Why the officer believes it"),
        widget=LONG,
        help_text=_("The hotel reads this. No name of a child, nothing that leads to whoever told of it."),
    )
    authorised_by = Words(label=_("Officer who gives it"), max_length=200)
    rank = forms.ChoiceField(label=_("Rank: inspector or above"), choices=choose(Rank.choices))
    first_day = on(_("Takes effect on"))
    last_day = on(_("Last day in force, at most six months later"))


class AskHotelForm(Ask):
    submit = _("Note the request")
    asked_on = on(_("Asked in writing on"))
    asked_by = Words(label=_("By which constable"), max_length=200)
    what = Words(label=_("What is asked"), widget=LONG)
    stays_from = on(_("About stays from"))
    stays_to = on(_("to"))
    answer_by = on(_("To be answered by"))


class ReturnForm(Ask):
    asked = forms.ChoiceField(label=_("Which request?"))
    returned_on = on(_("Came back on"))
    returned = Words(label=_("What came back, or that nothing did"), widget=LONG)

    def __init__(self, *args: Any, requests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = choose([(str(each.pk), each.what) for each in requests])
        self.offer("asked", listed)
