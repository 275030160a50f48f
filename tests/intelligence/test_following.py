"""What is new for a person: since they looked, in searches they keep, on what they watch, and when somebody
undoes what they confirmed."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from waylight.accounts.models import Person
from waylight.accounts.policy import Refused
from waylight.intelligence import actions, queries
from waylight.intelligence.errors import NotPossible, Why
from waylight.intelligence.models import Entity, EntityWatch, Look, Notice, Observation, SavedSearch

from .known import CAR, SAME_CAR, mention, seen
from .test_screens import words

AGAIN = "KV00 ABC, the silver Golf, by the park."


def entity_of(account: Any, kind: str = "vehicle") -> Entity:
    return Entity.objects.get(pk=seen(account, kind).entity_id)


def watched(told: Callable[..., Any], by: Any, **own: Any) -> EntityWatch:
    asked = {"reason": "The school asked to be told.", "days": 28, **own}
    return actions.watch_entity(entity_of(told(CAR)), by=by, **asked)


def test_what_came_since_the_last_look_is_marked(hub: Any, told: Callable[..., Any]) -> None:
    entity = entity_of(told(CAR))
    page = queries.open_entity(hub.intelligence, entity.pk)
    assert (page.looked_at, [each.is_new for each in page.told]) == (None, [False])
    actions.look(entity, by=hub.intelligence, seq=page.seq)
    told(SAME_CAR)
    page = queries.open_entity(hub.intelligence, entity.pk)
    assert page.looked_at is not None
    assert sorted(each.is_new for each in page.told) == [False, True]
    assert not any(each.is_new for each in queries.open_entity(hub.manager, entity.pk).told), "each their own"


def test_the_first_page_names_what_has_news_and_only_within_reach(
    hub: Any, actor: Callable[..., Any], told: Callable[..., Any], other_area: Any
) -> None:
    entity = entity_of(told(CAR))
    actions.look(entity, by=hub.intelligence)
    actions.look(None, by=hub.intelligence)
    assert queries.front(hub.intelligence).looked_at == []
    account = told(SAME_CAR)
    front = queries.front(hub.intelligence)
    assert [(each.about.title, each.new) for each in front.looked_at] == [("KV00ABC", 1)]
    assert front.arrived == 1
    account.contact.area = other_area
    account.contact.save(update_fields=["area"])
    front = queries.front(hub.intelligence)
    assert (front.looked_at, front.arrived) == ([], 0)


def test_news_follow_a_merge(hub: Any, told: Callable[..., Any]) -> None:
    one = mention(told("They call him Deano, a man with a beard."), "Deano").observation
    other = mention(told("A man known as Deano with a beard again."), "Deano").observation
    before = {one.entity_id, other.entity_id}
    for pk in before:
        actions.look(Entity.objects.get(pk=pk), by=hub.intelligence)
    decision = actions.decide(one, other, same=True, reason="x", by=hub.manager)
    left = Observation.objects.get(pk=one.pk).entity_id
    gone = (before - {left}).pop()
    actions.watch_entity(Entity.objects.get(pk=left), reason="x", days=7, by=hub.intelligence)
    EntityWatch.objects.update(entity=gone)
    assert actions.tell_of_decision(decision.pk) == 1
    front = queries.front(hub.intelligence)
    assert {each.about.entity for each in (*front.told, *front.watched)} == {left}


def test_a_search_that_is_kept_counts_what_is_new(hub: Any, told: Callable[..., Any], audited: Any) -> None:
    told(CAR)
    saved = actions.save_search("KV00 ?B*", "concern", by=hub.intelligence)
    (kept,) = queries.front(hub.intelligence).kept
    assert (kept.saved.terms, kept.new) == ("KV00 ?B*", 0)
    told(SAME_CAR)
    told("A red Fiesta KX00 DEF.")
    assert [each.new for each in queries.front(hub.intelligence).kept] == [1]
    found = queries.search(hub.intelligence, saved.terms, purpose=saved.purpose)
    actions.ran(saved, by=hub.intelligence, seq=found.seq)
    assert [each.new for each in queries.front(hub.intelligence).kept] == [0]
    assert queries.front(hub.manager).kept == []
    with pytest.raises(Refused):
        actions.forget_search(saved, by=hub.manager)
    actions.forget_search(saved, by=hub.intelligence)
    assert not SavedSearch.objects.exists()
    states = [event.detail.get("state") for event in audited("known.search") if event.object_type]
    assert states == ["kept", "forgotten"]


def test_plain_words_of_a_kept_search_count_only_where_they_may_be_read(
    hub: Any, told: Callable[..., Any]
) -> None:
    for who in (hub.screener, hub.intelligence):
        actions.save_search("glitter", "concern", by=who)
    told("Somebody leaves glitter wrappers by the bins.")
    assert [each.new for each in queries.front(hub.screener).kept] == [1]
    assert [each.new for each in queries.front(hub.intelligence).kept] == [0]


def test_there_is_room_for_so_many_searches(hub: Any, area: Any) -> None:
    for n in range(actions.MOST_SEARCHES):
        actions.save_search(f"word {n}", "concern", by=hub.screener)
    with pytest.raises(NotPossible) as refused:
        actions.save_search("one more", "concern", by=hub.screener)
    assert refused.value.why == Why.MANY


def test_a_watch_tells_its_author_of_each_new_account_once(
    hub: Any, told: Callable[..., Any], work: Callable[[], int], concern: Callable[..., Any]
) -> None:
    watch = watched(told, hub.screener)
    concern(words=SAME_CAR)
    work()
    notice = Notice.objects.get()
    assert (notice.person_id, notice.entity_id) == (hub.screener.user_id, watch.entity_id)
    assert notice.account is not None
    assert actions.tell_of_account(notice.account) == 0
    (told_of,) = queries.front(hub.screener).told
    assert told_of.about.title == "KV00ABC"
    with pytest.raises(Refused):
        actions.notice_done(notice, by=hub.manager)
    actions.notice_done(notice, by=hub.screener)
    assert queries.front(hub.screener).told == []


def test_a_watch_does_not_tell_of_what_its_author_does_not_reach(hub: Any, told: Callable[..., Any]) -> None:
    watched(told, hub.intelligence)
    account = told(SAME_CAR)
    account.contact.desk = "independent"
    account.contact.save(update_fields=["desk"])
    assert actions.tell_of_account(account) == 0


def test_a_watch_of_somebody_who_left_tells_nobody(hub: Any, told: Callable[..., Any]) -> None:
    watched(told, hub.intelligence)
    Person.objects.filter(pk=hub.intelligence.user_id).update(is_active=False)
    assert actions.tell_of_account(told(SAME_CAR)) == 0


def test_a_watch_has_a_reason_and_a_last_day_and_lapses(
    hub: Any, told: Callable[..., Any], clock: Any
) -> None:
    with pytest.raises(NotPossible) as refused:
        watched(told, hub.screener, reason=" ")
    assert refused.value.why == Why.REASON
    watch = watched(told, hub.screener, days=7)
    with pytest.raises(NotPossible) as refused:
        actions.watch_entity(watch.entity, reason="Again.", days=7, by=hub.screener)
    assert refused.value.why == Why.WATCHED
    assert actions.lapse_watches() == 0
    clock.shift(timedelta(days=8))
    assert actions.tell_of_account(told(SAME_CAR)) == 0, "its last day has come, whether or not the clock ran"
    assert actions.lapse_watches() == 1
    watch.refresh_from_db()
    assert watch.state == "lapsed"
    actions.end_watch(watch, by=hub.screener)
    watch.refresh_from_db()
    assert watch.state == "lapsed", "what has lapsed is not ended too"


def test_an_ended_watch_is_quiet(hub: Any, told: Callable[..., Any]) -> None:
    watch = watched(told, hub.screener)
    with pytest.raises(Refused):
        actions.end_watch(watch, by=hub.manager)
    actions.end_watch(watch, by=hub.screener)
    assert actions.tell_of_account(told(SAME_CAR)) == 0


@pytest.mark.parametrize("role", ["licensing", "auditor", "administrator", "designated-officer"])
def test_who_may_not_watch(actor: Callable[..., Any], told: Callable[..., Any], role: str) -> None:
    with pytest.raises(Refused):
        watched(told, actor(role))


def test_whoever_confirmed_a_link_is_told_when_it_is_undone(
    hub: Any, told: Callable[..., Any], work: Callable[[], int]
) -> None:
    one, other = seen(told(CAR), "vehicle"), seen(told(SAME_CAR), "vehicle")
    actions.decide(one, other, same=True, reason="The same dent.", by=hub.intelligence)
    work()
    assert not Notice.objects.exists(), "nobody is told of what they did"
    actions.decide(one, other, same=False, reason="Cloned plates.", by=hub.manager)
    work()
    (told_of,) = queries.front(hub.intelligence).told
    assert told_of.decision is not None
    assert (told_of.decision.verdict, told_of.decision.by_id) == ("different", hub.manager.user_id)
    actions.take_back(one, other, reason="They were not.", by=hub.manager)
    work()
    told_of_both = queries.front(hub.intelligence).told
    assert {each.decision.verdict for each in told_of_both if each.decision} == {"undecided", "different"}


def test_whoever_watches_is_told_of_a_decision(hub: Any, told: Callable[..., Any]) -> None:
    one, other = seen(told(CAR), "vehicle"), seen(told(SAME_CAR), "vehicle")
    actions.watch_entity(Entity.objects.get(pk=one.entity_id), reason="x", days=7, by=hub.screener)
    decision = actions.decide(one, other, same=False, reason="Cloned plates.", by=hub.manager)
    assert actions.tell_of_decision(decision.pk) == 1
    assert actions.tell_of_decision(decision.pk) == 0
    assert Notice.objects.get().person_id == hub.screener.user_id


def test_on_the_pages(told: Callable[..., Any], staff_client: Callable[..., Any], work: Any) -> None:
    entity, client = entity_of(told(CAR)), staff_client("intelligence")
    address = f"/hub/known/entity/{entity.pk}/"
    assert "Watch this" in words(client.get(address))
    assert client.post(f"{address}watch/", {"reason": "", "days": "7"}).status_code == 400
    done = client.post(f"{address}watch/", {"reason": "Asked by the school.", "days": "7"}, follow=True)
    assert "You watch this until" in words(done)
    client.post("/hub/known/search/keep/", {"value": "KV00 ABC", "purpose": "concern"})
    actions.tell_of_account(told(SAME_CAR))
    page = client.get("/hub/known/")
    said = words(page)
    for part in ("For you to know", "What you watch", "Asked by the school.", "Your searches", "KV00 ABC"):
        assert part in said, part
    assert "1 account is new or changed" in words(client.get(address))
    assert "0 accounts are new or changed" in words(client.get(address))
    assert Look.objects.filter(entity=entity).count() == 1
    presses = re.findall(r'action="(/hub/known/(?:notice|watch|search)/[^"]+)"', page.content.decode())
    assert len(presses) == 4
    for press in sorted(presses, key=lambda each: "forget" in each):
        answer = client.post(press)
        assert answer.status_code in (200, 302), press
    left = words(client.get("/hub/known/"))
    for part in ("For you to know", "What you watch", "Your searches"):
        assert part not in left, part


def test_of_others_one_presses_nothing(
    hub: Any, told: Callable[..., Any], staff_client: Callable[..., Any]
) -> None:
    watch = watched(told, hub.screener)
    saved = actions.save_search("x y", "concern", by=hub.screener)
    actions.tell_of_account(told(SAME_CAR))
    client = staff_client("manager")
    for path in (
        f"watch/{watch.pk}/end/",
        f"search/{saved.pk}/",
        f"search/{saved.pk}/forget/",
        f"notice/{Notice.objects.get().pk}/done/",
    ):
        assert client.post(f"/hub/known/{path}").status_code == 404, path
