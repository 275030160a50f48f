"""The demonstration as its visitors and its made-up staff use it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.site.machine import Machine, Running, free_port
from tests.site.visitor import Page, Visitor

from waylight.site.demo import people

TOO_MANY, LIMIT_SECONDS = 429, 60


@dataclass(frozen=True)
class Demonstration:
    """The demonstration, running in processes of its own."""

    machine: Machine
    port: int
    running: Running

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def visitor(self) -> Visitor:
        return Visitor(self.address)

    def ask(self, program: str) -> str:
        """What a program prints that looks into its database."""
        done = self.machine.python(program, WAYLIGHT_DEMO="1")
        assert done.code == 0, done.err
        return done.out.strip()

    def sign_in(self, visitor: Visitor, key: str) -> Page:
        """Through both steps, with what the sign-in page itself shows."""
        who = next(each for each in people.cast() if each.key == key)
        page = visitor.get("/staff/login/")
        digits = re.search(rf"{re.escape(who.email)} ?(\d{{6}})", page.words)
        assert digits, page.words
        page = visitor.send(page, page.form("login"), login=who.email, password=people.password())
        if page.status == TOO_MANY:
            time.sleep(LIMIT_SECONDS)  # thirty sign-ins in a minute from one place is what the limit is for
            return self.sign_in(visitor, key)
        return visitor.send(page, page.form("code"), code=digits[1])


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Demonstration]:
    """Started from an empty folder, until the block ends."""
    machine, port = Machine(home, settings), free_port()
    with machine.running("start", "--port", str(port)) as process:
        process.until_it_answers(f"http://127.0.0.1:{port}")
        until = time.monotonic() + 60
        while "Ctrl+C" not in process.said() and time.monotonic() < until:
            time.sleep(0.1)
        yield Demonstration(machine, port, process)
