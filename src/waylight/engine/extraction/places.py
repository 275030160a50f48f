"""Places in a text: from the gazetteer, and unlisted ones by a cue (a street's ending, a postcode)."""

import re
from collections.abc import Iterator

from waylight.engine.extraction.gazetteer import TOWNS, Gazetteer, Hit, plain_words
from waylight.engine.extraction.gazetteer_files import Place
from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words
from waylight.engine.extraction.tokens import Tokens

_POSTCODE_END = re.compile(r"[0-9][A-Za-z]{2}(?!\w)")
_POSTCODE = re.compile(
    r"(?<!\w)(?:GIR ?0AA|[A-PR-UWYZ][A-HJ-Z]?[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE
)
_OLD = "(?: <old_adjective> )"
_NAME = "(?: <capital> | <capital_name> )"
_UNLISTED = """(?:
    (?P<address> <flat> <digits> <comma>? <capital>{1,3} <street_suffix> | (?:<flat> <digits> <comma>?)?
        <number>? <digits|mixed> (?: <capital>{1,3} <street_suffix> |
        <!not_street|comma|stop|digits>{1,2} <sure_suffix> ) )
  | (?P<street> <capital>{1,3} <street_suffix> | <capital>{1,2} <st> (?=<comma|stop|function>|$) | <st>
        <capital> <street_suffix> | <!not_street|comma|stop|digits|semicolon|quote|sign>{1,2} <sure_suffix>
        )
  | (?P<venue> (?: <st> )? <capital>{1,3} (?:<and|of> <capital>)? <venue_suffix>{1,2} )
  | (?P<route> <bus> <route>? <digits> | <route_word> <digits> <bus>? | <digits> <bus> )
  | (?P<area> (?<=<in_town>) <capital>{1,2} )
)"""
_FEATURE = "(?P<feature> (?: <car> <park> | <feature> | <bus> <stop> | <taxi> <rank> ) )"
_BESIDE = (
    "(?: <beside> <of>? | <next> <to> | <at> <the>? <back> <of> | <at> <the>? <back> | <the>? <back> <of> "
    ") <the>?"
)
_OPTIONAL = (
    "old_adjective",
    "capital_name",
    "in_town",
    "route_word",
    "taxi",
    "rank",
    "sign_",
    "and",
    "said_name",
    "route_before",
)


