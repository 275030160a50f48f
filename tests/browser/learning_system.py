"""Learning systems for the packages to be played in: scorm-again's, and a launcher of cmi5 of our own.

Each answers from memory on an address of this machine, and remembers what it was told.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
TYPES = {".html": "text/html", ".js": "text/javascript", ".xml": "text/xml"}
TOKEN = "c2VjcmV0OnNlY3JldA=="
REGISTRATION = "5f8c2f6e-6a3b-4b0e-8d5a-0f7c1d2e3a4b"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
UNIT = "https://lms.merrowdale.example/unit/1"

SCORM_HOST = """<!doctype html><html lang="en"><title>Learning system</title>
<script src="/scorm-again.js"></script>
<script>
const made = new %(api)s({ autocommit: false, logLevel: 5 });
// The longest text it takes to be kept, as a strict system has it; scorm-again itself takes more.
const most = () => Number(localStorage.getItem("most") ?? %(most)s);
const before = JSON.parse(localStorage.getItem("cmi") ?? "null") ?? %(first)s;
made.loadFromJSON(before, "cmi");
window.told = [];
window.%(name)s = new Proxy(made, {
  get(api, method) {
    if (typeof api[method] !== "function") return api[method];
    return (...words) => {
      const refuses = words[0] === "cmi.suspend_data" && /SetValue/.test(method) && words[1].length > most();
      const answer = refuses ? "false" : api[method](...words);
      window.told.push([method, ...words.map(String), String(answer)]);
      const kept = JSON.stringify(made.renderCMIToJSONObject().cmi);
      if (/Commit|Finish|Terminate/.test(method)) localStorage.setItem("cmi", kept);
      return answer;
    };
  },
});
</script>
<h1>Learning system</h1>
<iframe src="/course/index.html" title="Course" style="width: 100%%; height: 1200px"></iframe>
</html>"""

XAPI_HOST = """<!doctype html><html lang="en"><title>Reference</title>
<script src="/cmi5-reference.js"></script></html>"""


@dataclass
class LearningSystem:
    """`told`: what came to the launcher of cmi5, in order. `missing`: what was asked for and is not there."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    launch: dict[str, Any] = field(default_factory=dict)
    preferences: dict[str, Any] | None = None
    kept: dict[str, Any] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    fetched: int = 0
    taken: int = 0
    down: bool = False

    def holds(self, files: Mapping[str, bytes]) -> None:
        self.files |= {f"/course/{name}": content for name, content in files.items()}

    def hosts_scorm(
        self, name: str, api: str, module: str, most: int, first: Mapping[str, Any] | None = None
    ) -> None:
        """`most`: characters of suspend_data that it takes."""
        self.files["/scorm-again.js"] = (MODULES / "scorm-again/dist" / module).read_bytes()
        words = {"api": api, "name": name, "most": most, "first": json.dumps(first or {})}
        self.files["/host.html"] = (SCORM_HOST % words).encode()

    def launches_cmi5(
        self, *, mode: str = "Normal", mastery: float = 0.8, page: str = "/course/index.html"
    ) -> str:
        """The address to open for one session of the one registration."""
        self.taken = 0
        self.launch = {
            "launchMode": mode,
            "moveOn": "CompletedAndPassed",
            "masteryScore": mastery,
            "returnURL": f"{self.address}/returned.html",
            "contextTemplate": {
                "contextActivities": {
                    "grouping": [{"objectType": "Activity", "id": "https://lms.merrowdale.example/course"}]
                },
                "extensions": {SESSION: f"session-{self.fetched + 1}"},
            },
        }
        self.files["/returned.html"] = (
            b"<!doctype html><title>Back</title><h1>Back in the learning system</h1>"
        )
        self.files["/reference.html"] = XAPI_HOST.encode()
        self.files["/cmi5-reference.js"] = (MODULES / "@xapi/cmi5/dist/Cmi5.umd.js").read_bytes()
        actor = {
            "objectType": "Agent",
            "account": {"homePage": "https://lms.merrowdale.example", "name": "learner-7"},
        }
        query = {
            "endpoint": f"{self.address}/xapi/",
            "fetch": f"{self.address}/fetch",
            "actor": json.dumps(actor),
            "registration": REGISTRATION,
            "activityId": UNIT,
        }
        return f"{self.address}{page}?{urlencode(query)}"

    def verbs(self) -> list[str]:
        return [each["verb"]["id"].rpartition("/")[2] for each in self.told]


@contextmanager
def running() -> Iterator[LearningSystem]:
    system = LearningSystem()

    class Answering(_Answering):
        lms = system

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    system.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()


class _Answering(BaseHTTPRequestHandler):
    lms: LearningSystem
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, query = self._asked()
        if path == "/xapi/activities/state":
            kept = (
                self.lms.launch
                if query["stateId"] == "LMS.LaunchData"
                else self.lms.kept.get(query["stateId"])
            )
            self._json(kept, 200 if kept else 404)
        elif path == "/xapi/agents/profile":
            self._json(self.lms.preferences, 200 if self.lms.preferences else 404)
        elif path in self.lms.files:
            kind = TYPES.get(Path(path).suffix, "application/octet-stream")
            self._answer(self.lms.files[path], f"{kind}; charset=utf-8")
        else:
            if path != "/favicon.ico":
                self.lms.missing.append(path)
            self._json(None, 404)

    def do_POST(self) -> None:
        path, _ = self._asked()
        content = self._content()
        if path == "/fetch":
            self._token()
        elif path == "/xapi/statements":
            self._take(json.loads(content))
        else:
            self._json(None, 404)

    def do_PUT(self) -> None:
        path, query = self._asked()
        content = json.loads(self._content())
        if path == "/xapi/activities/state" and not self.lms.down:
            self.lms.kept[query["stateId"]] = content
            self._answer(b"", "text/plain", 204)
        elif path == "/xapi/statements":
            self._take([content])
        else:
            self._json(None, 503)

    def _token(self) -> None:
        """Once for each session, as the specification has it."""
        self.lms.taken += 1
        self.lms.fetched += 1
        once = {"auth-token": TOKEN}
        self._json(once if self.lms.taken == 1 else {"error-code": "1", "error-text": "taken already"})

    def _take(self, content: Any) -> None:
        statements = content if isinstance(content, list) else [content]
        if self.lms.down:
            self._json(None, 503)
            return
        if self.headers["Authorization"] != f"Basic {TOKEN}" or not self.headers["X-Experience-API-Version"]:
            self.lms.refused.append("no token or no version")
        known = {each["id"] for each in self.lms.told}
        if known & {each["id"] for each in statements}:
            self._json(None, 409)
            return
        self.lms.told.extend(statements)
        self._json([each["id"] for each in statements])

    def _asked(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}

    def _content(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"] or 0))

    def _json(self, content: Any, status: int = 200) -> None:
        self._answer(json.dumps(content).encode(), "application/json", status)

    def _answer(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
