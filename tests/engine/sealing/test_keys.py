"""Keys come back as they were saved, or a sentence says why not."""

import json
import os
import pickle
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from waylight.engine.sealing import (
    BadKey,
    DataKey,
    FlowKey,
    KeyFileError,
    PrivateKey,
    PublicKey,
    Receipt,
    check_pair,
    load_private,
    load_public,
    open_envelope,
    read_label,
    seal,
)

KEY = PrivateKey.from_bytes(bytes(range(32)))
MADE = date(2026, 3, 2)
posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no permission bits")


@pytest.fixture
def private_file(tmp_path: Path) -> Path:
    path = tmp_path / "hub.key"
    KEY.save(path, name="Merrowdale MASH", created=MADE)
    return path


@pytest.fixture
def public_file(tmp_path: Path) -> Path:
    path = tmp_path / "hub.pub"
    KEY.public.save(path, name="Merrowdale MASH", created=MADE)
    return path


def test_two_new_keys_differ() -> None:
    assert PrivateKey.generate() != PrivateKey.generate()


def test_a_key_comes_back_from_its_bytes() -> None:
    assert PrivateKey.from_bytes(KEY.to_bytes()) == KEY
    assert PublicKey.from_bytes(KEY.public.to_bytes()) == KEY.public
    assert len({KEY.public, PublicKey.from_bytes(KEY.public.to_bytes())}) == 1


@pytest.mark.parametrize("length", [0, 31, 33, 1216])
def test_a_private_key_is_32_bytes(length: int) -> None:
    with pytest.raises(BadKey, match="32 bytes"):
        PrivateKey.from_bytes(bytes(length))


def test_short_keying_material_is_refused() -> None:
    with pytest.raises(BadKey, match="at least 32"):
        PrivateKey.from_keying_material(bytes(31))


def test_keys_come_back_from_their_files(private_file: Path, public_file: Path) -> None:
    envelope = seal(load_public(public_file), b"words", purpose="concern")
    assert open_envelope(load_private(private_file), envelope, purpose="concern") == b"words"


def test_a_label_tells_files_apart_without_the_key(private_file: Path, public_file: Path) -> None:
    private, public = read_label(private_file), read_label(public_file)
    assert (private.kind, public.kind) == ("private key", "public key")
    assert (private.name, private.created, private.key_id) == ("Merrowdale MASH", MADE, KEY.key_id)
    assert public.key_id == private.key_id


def test_a_key_is_dated_today_unless_told(tmp_path: Path) -> None:
    before = datetime.now(UTC).date()
    KEY.save(tmp_path / "today.key", name="Merrowdale MASH")
    assert before <= read_label(tmp_path / "today.key").created <= datetime.now(UTC).date()


@posix
def test_only_the_owner_may_read_a_private_key(private_file: Path, public_file: Path) -> None:
    assert stat.S_IMODE(private_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(public_file.stat().st_mode) == 0o644


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_a_private_key_open_to_others_is_refused(private_file: Path, mode: int) -> None:
    private_file.chmod(mode)
    with pytest.raises(KeyFileError, match=rf"mode {mode:04o}.*chmod 600 .*hub\.key"):
        load_private(private_file)


@posix
def test_a_public_key_that_others_could_replace_is_refused(public_file: Path) -> None:
    public_file.chmod(0o664)
    with pytest.raises(KeyFileError, match="chmod 644"):
        load_public(public_file)
    public_file.chmod(0o444)
    assert load_public(public_file) == KEY.public


def test_a_key_file_is_never_written_over(private_file: Path) -> None:
    before = private_file.read_bytes()
    with pytest.raises(KeyFileError, match="exists already"):
        PrivateKey.generate().save(private_file, name="Merrowdale MASH")
    assert private_file.read_bytes() == before


def test_nothing_unfinished_stays_behind(private_file: Path) -> None:
    with pytest.raises(KeyFileError):
        KEY.save(private_file, name="Merrowdale MASH")
    assert [file.name for file in private_file.parent.iterdir()] == ["hub.key"]


def test_a_write_that_breaks_off_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyFileError, match="No space left on device"):
        KEY.save(tmp_path / "hub.key", name="Merrowdale MASH")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="could not be written"):
        KEY.save(tmp_path / "nowhere" / "hub.key", name="Merrowdale MASH")


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 101])
def test_a_name_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyFileError, match="name of one line"):
        KEY.save(tmp_path / "hub.key", name=name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"no key file at .*lost\.key"):
        load_private(tmp_path / "lost.key")


def test_a_folder_is_not_a_key(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="could not be read"):
        load_private(tmp_path)


def test_the_two_kinds_are_not_mixed_up(private_file: Path, public_file: Path) -> None:
    with pytest.raises(KeyFileError, match="holds a public key, but a private key"):
        load_private(public_file)
    with pytest.raises(KeyFileError, match="holds a private key, but a public key"):
        load_public(private_file)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("waylight", "secret key", "not a Waylight key file"),
        ("version", 2, "another version"),
        ("suite", "X25519", "another version"),
        ("created", "yesterday", "not a Waylight key file"),
        ("key_id", "zz", "not a Waylight key file"),
        ("key_id", "00" * 8, "changed or mixed up"),
        ("key", "not base64!", "not a Waylight key file"),
        ("key", "AAAA", "damaged: A private key is 32 bytes"),
        ("key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "changed or mixed up"),
    ],
)
def test_a_changed_file_is_refused(private_file: Path, field: str, value: object, sentence: str) -> None:
    fields = json.loads(private_file.read_bytes())
    private_file.write_text(json.dumps(fields | {field: value}))
    with pytest.raises(KeyFileError, match=sentence):
        load_private(private_file)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"-----BEGIN PRIVATE KEY-----"])
def test_another_file_is_refused(private_file: Path, content: bytes) -> None:
    private_file.write_bytes(content)
    with pytest.raises(KeyFileError, match="not a Waylight key file"):
        load_private(private_file)


def test_a_pair_that_does_not_belong_together_is_noticed() -> None:
    check_pair(KEY, KEY.public)
    with pytest.raises(KeyFileError, match="do not belong together"):
        check_pair(KEY, PrivateKey.generate().public)


@pytest.mark.parametrize(
    "secret",
    [KEY, DataKey.from_bytes(bytes(range(32))), FlowKey.from_bytes(bytes(range(32))), Receipt.from_number(7)],
)
def test_a_secret_shows_nowhere_and_is_not_stored_by_accident(
    secret: PrivateKey | DataKey | FlowKey | Receipt,
) -> None:
    hidden = secret.to_bytes()
    for shown in (repr(secret), str(secret), f"{secret}"):
        assert "hidden" in shown
        assert hidden.hex() not in shown
        assert hidden.decode("latin-1") not in shown
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(secret)


def test_equal_bytes_of_two_kinds_are_two_secrets() -> None:
    data_key, flow_key = DataKey.from_bytes(bytes(32)), FlowKey.from_bytes(bytes(32))
    assert data_key != flow_key
    assert len({data_key, flow_key, DataKey.from_bytes(bytes(32))}) == 2
    assert data_key.derive("same", 32) != flow_key.derive("same", 32)
