"""The concerns API: any concern is kept once, and every refusal says what to do."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor, Role, system
from waylight.audit.models import Event
from waylight.engine.sealing import Receipt
from waylight.reporting.actions import key_digest, make_api_key, revoke_api_key
from waylight.reporting.api_problems import CATALOGUE, MEDIA_TYPE
from waylight.reporting.models import ApiKey, Concern
from waylight.reporting.queries import follow, open_for_desk, open_identity, open_versions_for_desk
from waylight.work.models import OutboxEvent

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/concerns"
MACHINE = system("command-line")
Post = Callable[..., Any]


@pytest.fixture
def key() -> tuple[ApiKey, str]:
    return make_api_key("Merrowdale Cars", "merrowdale", MACHINE)


@pytest.fixture
def post(client: Client, key: tuple[ApiKey, str]) -> Post:
    def send(content: Any, once: str | None = "R-1", secret: str = key[1], **how: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        headers |= {"Idempotency-Key": once} if once is not None else {}
        body = content if isinstance(content, bytes | str) else json.dumps(content)
        return client.post(ADDRESS, body, headers=headers, **{"content_type": "application/json", **how})

    return send


def problem(answer: Any) -> str:
    """The code of a problem, whose every part is as the catalogue has it."""
    content = answer.json()
    about = CATALOGUE[content["code"]]
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert (answer.status_code, content["status"]) == (about.status, about.status)
    assert (content["title"], content["detail"], content["type"]) == (about.title, about.mend, about.type)
    return about.code


def test_a_concern_is_kept_and_its_receipt_opens_it(post: Post, key: tuple[ApiKey, str]) -> None:
    sent = post(
        {
            "words": "A worry.",
            "language": "pl",
            "where": {"name": "The old mill"},
            "people": [{"kind": "child", "age": 14}],
            "identity": {"name": "Sam Example", "phone": "07700 900123"},
            "source": {"external_id": "R-1", "received_at": "2026-11-20T22:01:00Z"},
        }
    )
    assert sent.status_code == 201
    answer = sent.json()
    concern = Concern.objects.get()
    assert answer["id"] == str(concern.pk) and answer["already_received"] is answer["changed"] is False
    assert " ".join(answer["receipt_lines"]) == answer["receipt"]
    assert (concern.channel, concern.area_slug, concern.language) == ("api", "merrowdale", "pl")
    followed = follow(Receipt.parse(answer["receipt"]))
    assert (
        followed.answers
        == open_for_desk(concern)
        == {
            "words": "A worry.",
            "language": "pl",
            "where": {"name": "The old mill"},
            "people": [{"kind": "child", "age": "14"}],
            "source": {
                "external_id": "R-1",
                "received_at": "2026-11-20T22:01:00Z",
                "channel": "api",
                "organisation": "Merrowdale Cars",
            },
        }
    )
    assert open_identity(concern) == {"name": "Sam Example", "phone": "07700 900123"}
    event = Event.objects.get(action="concern.submit")
    assert (event.actor, event.roles) == (f"organisation:{key[0].pk}", "organisation")


def test_again_is_already_received_and_shows_no_receipt(post: Post) -> None:
    first = post({"words": "A worry."}).json()
    again = post({"words": "A worry."})
    assert again.status_code == 200
    assert again.json() == {"id": first["id"], "already_received": True, "changed": False}
    assert Concern.objects.count() == OutboxEvent.objects.count() == 1


def test_again_with_other_content_is_kept_beside_it(post: Post) -> None:
    first = post({"words": "A worry."}).json()
    for _ in range(2):
        again = post({"words": "A greater worry."})
        assert again.status_code == 200
        assert again.json() == {"id": first["id"], "already_received": True, "changed": True}
    versions = open_versions_for_desk(Concern.objects.get())
    assert [version.answers["words"] for version in versions] == ["A greater worry."]


def test_another_key_or_organisation_is_another_concern(post: Post) -> None:
    other = make_api_key("Saltby Taxis", "merrowdale", MACHINE)[1]
    ids = {
        post({"words": "A worry."}, once=once, secret=secret).json()["id"]
        for once, secret in (("R-1", other), ("R-2", other))
    }
    assert len(ids | {post({"words": "A worry."}).json()["id"]}) == 3


def test_what_rests_cannot_make_the_receipt_again(post: Post, key: tuple[ApiKey, str]) -> None:
    receipt = post({"words": "A worry."}).json()["receipt"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (the database names its own tables)
            rows = str(cursor.fetchall())
            assert key[1] not in rows and key[1].removeprefix("waylight_") not in rows
            assert receipt not in rows and receipt.replace(" ", "") not in rows


def test_fields_we_do_not_know_are_kept(post: Post) -> None:
    content = {
        "words": "A worry.",
        "mood": "low",
        "people": [{"shoes": {"colour": "red"}}, {"name": "Kit"}],
        "where": {"what3": ["a", "b"]},
        "source": {"system": "Despatch 9"},
        "identity": {"badge": "none of ours"},
    }
    assert post(content).status_code == 201
    kept = open_for_desk(Concern.objects.get())
    assert kept["source"]["other"] == {
        "mood": "low",
        "people[0].shoes": '{"colour": "red"}',
        "where.what3": '["a", "b"]',
        "source.system": "Despatch 9",
        "identity.badge": "none of ours",
    }
    assert kept["people"] == [{}, {"name": "Kit"}]


def test_what_is_read_as_text(post: Post) -> None:
    body = (
        '{"words": 7.50, "words": "twice", "happening_now": true, "phones": "07700 900123", "handles": null,'
        ' "where": {"lat": 54.500, "lon": -2, "name": null}, "signs": [1, "b"],'
        ' "how_words": "\\u0000\\ud83d"}'
    )
    assert post(body).status_code == 201
    kept = open_for_desk(Concern.objects.get())
    assert kept.pop("source")["other"] == {"words (2)": "twice"}
    assert kept == {
        "words": "7.50",
        "happening_now": "yes",
        "phones": ["07700 900123"],
        "where": {"lat": "54.500", "lon": "-2"},
        "signs": ["1", "b"],
        "how_words": "\\u0000\\ud83d",
    }


@pytest.mark.parametrize("secret", ["", "wrong", "waylight_" + "A" * 43, "caf\u00e9", " "])
def test_without_a_key_that_works(post: Post, secret: str) -> None:
    answer = post({"words": "A worry."}, secret=secret)
    assert problem(answer) == "no-key"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not Concern.objects.exists()


def test_a_revoked_key_stops_at_once(post: Post, key: tuple[ApiKey, str]) -> None:
    ended = revoke_api_key(key[0], MACHINE).revoked_at
    assert problem(post({"words": "A worry."})) == "no-key"
    assert revoke_api_key(key[0], MACHINE).revoked_at == ended
    actions = Event.objects.filter(action="organisation.keys").order_by("id")
    assert [event.detail["do"] for event in actions] == ["make", "revoke"]


def test_only_a_digest_of_the_key_is_kept(key: tuple[ApiKey, str]) -> None:
    made, secret = key
    assert made.digest == key_digest(secret) and len(secret) > 50 and secret.endswith(made.hint)
    screener = Actor("user:1", frozenset({(Role.SCREENER, "merrowdale")}))
    for attempt in (
        lambda: make_api_key("X", "merrowdale", screener),
        lambda: revoke_api_key(made, screener),
    ):
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize("once", [None, "", "x" * 256])
def test_without_an_idempotency_key(post: Post, once: str | None) -> None:
    assert problem(post({"words": "A worry."}, once=once)) == "no-idempotency-key"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "malformed"),
        (b"{", "malformed"),
        (b'{"words": "\xff"}', "malformed"),
        (b"\xff\xfe\x00", "malformed"),
        (b"words=hello", "malformed"),
        (b"{" * 100_000, "malformed"),
        (b"[" * 100_000, "too-deep"),
        (b'{"a": ' + b"[" * 70 + b"]" * 70 + b"}", "too-deep"),
        (b"[]", "wrong-type"),
        (b"null", "wrong-type"),
        (b'"words"', "wrong-type"),
        (b"7", "wrong-type"),
        (b"{}", "nothing-to-send"),
        (b'{"words": " \\n", "people": [{}], "language": "en", "mode": "named"}', "nothing-to-send"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_body_that_is_no_concern(post: Post, body: bytes, code: str) -> None:
    assert problem(post(body)) == code
    assert not Concern.objects.exists()


def test_wrong_types_are_named_and_not_repeated(post: Post) -> None:
    answer = post(
        {"words": {"secret": "Zq1"}, "people": [{"name": ["Zq2"]}, "Zq3"], "child_self": "Zq4", "where": []}
    )
    assert problem(answer) == "wrong-type"
    assert set(answer.json()["where"]) == {"words", "people[0].name", "people[1]", "child_self", "where"}
    assert "Zq" not in answer.content.decode()


def test_other_content_types(post: Post) -> None:
    assert problem(post({"words": "x"}, content_type="text/plain")) == "not-json"
    assert problem(post({"words": "x"}, content_type="multipart/form-data; boundary=x")) == "not-json"
    assert post({"words": "x"}, content_type="application/json; charset=utf-8").status_code == 201


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_too_large(post: Post) -> None:
    assert problem(post({"words": "x" * 1000})) == "too-large"


def test_a_long_concern_is_whole(post: Post) -> None:
    words = "long " * 1_000_000
    assert post({"words": words}).status_code == 201
    assert open_for_desk(Concern.objects.get())["words"] == words


def test_other_methods_and_no_token_of_a_form(post: Post, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert problem(strict.post(ADDRESS, "{}", content_type="application/json")) == "no-key"


def test_the_schema_is_public_and_names_every_problem(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    operation = schema["paths"]["/api/v1/concerns"]["post"]
    assert set(operation["responses"]) == {"200", "201"} | {str(p.status) for p in CATALOGUE.values()}
    for about in CATALOGUE.values():
        assert about.code in operation["responses"][str(about.status)]["description"]
    assert client.get("/api/v1/docs").status_code == 404


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from(
    ("words", "people", "where", "when", "source", "identity", "signs", "child_self", "about", "language")
)


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    content=any_json | st.dictionaries(fields, any_json, max_size=5) | st.binary(max_size=60),
    once=st.text(
        st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=("Cc",)), max_size=300
    ),
)
def test_any_body_is_kept_or_answered(post: Post, content: Any, once: str) -> None:
    before = Concern.objects.count()
    answer = post(content, once=once)
    if answer.status_code in (200, 201):
        assert Concern.objects.count() == before + (answer.status_code == 201)
    else:
        problem(answer)
        assert Concern.objects.count() == before
