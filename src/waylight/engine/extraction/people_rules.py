"""Where a text speaks of a person: a head word with what describes it, before and behind.

"Two girls about 13 or 14, one shoe on" is a count, a head, an age and something worn. Rules over tags, for
every language alike; a language that puts the description elsewhere only needs its words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words

_AGE_NUM = "(?:<age> <age>? <teen_end>?)"  # "twenty five" is two words
_NUM = "(?:<num|count>)"
_COUNT = (
    f"(?: <hedged_age>? {_NUM} (?: (?:<or>|<slash>|<dash>) {_NUM} | {_NUM} )? <x>? (?:<of><the>)? | <couple> "
    f"<of> | <group> <of> <about|hedged_age>? {_NUM} | <half> <a> <dozen> )"
)
_DET = (
    f"(?: {_COUNT} | <other> <one>? (?=<pre|head>) | <another> | <one> | <same> | <different> | <some> "
    f"(?=<num|count>) {_COUNT} )"
)
_YEARS = (
    "(?: <years>+ <old>? | <years_old> | <max> | <so> | <or> <so> | <or> <at_most> | <at> <the_word>? "
    "<most> | <the_word> "
    "<most> | <ish> )"
)
_OLDER = "(?: <no>? <comparative> <than> | <under> | <no> <comparative> <than> )"
_AGE = f"""(?:
    (?:<about|hedged_age|aged|of|id|say|look|between|they|give>|<as>|(?<=<say>)<at|them>)* {_OLDER}?
        {_AGE_NUM}
        (?: (?:<or>|<dash>|<slash>|<comma>)? <hedged_age>? {_AGE_NUM} )? {_YEARS}*
  | (?:<about|hedged_age|aged|of|id|say|look|between>)* <age_pair> {_YEARS}*
  | <about|hedged_age|aged|of|look>* (?:<in>|<look>)? <his>? <early>? <decade> (?: (?:<or>|<slash>|<dash>)
        <early>? <decade> )?
  | <about|hedged_age|aged>* <age_ish> | <in>? <school_year> | <in>? <year_word> <digits|num> (?: <or>
        <digits|num>)?
  | <years_old> )"""
# A number close behind the head that is a clock time, a street number or a count of something is no age.
_NO_AGE = "(?! <ampm_like> | <of> | <head> | <minute_like> )"
_ARTICLE = "(?:<a|his|the|no|one>)?"
_ANY = "<!stop|comma|semicolon|head|weak|in|wearing|quote|age_pair|close|clock|verb>"
_PLAIN_ANY = "<!stop|comma|semicolon|head|weak|in|with|wearing|quote|on|close|clock|verb|a|the|his|who>"
_STATE = "(?: <tied> <particle>? | <on_off> (?=<comma|stop|semicolon|and>|$) )"
_WORN = (
    f"(?: {_ARTICLE} {_ANY}{{0,3}} <clothing|feature|hair_alone> "
    f"(?:<clothing|feature|colour_after>){{0,2}} (?:<of> "
    f"<word>)? (?:<on> <the|his>? <body_part>)? {_STATE}? )"
)
_BEHIND_COMMA = (
    f"(?: {_ARTICLE} {_PLAIN_ANY}{{0,3}} <clothing|feature|hair_alone> "
    f"(?:<clothing|feature|colour_after>){{0,2}} "
    f"(?:<of> <word>)? (?:<on> <the|his>? <body_part>)? {_STATE}? )"
)
_CHUNK = f"""(?:
    <comma>? <all>? {_AGE} {_NO_AGE} | <open> {_AGE} <close>
  | <comma>? <!stop|comma|head>{{0,5}}? (?:<comparative> <than> | <under>) <age>
  | <comma>? <all>? (?:<in>|<with>|<wearing>|<who> <look|with>) {_WORN} (?: (?:<and>|<with>|<comma><and>)
        {_WORN} )*
  | <comma> (?:<and>|<with>|<wearing>)? {_BEHIND_COMMA} (?: <and> {_WORN} )*
  | (?:<no|one> {_PLAIN_ANY}{{0,2}} | <colour_word> <colour_word>?) <clothing|feature> {_STATE}?
  | <comma>? <well> <spoken> | <comma>? <height_words> | <with_word> <pron> (?=<comma>) | <on> <his> <own>
        | <comma>? <alone>
  | <comma>? <all>? (?:<pre> <pre>* (?=<comma|stop|semicolon>|$)) | <comma>? <hair_alone> (?: <id>
        <say|look>)?
  | <on> <a> {_PLAIN_ANY}{{0,2}} <ride_word>
  | <comma>? <who> <verb> <look>? {_AGE} | <who> <!stop|comma|head>{1, 9} <look> <about|than>* <age>
  | <from> <room>? <digits> )"""
_HEADED = f"""(?: {_PLAIN_ANY}? <clothing|feature> <wala> )? (?: {_DET} )*
    (?: <pre> | (?:<age_pair> | <age> <age>? (?:<or|dash> <age>)?) <years> <old>?
      | <years_old> | <school_year> | <year_word> <digits|num> | <comma>(?=<pre><pre>*<head>) )*
    (?P<head> <head> | <grown> <ups> ) <post>*"""
_HEDGE = "(?: <id> <say|look> | <hedged_age> (?=<comma|stop|semicolon>|$) )?"
_WHOLE = f"""(?:
    {_HEADED} (?P<chunks> (?:{_CHUNK} {_HEDGE})* )
  | (?P<them> <hedged_age>? (?!<one>) {_NUM} (?:<or> {_NUM})? <of> <them> )
  | (?P<other> (?: <another> <one>? | <other> <one>? | <different> <one> | <one> ) (?P<other_chunks> <pre>*
        (?:{_CHUNK} {_HEDGE})+ ) | <another> <one> )
)"""
_OPTIONAL = (
    "with_word",
    "pron",
    "mine",
    "claims",
    "claims_after",
    "own_kin",
    "kin_said",
    "x",
    "half",
    "dozen",
    "at_most",
    "colour_after",
    "ampm_like",
    "minute_like",
    "verb",
    "they",
    "room",
    "from",
    "height_words",
    "ride_word",
    "ish",
    "wala",
    "dual",
    "post",
    "teen_end",
)


def _with_plurals(words: Mapping[str, str]) -> dict[str, str]:
    return {**{f"{word}s": value for word, value in words.items() if word.isascii()}, **words}


@dataclass(frozen=True)
class PeopleRules:
    """The compiled rules of one language and English. `head` holds all head words, `weak` those that need a
    description to count."""

    tags: Tags
    whole: re.Pattern[str]
    age: re.Pattern[str]
    chunk: re.Pattern[str]

    @classmethod
    def of(cls, words: Words) -> "PeopleRules":
        """From the section `people` of the lexicon."""
        anybody = dict.fromkeys(words["person_word"], "unknown")
        heads = {**anybody, **words["weak_head"], **words["adult_head"], **words["child_head"]}
        words = {**words, **{tag: _with_plurals(words[tag]) for tag in ("clothing", "feature")}}
        joined = {**{tag: {} for tag in _OPTIONAL}, **words, "head": heads, "weak": words["weak_head"]}
        tags = Tags(joined, shape, SAMPLES)
        return cls(tags, tags.rule(_WHOLE), tags.rule(f"(?P<age>{_AGE})"), tags.rule(f"{_CHUNK}{_HEDGE}"))
