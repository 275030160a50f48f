"""Certificates as Open Badges 3.0, a verifiable credential that anybody can check without asking us.

`credential.py` says what stands in one and what does not; `quads.py` puts it into the one form that is
signed; `signing.py` signs, with a key that only the staff plane holds; `checking.py` reads what somebody
shows. See ADR 0012.
"""
