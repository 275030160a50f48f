"""The statements of a credential in the one form that `eddsa-rdfc-2022` signs: N-Quads, sorted (RDFC-1.0).

Our credentials have one shape, in which every node has a name; then the canonical form is the sorted
statements, and the terms below are all there are (W3C credentials v2, Open Badges 3.0.3 and its extensions).
So no processor of JSON-LD is needed. Anything of another shape is refused, so that nothing unsigned can ride
along.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_VC = "https://www.w3.org/2018/credentials#"
_OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_SECURITY = "https://w3id.org/security#"
_SCHEMA = "https://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_XSD_OF_OB = "https://www.w3.org/2001/XMLSchema#"
"""As its context has it."""

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
TYPES = {
    "VerifiableCredential": f"{_VC}VerifiableCredential",
    "OpenBadgeCredential": f"{_OB}OpenBadgeCredential",
    "Profile": f"{_OB}Profile",
    "AchievementSubject": f"{_OB}AchievementSubject",
    "Achievement": f"{_OB}Achievement",
    "BitstringStatusListEntry": f"{_STATUS}BitstringStatusListEntry",
    "BitstringStatusListCredential": f"{_STATUS}BitstringStatusListCredential",
    "BitstringStatusList": f"{_STATUS}BitstringStatusList",
    "1EdTechJsonSchemaValidator2019": (
        "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019"
    ),
    "DataIntegrityProof": f"{_SECURITY}DataIntegrityProof",
}
NODES = {
    "issuer": f"{_VC}issuer",
    "credentialSubject": f"{_VC}credentialSubject",
    "credentialSchema": f"{_VC}credentialSchema",
    "credentialStatus": f"{_VC}credentialStatus",
    "achievement": f"{_OB}achievement",
    "criteria": f"{_OB}Criteria",
    "statusListCredential": f"{_STATUS}statusListCredential",
    "verificationMethod": f"{_SECURITY}verificationMethod",
}
LITERALS = {
    "name": (f"{_SCHEMA}name", ""),
    "description": (f"{_SCHEMA}description", ""),
    "url": (f"{_SCHEMA}url", f"{_XSD_OF_OB}anyURI"),
    "validFrom": (f"{_VC}validFrom", f"{_XSD}dateTime"),
    "validUntil": (f"{_VC}validUntil", f"{_XSD}dateTime"),
    "activityEndDate": (f"{_OB}activityEndDate", f"{_XSD_OF_OB}date"),
    "achievementType": (f"{_OB}achievementType", ""),
    "version": (f"{_OB}version", ""),
    "narrative": (f"{_OB}narrative", ""),
    "statusPurpose": (f"{_STATUS}statusPurpose", ""),
    "statusListIndex": (f"{_STATUS}statusListIndex", ""),
    "encodedList": (f"{_STATUS}encodedList", f"{_SECURITY}multibase"),
    "created": ("http://purl.org/dc/terms/created", f"{_XSD}dateTime"),
    "cryptosuite": (f"{_SECURITY}cryptosuite", f"{_SECURITY}cryptosuiteString"),
}
_ESCAPES = str.maketrans(
    {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
)


class NotOurShape(ValueError):
    """It has something in it that our credentials have not."""


def hashed(of: Mapping[str, Any]) -> bytes:
    return hashlib.sha256("".join(sorted(set(quads(of)))).encode()).digest()


def quads(of: Mapping[str, Any]) -> Iterator[str]:
    """Each with its end of line. Raises NotOurShape."""
    contexts = of.get("@context")
    if not isinstance(contexts, list) or tuple(contexts) not in (CONTEXTS, CONTEXTS[:1]):
        raise NotOurShape("@context")
    yield from _node({key: value for key, value in of.items() if key != "@context"})


def _node(of: Mapping[str, Any]) -> Iterator[str]:
    name = _iri(of["id"]) if "id" in of else "_:c14n0" if of.get("type") == "DataIntegrityProof" else ""
    if not name:
        raise NotOurShape("a node without an id")
    for key, value in of.items():
        for each in value if isinstance(value, list) else [value]:
            yield from _statement(name, key, each)


def _statement(name: str, key: str, value: Any) -> Iterator[str]:
    if key == "id":
        return
    if key == "type" and value in TYPES:
        yield f"{name} <{TYPE}> <{TYPES[value]}> .\n"
    elif key == "proofPurpose" and value == "assertionMethod":
        yield f"{name} <{_SECURITY}proofPurpose> <{_SECURITY}assertionMethod> .\n"
    elif key in NODES:
        inside = value if isinstance(value, dict) else {"id": value}
        yield f"{name} <{NODES[key]}> {_iri(inside.get('id'))} .\n"
        yield from _node(inside)
    elif key in LITERALS and isinstance(value, str):
        term, kind = LITERALS[key]
        literal = f'"{value.translate(_ESCAPES)}"' + (f"^^<{kind}>" if kind else "")
        yield f"{name} <{term}> {literal} .\n"
    else:
        raise NotOurShape(key)


def _iri(value: Any) -> str:
    """An absolute address without anything that would end it early."""
    good = isinstance(value, str) and ":" in value and not any(c in '<>"{}|^`\\' or c <= " " for c in value)
    if not good:
        raise NotOurShape("an id that is no address")
    return f"<{value}>"
