"""A public plane of its own: public keys only, no staff apps. Prints what it could and could not read."""

import os
import sys
from pathlib import Path

home = Path(sys.argv[1])
os.environ.update(
    WAYLIGHT_HOME=str(home), WAYLIGHT_PLANE="public", DJANGO_SETTINGS_MODULE="waylight.site.settings"
)
os.environ.pop("DATABASE_URL", None)
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

import django  # noqa: E402  # the plane must be set first

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402

from waylight.accounts.roles import PUBLIC  # noqa: E402
from waylight.engine.sealing import FlowKey, PrivateKey  # noqa: E402
from waylight.keys import keyring  # noqa: E402
from waylight.reporting import queries  # noqa: E402
from waylight.reporting.actions import submit  # noqa: E402

for name in keyring.NAMES:
    keyring.save_pair(PrivateKey.generate(), keyring.folder(), name).unlink()
call_command("migrate", verbosity=0)
sent = submit({"words": "A worry."}, flow=FlowKey.new(), by=PUBLIC, area_slug="x", identity={"name": "Dana"})
if queries.follow(sent.receipt).answers == {"words": "A worry."} and not apps.is_installed("waylight.triage"):
    print("followed")
for read in (queries.open_for_desk, queries.open_identity):
    try:
        read(sent.concern)
    except keyring.KeyMissing:
        print("refused")