class Places:
    """Finds the places of one text after the other. `words` is the section `places`."""

    def __init__(self, words: Words) -> None:
        joined = {**{tag: {} for tag in _OPTIONAL}, **words}
        self.tags = Tags(joined, shape, SAMPLES)
        self._unlisted = self.tags.rule(_UNLISTED)
        self._feature = self.tags.rule(f"{_FEATURE} {_BESIDE} $")
        self._follows = self.tags.rule("<car> <park> | <feature>")
        self._type_end = self.tags.rule(
            "(?: <old_adjective>* <type_word>{1,2} <word>? ) (?: <on>|<comma> )? <the>? $"
        )

    def find(self, tokens: Tokens, line: str, gazetteer: Gazetteer) -> Iterator[Found]:
        """Every place, listed or not."""
        words = plain_words(tokens.words)
        hits = [hit for hit in gazetteer.find(words) if self._stands(hit, tokens, line)]
        taken = {at for hit in hits for at in range(hit.first, hit.end)}
        hits += self._by_sound(tokens, words, line, gazetteer, taken)
        hits = [hit for hit in hits if not self._is_first_word(hit, tokens, line)]
        taken = set()
        for hit in self._joined(hits, tokens, line, gazetteer):
            yield hit
            taken.update(range(_index(tokens, hit.start), _index(tokens, hit.end - 1) + 1))
        yield from self._cued(tokens, line, taken)
        if not _POSTCODE_END.search(tokens.text):
            return
        for match in _POSTCODE.finditer(tokens.text):
            if match.group().isupper() or " " in match.group():
                code = match.group().upper().replace(" ", "")
                yield _found(
                    match.start(),
                    match.end(),
                    "place:postcode",
                    f"{code[:-3]} {code[-3:]}",
                    0.9,
                    3,
                    postcode=True,
                )

    def _stands(self, hit: Hit, tokens: Tokens, line: str) -> bool:
        if not hit.needs_the:
            return hit.end - hit.first > 1 or self._names_one(hit, tokens, line)
        before = hit.first - 1
        while before >= 0 and self._has(line, before, "old_adjective"):
            before -= 1
        if hit.place.type in TOWNS and hit.strength < 3:
            return self._has(line, before, "the") and self._has(line, before - 1, "in_place")
        if tokens.words[hit.first].isdecimal():
            return self._has(line, before, "the", "route_word") and not self._has(
                line, hit.end, "noun_after_number"
            )
        capital = (
            tokens.is_capital(hit.first)
            and not tokens.begins_sentence(hit.first)
            and not tokens.text.isupper()
        )
        followed = self._has(line, hit.end, "type_word")
        return not followed and (capital or self._has(line, before, "the", "article"))

    def _is_first_word(self, hit: Hit, tokens: Tokens, line: str) -> bool:
        """ "Saltby" in "Saltby Road" is no town; the road need not be listed."""
        more = hit.place.type in TOWNS and self._has(line, hit.end, "street_suffix", "venue_suffix")
        return more and tokens.is_capital(hit.end) and not tokens.text.isupper()

    def _names_one(self, hit: Hit, tokens: Tokens, line: str) -> bool:
        """A single word that is a whole name: with a capital, or where a place is expected."""
        if hit.strength < 2 or len(tokens.words[hit.first]) < 3:
            return False
        return (
            tokens.is_capital(hit.first)
            or len(tokens.words[hit.first]) > 4
            or self._has(line, hit.first - 1, "at", "in_place")
        )

    def _by_sound(
        self, tokens: Tokens, words: tuple[str, ...], line: str, gazetteer: Gazetteer, taken: set[int]
    ) -> list[Hit]:
        found: list[Hit] = []
        for at, ends in gazetteer.sounding(words):
            if found and at < found[-1].end:
                continue
            if hit := self._sounds(tokens, words, line, gazetteer, taken, at, ends):
                found.append(hit)
        return found

    def _sounds(
        self,
        tokens: Tokens,
        words: tuple[str, ...],
        line: str,
        gazetteer: Gazetteer,
        taken: set[int],
        at: int,
        ends: list[int],
    ) -> Hit | None:
        if at in taken or not words[at][0].isalpha() or self._has(line, at, "function"):
            return None
        for end in ends:
            window = range(at, end)
            if any(n in taken or not words[n][0].isalpha() for n in window) or self._has(
                line, end - 1, "function"
            ):
                continue
            place = gazetteer.by_sound(words, at, end)
            if place and self._may_sound(tokens, line, at, end, place):
                return Hit(at, end, place, 0)
        return None

    def _may_sound(self, tokens: Tokens, line: str, at: int, end: int, place: Place) -> bool:
        """By sound only where something else says that a place is meant."""
        if not tokens.words[at].isascii():
            return len("".join(tokens.words[at:end])) > 4
        capital = tokens.is_capital(at) and not tokens.begins_sentence(at)
        typed = any(self._has(line, n, "street_suffix", "venue_suffix", "type_word") for n in range(at, end))
        placed = (
            self._has(line, at - 1, "at", "prep", "in_place")
            or self._has(line, at - 1, "the")
            and self._has(line, at - 2, "prep")
        )
        if end - at == 1:
            return capital or (placed and len(tokens.words[at]) > 5)
        return typed or capital or placed or place.type in ("school", "town", "village", "coastal-town")

    def _joined(self, hits: list[Hit], tokens: Tokens, line: str, gazetteer: Gazetteer) -> Iterator[Found]:
        """A venue by its kind and street ("the chemist on Ferry Lane") or a listed one with its street."""
        hits = sorted(hits, key=lambda hit: hit.first)
        gone: set[int] = set()
        for n, hit in enumerate(hits):
            if n in gone:
                continue
            after = hits[n + 1] if n + 1 < len(hits) else None
            if (
                after
                and hit.strength == 1
                and after.place.type == "street"
                and hit.place.street == after.place.name
                and self._touch(line, hit.end, after.first)
            ):
                gone.add(n + 1)
                yield self._listed(tokens, line, hit, after.end)
            elif (
                hit.place.type == "street"
                and not self._touches_before(line, hits, n)
                and (venue := self._venue_on(tokens, line, hit, gazetteer))
            ):
                yield venue
            elif feature := self._beside(tokens, line, hit) or self._with_feature(
                tokens, line, hit, gazetteer
            ):
                yield feature
            elif (
                hit.place.type == "street"
                and self._has(line, hit.first - 1, "digits", "mixed")
                and not self._has(line, hit.first - 1, "clock")
            ):
                yield self._address(tokens, line, hit)
            else:
                yield self._flat_in(tokens, line, hit) or self._listed(tokens, line, hit, hit.end)

    def _touches_before(self, line: str, hits: list[Hit], n: int) -> bool:
        return n > 0 and self._touch(line, hits[n - 1].end, hits[n].first)

    def _touch(self, line: str, end: int, first: int) -> bool:
        return first == end or (first == end + 1 and self._has(line, end, "on", "comma"))

    def _venue_on(self, tokens: Tokens, line: str, hit: Hit, gazetteer: Gazetteer) -> Found | None:
        match = self._type_end.search(line, max(0, hit.first - 5), hit.first)
        if not match:
            return None
        kinds = {
            v for n in range(match.start(), hit.first) if (v := self.tags.value("type_word", tokens.words[n]))
        }
        said = set(tokens.words[match.start() : hit.first])
        there = gazetteer.by_street.get(hit.place.name, [])
        fitting = [p for p in there if p.type in kinds or said & set(p.name.lower().split())]
        if len(fitting) != 1:
            return None
        place = fitting[0]
        return _found(
            tokens.starts[match.start()],
            tokens.ends[hit.end - 1],
            "place:kind-on-street",
            place.name,
            0.8,
            4,
            place,
        )

    def _beside(self, tokens: Tokens, line: str, hit: Hit) -> Found | None:
        """ "The car park behind X" is a place of its own."""
        match = self._feature.search(line, max(0, hit.first - 6), hit.first)
        if not match:
            return None
        text = tokens.slice(match.start(), hit.end)
        return _found(
            tokens.starts[match.start()],
            tokens.ends[hit.end - 1],
            "place:beside",
            " ".join(text.split()),
            0.7,
            4,
        )

    def _address(self, tokens: Tokens, line: str, hit: Hit) -> Found:
        first = hit.first - 1
        number = tokens.raw(first)
        if self._has(line, first - 1, "flat", "number"):
            first -= 1
        is_flat = self._has(line, first, "flat")
        name = f"{'Flat ' if is_flat else ''}{number}{',' if is_flat else ''} {hit.place.name}"
        return _found(tokens.starts[first], tokens.ends[hit.end - 1], "place:address", name, 0.9, 4)

    def _with_feature(self, tokens: Tokens, line: str, hit: Hit, gazetteer: Gazetteer) -> Found | None:
        """ "Harbour Road car park": the listed one in that street, else a place of its own."""
        match = self._follows.match(line, hit.end)
        if not match:
            return None
        kind = self.tags.value("feature", tokens.words[hit.end]) or "car-park"
        there = [p for p in gazetteer.by_street.get(hit.place.name, []) if p.type == kind]
        name = (
            there[0].name
            if len(there) == 1
            else f"{hit.place.name} {tokens.slice(hit.end, match.end()).lower()}"
        )
        place = there[0] if len(there) == 1 else None
        start, end = tokens.starts[hit.first], tokens.ends[match.end() - 1]
        return _found(start, end, "place:feature", name, 0.8, 4, place)

    def _flat_in(self, tokens: Tokens, line: str, hit: Hit) -> Found | None:
        """ "Flat 6, Tern Court" is a place of its own within the listed block."""
        at = hit.first - 1
        if self._has(line, at, "comma"):
            at -= 1
        if not (self._has(line, at, "flat_number", "digits", "mixed") and self._has(line, at - 1, "flat")):
            return None
        name = f"Flat {tokens.raw(at)}, {hit.place.name}"
        return _found(tokens.starts[at - 1], tokens.ends[hit.end - 1], "place:address", name, 0.9, 4)

    def _listed(self, tokens: Tokens, line: str, hit: Hit, end: int) -> Found:
        first = hit.first
        if self._has(line, first - 1, "st") and hit.place.name.startswith("St "):
            first -= 1
        while first > 0 and hit.strength < 3 and self._has(line, first - 1, "old_adjective"):
            first -= 1
        rule = "place:sound" if hit.strength == 0 else "place:gazetteer"
        return _found(
            tokens.starts[first],
            tokens.ends[end - 1],
            rule,
            hit.place.name,
            (0.6, 0.8, 0.9, 0.95)[hit.strength],
            4,
            hit.place,
        )

    def _cued(self, tokens: Tokens, line: str, taken: set[int]) -> Iterator[Found]:
        for match in self._unlisted.finditer(line):
            kind, first, end = match.lastgroup or "", match.start(), match.end()
            if kind in ("street", "area", "venue") and any(n in taken for n in range(first, end)):
                continue
            while (
                first < end - 1
                and self._has(line, first, "not_name")
                or (
                    kind in ("venue", "street", "area")
                    and tokens.begins_sentence(first)
                    and self._has(line, first, "function")
                )
            ):
                first += 1
            if not self._is_name(kind, tokens, line, first, end):
                continue
            name = " ".join(w if w.isupper() else w.capitalize() for w in tokens.slice(first, end).split())
            yield _found(
                tokens.starts[first],
                tokens.ends[end - 1],
                f"place:{kind}",
                name,
                0.7,
                3 if kind != "area" else 0,
            )

    def _is_name(self, kind: str, tokens: Tokens, line: str, first: int, end: int) -> bool:
        if kind == "area":
            return (
                not tokens.text.isupper()
                and not self._has(line, first, "function", "not_area")
                and tokens.words[first - 1 : first] != ("at",)
            )
        if kind in ("street", "venue"):
            named = end - first > 1
            bare = all(
                self._has(line, n, "function", "generic_name", "not_street") for n in range(first, end - 1)
            )
            weak = (
                kind == "venue" and self._has(line, end - 1, "weak_suffix") and not tokens.is_capital(end - 1)
            )
            return named and not bare and not weak
        if kind == "route":  # at "number 41" lives somebody, and a "log number 412" is none
            sure = not self._has(line, first, "number") or any(
                self._has(line, n, "bus") for n in (first, end - 1)
            )
            return sure or tokens.begins_sentence(first) or self._has(line, first - 1, "route_before")
        return True

    def _has(self, line: str, at: int, *tags: str) -> bool:
        return 0 <= at < len(line) and not self.tags.sets[line[at]].isdisjoint(tags)


def _index(tokens: Tokens, char: int) -> int:
    """The token at a character."""
    low, high = 0, len(tokens) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens.starts[middle] <= char else (low, middle - 1)
    return low


def _found(
    start: int,
    end: int,
    rule: str,
    name: str,
    certainty: float,
    rank: int,
    place: Place | None = None,
    postcode: bool = False,
) -> Found:
    attributes: dict[str, object] = {"gazetteer": place is not None}
    if place:
        attributes |= {"type": place.type, "id": place.id}
    if postcode:
        attributes["type"] = "postcode"
    return Found("place", start, end, rule, name, attributes, certainty, rank)
