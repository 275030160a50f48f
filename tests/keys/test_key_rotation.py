"""A new pair is used from then on; what was sealed to the old one still opens, and nowhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waylight.engine.sealing import key_id_of
from waylight.keys import keyring
from waylight.keys.keyring import KeyMissing

Rotate = Callable[[str], str]


def test_a_new_pair_stands_beside_the_old_and_old_concerns_still_open(rotate: Rotate) -> None:
    first = rotate("hub")
    old = keyring.seal_to("hub", b"a first worry", purpose="concern")
    second = rotate("hub")
    new = keyring.seal_to("hub", b"a second worry", purpose="concern")

    assert [key_id_of(envelope).hex() for envelope in (old, new)] == [first, second]
    assert keyring.open_with("hub", old, purpose="concern") == b"a first worry"
    assert keyring.open_with("hub", new, purpose="concern") == b"a second worry"
    kept = {path.name for path in keyring.folder().iterdir()}
    assert kept == {f"hub-{id_}.{half}" for id_ in (first, second) for half in ("key", "pub")}


def test_each_desk_uses_its_own_newest_pair(rotate: Rotate) -> None:
    hub, independent = rotate("hub"), rotate("independent")
    assert keyring.public_key("hub").key_id.hex() == hub
    assert keyring.public_key("independent").key_id.hex() == independent


def test_one_desks_words_do_not_open_at_another(rotate: Rotate) -> None:
    rotate("hub")
    rotate("independent")
    envelope = keyring.seal_to("independent", b"about the hub's own staff", purpose="concern")
    with pytest.raises(KeyMissing, match="no private key hub-"):
        keyring.open_with("hub", envelope, purpose="concern")


def test_words_whose_private_key_is_gone_say_which_file_is_missing(rotate: Rotate) -> None:
    lost = rotate("hub")
    envelope = keyring.seal_to("hub", b"a worry", purpose="concern")
    rotate("hub")
    (keyring.folder() / f"hub-{lost}.key").unlink()
    with pytest.raises(KeyMissing, match=f"hub-{lost}.key"):
        keyring.open_with("hub", envelope, purpose="concern")


def test_without_a_public_key_it_says_what_to_run(home: Path) -> None:
    with pytest.raises(KeyMissing, match=r"\./waylight keys make"):
        keyring.seal_to("hub", b"a worry", purpose="concern")


def test_the_public_plane_opens_nothing_even_where_the_file_lies(rotate: Rotate, settings: Any) -> None:
    rotate("hub")
    envelope = keyring.seal_to("hub", b"a worry", purpose="concern")
    settings.PLANE = "public"
    with pytest.raises(KeyMissing, match="public plane"):
        keyring.open_with("hub", envelope, purpose="concern")


def test_only_the_owner_may_look_into_the_folder(rotate: Rotate) -> None:
    rotate("hub")
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in keyring.folder().iterdir()}
    assert modes[".key"] == 0o600
    assert keyring.folder().stat().st_mode & 0o777 == 0o700
