"""Run by test_flow_secrets.py in a house of its own: types a marker into every control, and stops where told.

Arguments: `draft` stops before sending, `sent` after. Prints the markers it typed, one a line.
"""

import os
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs Django to be set up)
from django.test import Client  # noqa: E402

from waylight.keys import keyring  # noqa: E402
from waylight.reporting.form import form  # noqa: E402

call_command("migrate", verbosity=0)
for name in keyring.NAMES:
    keyring.make(name)
client = Client(
    headers={"user-agent": "marker-user-agent", "x-forwarded-for": "192.0.2.77"},
    REMOTE_ADDR="192.0.2.78",
    SERVER_NAME="localhost",
)
markers = ["marker-user-agent", "192.0.2.77", "192.0.2.78"]
for step in form().steps:
    fields = {name: f"marker-{step.id}-{name}" for field in step.fields for name in field.names}
    markers += fields.values()
    address = "/report/me/" if step.own_way else f"/report/{step.id}/"
    answer = client.post(address, {**fields, "entry": "marker-entry", "go": "next"})
    if answer.status_code != 303:
        sys.exit(f"{address}: {answer.status_code}")
    client.get(address)
    client.get("/report/check/")
if sys.argv[1] == "sent":
    for address in ("/report/check/", "/report/done/"):
        client.post(address)
    client.get("/report/done/")
sys.stdout.write("\n".join(markers))
sys.stdout.flush()
os._exit(0)  # no connection is closed, so the write-ahead log stays as a crash would leave it
