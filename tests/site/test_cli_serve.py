"""`serve` outside the demonstration: it starts only when that is safe, and its log names no visitor."""

import re
import socket
from pathlib import Path

import pytest
from tests.site.machine import Machine, free_port, get


@pytest.fixture
def port() -> int:
    return free_port()


def test_a_fresh_installation_is_not_served_and_each_reason_is_said(machine: Machine, port: int) -> None:
    done = machine.run("serve", "--port", str(port))
    assert done.code == 2
    assert "The area is the made-up one." in done.err
    assert "No https origin is set" in done.err
    assert "Pages to the rota go to a file" in done.err
    assert done.err.endswith("Not started: this is not safe yet. ./waylight doctor tells everything.\n")


def test_what_is_safe_is_served_until_told_to_end(safe: Machine, port: int) -> None:
    with safe.running("serve", "--port", str(port)) as server:
        server.until_it_answers(f"http://127.0.0.1:{port}")
        page = get(f"http://127.0.0.1:{port}/", **{"X-Forwarded-Proto": "https"})
        assert page.status == 200
        assert page.header("Strict-Transport-Security") == "max-age=31536000"
        for cookie in [value for name, value in page.headers if name == "Set-Cookie"]:
            assert "Secure" in cookie
        assert server.told_to_end() == 0
        assert server.said() == ""


def test_no_single_unsafe_thing_is_overlooked(safe: Machine, port: int) -> None:
    doctor = safe.run("doctor")
    assert doctor.code == 0, doctor.out
    assert "UNSAFE" not in doctor.out
    key = next(safe.home.glob("keys/hub-*.key"))
    key.chmod(0o644)
    done = safe.run("serve", "--port", str(port))
    assert done.code == 2
    assert key.name in done.err
    key.chmod(0o600)
    for settings in ({"WAYLIGHT_ORIGINS": ""}, {"WAYLIGHT_SECRET_KEY": "short"}, {"WAYLIGHT_HOSTS": "*"}):
        assert safe.run("serve", "--port", str(port), **settings).code == 2, settings


def test_a_broken_audit_does_not_keep_concerns_from_arriving(safe: Machine, port: int) -> None:
    import sqlite3

    with sqlite3.connect(safe.home / "waylight.sqlite3") as database:
        database.execute("DROP TRIGGER audit_event_no_update")
    assert safe.run("doctor").code == 1
    with safe.running("serve", "--port", str(port)) as server:
        server.until_it_answers(f"http://127.0.0.1:{port}")


def test_a_port_that_is_taken_is_a_sentence(safe: Machine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = safe.run("serve", "--port", str(other.getsockname()[1]))
    assert done.code == 2
    assert "Choose another with --port." in done.err


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"not http at all\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bad\x00: marker-in-a-header\r\n\r\n",
        b"GET /marker-in-a-path?" + b"x" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_a_broken_request_leaves_no_trace_of_who_sent_it(
    safe: Machine, port: int, request_bytes: bytes
) -> None:
    with safe.running("serve", "--port", str(port), WAYLIGHT_LOG="DEBUG") as server:
        server.until_it_answers(f"http://127.0.0.1:{port}")
        with socket.create_connection(("127.0.0.1", port)) as visitor:
            own_port = visitor.getsockname()[1]
            visitor.sendall(request_bytes)
            assert visitor.recv(4000).startswith(b"HTTP/1.1 4")
        server.told_to_end()
        said = server.said()
    assert "A request that is not HTTP was turned away." in said
    assert "marker" not in said
    assert f"{own_port}" not in said
    assert not re.search(r"127\.0\.0\.1(?!:\d+ \(\d+\))", said), said


def test_an_address_of_ipv6_is_served_too(safe: Machine, port: int) -> None:
    if not socket.has_ipv6 or not Path("/proc/net/if_inet6").read_text().strip():
        pytest.skip("this machine has no IPv6")
    with safe.running("serve", "--host", "::1", "--port", str(port), WAYLIGHT_HOSTS="[::1]") as server:
        server.until_it_answers(f"http://[::1]:{port}")
