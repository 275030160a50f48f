"""Which words a phrase cannot do without: so that most phrases need not be tried on most sentences.

A phrase is parsed into mandatory parts; each part that is made of whole words gives the set of words of which
one must stand in the sentence. Numbers and gaps ask for nothing, and stems only where parts of words will do.
A phrase none of whose sets is missed may match; a phrase one of whose sets is missed cannot.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

Needs = tuple[frozenset[str], ...]
_NO_WORD = frozenset("^$#") | {"..", "..."}
_CLOSES = {"(": ")", "[": "]"}


def needs_of(
    parts: Sequence[str], groups: Mapping[str, Sequence[str]], words_of: Callable[[str], list[str]]
) -> Needs:
    """The sets of one phrase. `groups` maps a group's name to its parts; `words_of` folds one part,
    to no word where it asks for nothing.

    Raises ValueError for brackets that do not match.
    """
    stream = iter(parts)
    needs = _alternatives(stream, "", groups, words_of)
    return tuple(sorted(needs, key=len))


def _alternatives(
    stream: Iterator[str],
    closing: str,
    groups: Mapping[str, Sequence[str]],
    words_of: Callable[[str], list[str]],
) -> list[frozenset[str]]:
    """What a run of alternatives needs, up to its closing bracket."""
    found: list[list[frozenset[str]]] = [[]]
    for part in stream:
        if part == closing and closing:
            return _either(found)
        if part == "|":
            found.append([])
        elif part in _CLOSES:
            inside = _alternatives(stream, _CLOSES[part], groups, words_of)
            found[-1] += inside if part == "(" else []
        elif part in (")", "]"):
            raise ValueError("brackets do not match")
        elif part.startswith("<"):
            found[-1] += _alternatives(iter(groups[part[1:-1]]), "", groups, words_of)
        elif part not in _NO_WORD:
            found[-1] += [frozenset([word]) for word in words_of(part)]
    if closing:
        raise ValueError("brackets do not match")
    return _either(found)


def _either(found: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Of one alternative, all its sets; of several, one set that any of them would meet, if each has one."""
    if len(found) == 1:
        return found[0]
    if not all(found):
        return []
    return [frozenset().union(*(min(needs, key=len) for needs in found))]


def may_match(needs: Needs, words: frozenset[str] | set[str]) -> bool:
    return not any(need.isdisjoint(words) for need in needs)


def holds_all(needs: Needs, sentence: str) -> bool:
    """Whether each set has a member that stands somewhere in the sentence, be it inside a word."""
    return all(any(piece in sentence for piece in need) for need in needs)
