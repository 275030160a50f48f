"""The concerns API for partner organisations: one door, the same `submit()`.

A concern's flow key is an HMAC of its Idempotency-Key under a key derived from the organisation's own secret.
Of that secret only the SHA-256 is kept here, so that what rests on the server cannot make a receipt again.
"""

import hmac
import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import Header, NinjaAPI, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from waylight.accounts.roles import organisation
from waylight.engine.sealing import FlowKey

from .actions import Answers, NothingToSend, key_digest, submit
from .api_problems import ApiProblem, answer, documented
from .api_schema import AlreadyReceived, ConcernIn, Received, known, unknown
from .forms import visible
from .models import ApiKey, Channel
from .report_lines import is_deep, keep_both

DESCRIPTION = """Send a concern about a child to the hub of your area.

If a child is in danger now, call 999 first: nobody may read this at once.

Every field may be left out; any one that says something is enough. A field we do not know is kept and shown
to the hub. A body may have 20 MB. No files are taken.

Send each concern with an `Idempotency-Key` of your own. Sending it again adds nothing; if it then says
something else, both are kept and the hub sees that it changed. A concern that is sent again after your key
was changed counts as a new one, so finish what waits before you change over.

The answer to the first sending holds the receipt, once. Give it to whoever reported: with it alone they can
follow what becomes of it and answer questions. We cannot give it again."""
_FLOW = b"waylight/api-flow/1"


@dataclass(frozen=True)
class Sender:
    """A key that works, and the secret it was proved with."""

    key: ApiKey
    secret: str

    def flow(self, idempotency_key: str) -> FlowKey:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_FLOW).derive(self.secret.encode())
        return FlowKey(hmac.digest(derived, idempotency_key.encode("utf-8", "surrogatepass"), "sha256"))


class OrganisationKey(HttpBearer):
    """`Authorization: Bearer waylight_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Sender | None:
        digest = key_digest(token.strip())
        key = ApiKey.objects.filter(digest=digest, revoked_at__isnull=True).first()
        if key is None or not hmac.compare_digest(key.digest, digest):
            return None
        return Sender(key, token.strip())


class WholeParser(Parser):
    """Reads a body without losing any of it: numbers as they were written, a field sent twice as two."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises ApiProblem, which ninja passes on as the cause of its own HttpError."""
        if request.content_type != "application/json" and not str(request.content_type).endswith("+json"):
            raise ApiProblem("not-json")
        try:
            content = json.loads(
                request.body,
                object_pairs_hook=keep_both,
                parse_int=str,
                parse_float=str,
                parse_constant=str,
            )
        except RecursionError as problem:
            raise ApiProblem("too-deep") from problem
        except ValueError as problem:
            raise ApiProblem("malformed") from problem
        if is_deep(content):
            raise ApiProblem("too-deep")
        return _visible(content)


api = NinjaAPI(
    title="Waylight concerns",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    parser=WholeParser(),
)


@api.post(
    "/concerns",
    auth=OrganisationKey(),
    response={201: Received, 200: AlreadyReceived},
    operation_id="send_concern",
    summary="Send a concern",
    openapi_extra={"responses": documented()},
)
def send_concern(
    request: HttpRequest,
    concern: ConcernIn,
    idempotency_key: str = Header(
        ...,
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Yours for this one concern, such as your own record's id.",
    ),
) -> Status:
    """Kept, sealed and durable before the answer leaves."""
    sender: Sender = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    try:
        sent = submit(
            answers_of(concern, sender.key.organisation),
            flow=sender.flow(idempotency_key),
            by=organisation(sender.key.pk),
            area_slug=sender.key.area_slug,
            channel=Channel.API,
            identity=known(concern.identity) if concern.identity else None,
        )
    except NothingToSend as problem:
        raise ApiProblem("nothing-to-send") from problem
    if sent.already:
        return Status(200, AlreadyReceived(id=sent.concern.pk, changed=sent.changed))
    return Status(
        201,
        Received(id=sent.concern.pk, receipt=sent.receipt.text, receipt_lines=list(sent.receipt.lines)),
    )


def answers_of(concern: ConcernIn, organisation_name: str) -> Answers:
    """The answers as the form names them; whatever else was sent is under `source.other`."""
    answers = known(concern)
    answers.pop("identity", None)
    other = {path: _text(value) for path, value in unknown(concern)}
    source = {**answers.get("source", {}), "channel": "api", "organisation": organisation_name}
    return {**answers, "source": {**source, **({"other": other} if other else {})}}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_visible(each) for each in value]
    if isinstance(value, dict):
        return {visible(key): _visible(each) for key, each in value.items()}
    return value


@api.exception_handler(ApiProblem)
def _a_problem(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    return answer(problem)


@api.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    return answer(ApiProblem("no-key"))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, problem: RequestDataTooBig) -> HttpResponse:
    return answer(ApiProblem("too-large"))


@api.exception_handler(HttpError)
def _not_parsed(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """ninja's own word for whatever the parser raised."""
    cause = problem.__cause__
    return answer(cause if isinstance(cause, ApiProblem) else ApiProblem("malformed"))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    if any(error["loc"][0] == "header" for error in problem.errors):
        return answer(ApiProblem("no-idempotency-key"))
    places = [_path(error["loc"][2:]) for error in problem.errors]
    if not request.body:
        return answer(ApiProblem("malformed"))
    return answer(ApiProblem("wrong-type", dict.fromkeys(place for place in places if place)))


def _path(parts: tuple[str | int, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")[:200]
