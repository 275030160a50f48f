"""Do free words say that somebody is in danger now?

The phrase lists are data (`content/wording`), one a language; the README there explains them. Words that
sound like danger are *cues* with points; words about the past, habits and supposings *strike* the cues of
their sentence; words that all is settled take points off the whole text. This only decides whether to show
the emergency screen and to put a concern on top: a person reads every concern, whatever is found here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import yaml

from waylight.engine.wording.folding import sentences
from waylight.engine.wording.language import Vocabulary, is_known
from waylight.engine.wording.phrases import (
    Grammar,
    PhraseError,
    Phrases,
    literal_words,
    named_phrases,
    phrase_pattern,
    sentence_text,
)

CUE_FILE = "danger-cues.yaml"
LIST_FILES = "danger.*.yaml"
NEIGHBOURS = 3
TIME = "time"
_ASIDE = " ~ "


@dataclass(frozen=True)
class Danger:
    """`reasons` name cues ("plea", "-settled"), never the reporter's words, so they may be kept in the open.

    `language_known` False means that no list covers the text: a person must look first, whatever `now` says.
    """

    now: bool
    reasons: tuple[str, ...]
    language_known: bool


@dataclass(frozen=True)
class Cue:
    """What one kind of phrase is worth. Of the cues of one `kind` only the strongest counts.

    `stands`: speaks to us, so a word about the past in the same sentence does not strike it.
    `anchors`: says "now", so nothing in its sentence is struck.
    """

    name: str
    kind: str
    points: int
    means: str
    stands: bool = False
    anchors: bool = False


@dataclass(frozen=True)
class Short:
    """Texts of up to `words` words need only `enough` points."""

    words: int
    enough: int


@dataclass(frozen=True)
class PhraseList:
    """The phrases of one language, compiled."""

    language: str
    aside: Phrases
    cues: Phrases
    strikes: Phrases
    supposes: Phrases
    calms: Phrases
    vocabulary: Vocabulary

    @classmethod
    def read(cls, content: Mapping[str, Any], cues: Iterable[str], calms: Iterable[str]) -> Self:
        """From a list file's content. Raises PhraseError for a cue that the cue file does not know."""
        unknown = {*content["cues"], *content["calms"]} - {*cues, *calms}
        if unknown:
            raise PhraseError(f"{content['language']}: no such cue: {', '.join(sorted(unknown))}")
        grammar = Grammar(groups=content["groups"], joined=tuple(content.get("joined", ())))
        phrases = [*content["cues"].values(), *content["calms"].values()]
        named = (literal_words(lines, grammar) for lines in phrases)
        return cls(
            language=content["language"],
            aside=phrase_pattern(content["aside"], grammar),
            cues=named_phrases(content["cues"], grammar),
            strikes=phrase_pattern(content["strikes"], grammar),
            supposes=phrase_pattern(content["supposes"], grammar),
            calms=named_phrases(content["calms"], grammar),
            vocabulary=Vocabulary.of(
                content["language"], content["common"], set().union(*named), grammar.joined
            ),
        )

    def hear(self, sentence: str, anchors: set[str]) -> tuple[set[str], bool]:
        """The cues of one sentence, and whether its own words strike them. `anchors`: cues that say "now"."""
        rest = self.aside.sub(_ASIDE, sentence)
        cues = self.cues.names(rest)
        past = self.strikes.search(sentence) and not cues & anchors
        return cues, past or self.supposes.search(sentence)

    def calm(self, sentence: str) -> set[str]:
        """What in one sentence says that all is settled, or that no help is asked for now."""
        return self.calms.names(sentence)


@dataclass(frozen=True)
class PhraseBook:
    """All phrase lists together: people mix languages, so every list is tried on every text."""

    enough: int
    short: Short
    cues: Mapping[str, Cue]
    calms: Mapping[str, int]
    lists: tuple[PhraseList, ...]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `danger-cues.yaml` and every `danger.<language>.yaml` in the folder; compile once, keep.

        Raises OSError for a missing folder or file, PhraseError for a list that cannot be read.
        """
        shared = yaml.safe_load((folder / CUE_FILE).read_text(encoding="utf-8"))
        cues = {name: Cue(name=name, **about) for name, about in shared["cues"].items()}
        calms = {name: int(about["points"]) for name, about in shared["calms"].items()}
        contents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob(LIST_FILES))]
        if not contents:
            raise PhraseError(f"{folder}: no phrase list")
        lists = tuple(PhraseList.read(content, cues, calms) for content in contents)
        return cls(
            enough=int(shared["enough"]), short=Short(**shared["short"]), cues=cues, calms=calms, lists=lists
        )

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that have a list, as primary BCP 47 subtags."""
        return frozenset(one.language for one in self.lists)

    def judge(self, text: str, language: str | None = None) -> Danger:
        """Judge one text; `language` is what the reporter declared (BCP 47), None if nothing was."""
        spoken = sentences(text)
        said = [sentence_text(words) for words in spoken]
        known = {sentence: self._hear(sentence) for sentence in dict.fromkeys(said)}
        heard = [known[sentence] for sentence in said]
        calmed = set().union(*(calms for _, calms in heard))
        counted = self._strongest_together([cues for cues, _ in heard])
        calm = sum(self.calms[name] for name in calmed)
        beyond_time = [cue for cue in counted if cue.kind != TIME]
        is_short = sum(map(len, spoken)) <= self.short.words
        return Danger(
            now=_worth(counted) - calm >= self.enough
            or (is_short and _worth(beyond_time) - calm >= self.short.enough),
            reasons=(*sorted(cue.name for cue in counted), *sorted(f"-{name}" for name in calmed)),
            language_known=is_known(text, spoken, language, [one.vocabulary for one in self.lists]),
        )

    def _strongest_together(self, heard: list[set[str]]) -> list[Cue]:
        """The cues of the strongest run of neighbours: far apart, weak cues say nothing together."""
        starts = range(max(1, len(heard) - NEIGHBOURS + 1))
        runs = [set().union(*heard[at : at + NEIGHBOURS]) for at in starts]
        return max((self._strongest(run) for run in runs), key=_worth)

    def _hear(self, sentence: str) -> tuple[set[str], set[str]]:
        anchors = {name for name, cue in self.cues.items() if cue.anchors}
        stands = {name for name, cue in self.cues.items() if cue.stands}
        cues: set[str] = set()
        calms: set[str] = set()
        for one in self.lists:
            heard, struck = one.hear(sentence, anchors)
            cues |= heard & stands if struck else heard
            calms |= one.calm(sentence)
        return cues, calms

    def _strongest(self, names: Iterable[str]) -> list[Cue]:
        best: dict[str, Cue] = {}
        for cue in sorted((self.cues[name] for name in names), key=lambda cue: (cue.points, cue.name)):
            best[cue.kind] = cue
        return list(best.values())


def _worth(cues: Iterable[Cue]) -> int:
    return sum(cue.points for cue in cues)
