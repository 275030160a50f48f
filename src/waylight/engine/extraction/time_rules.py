"""Where a text speaks of a time: rules over tags (`tags.py`), for every language alike.

A time is made of a day, a part of the day and a clock time, in any order and with small words between.
What only says how often ("every weekend") or how long ("for weeks") is no time here.
"""

import re
from dataclasses import dataclass

from waylight.engine.extraction.shapes import SAMPLES, shape
from waylight.engine.extraction.tags import Tags, Words

_APPROX = "(?:<approx> (?<=<short>) <stop> | <just>(?:<gone|after|before>)? | <gone> | <approx>)"
_POINT = "(?: (?<=<short>) <stop> )?"
_CLOCK_ENDS = """(?= <stop|comma|semicolon|dash|close|quote|colon|function|weekday|weekdays|in|on|daypart> |
        <night_word|today|yesterday|tomorrow|tonight|this|last|every|early> | $ )"""
_CLOCK = f"""(?: <clock> <ampm>? <hours_word>? | <clock_pm> | <hour_ish> | <clock4> <hours_word> |
        (?<=<approx|at|comma|ordinal>) <clock_alone>
    | <hour> <or> <hour> <ampm|oclock> | <hour> <to>? <clock_pm>
    | <half> <past>? <hour> <ampm|oclock>? | <half> <minutes|unit> <past> <hour>
    | (?: <quarter> | <minute> <minute>? <minutes> | <minute_word> <minute_word>? ) <past|to> <hour> <ampm>?
    | (?: <half> | <quarter> | <minute> <minutes>? ) <past|to> <midnight|noon>
    | <five_minutes> <past|to> <hour> (?: <ampm> | {_CLOCK_ENDS} )
    | <hour> <oclock>? (?:<and> <half> | <half> (?!<amount|hour>)) |
        <half_to> <to>? <hour|hour_sure> | (?<=<approx|at|to|before_hour|joint>) <hour_sure> | <hour>
        <clock_minute> <minute_word>?
        (?!<person_like|minutes|unit>) <ampm>?
    | <hour|hour24> <less> <amount>? <quarter|minute_word> | <hour> <and> <amount> <quarter> | <hour> <and>
        <odd>
    | <half_hour> <oclock> | <quarter_past|quarter_to> <hour> <oclock>?
    | <hour> <oclock>{{1,2}} <half|quarter>? <ampm>? | <oclock> <approx>? <hour> <and>?
        <half|quarter|clock_minute>?
    | <oclock> <clock>
    | <hour> <ish|o_clock> <clock_face>? <ampm>? | <hour> <ampm> | <oclock> <stop>? <hour24>
    | <oclock> <stop> <hour|clock>
    | <midnight> | <hour>? <noon> | <home> <time> | <kicking> <out>? <time> | <school> <run> ) (?: <of>
        <after_word> | <ish> )?"""
_DATE = f"""(?: <iso> | <date> | (?:<day>|<ordinal>) <of>? <month> {_POINT} <year>?
    | <month> <the>? (?:<ordinal>|<day>(?!<hours_word>)) <year>? )"""
_DATED = f"(?: (?:<comma>? <the>?|<open>) (?:{_DATE}|<ordinal>) <close>? )"
_DAY = f"""(?: <weekday> <of>? <last> <week> | <last> <week> <comma>? <on>? <weekday> | <weekday_short>
        (?:{_DATE}|<ordinal>) | <daypart|night_word> <of> <the>? (?:<weekday> <the>?)?
        (?:{_DATE}|<ordinal>) | <in>? <night_word|daypart> <of> <weekday> {_DATED}? (?:<into> <weekday>
        {_DATED}?)? | <early>
        <on>? (?=<weekday|last|this|yesterday>) | <last_night_one> | <day_prefix> <weekday> <last>? |
        <daypart|night_word> <day_prefix> <weekday> <last>? |
        <today> <daypart|night_word>? | <yesterday> <daypart|night_word>? | <tomorrow>
        <daypart|night_word>? | <tonight>
    | <last> <night_word|daypart> | <the>? <night_word> <before_last> <last> | <the>? <day_word>
        <before_last> <yesterday>
    | <this> <daypart|night_word> | <daypart|night_word> <this_after>
    | <last|this|next>? <weekday> {_POINT} <last>? (?:<just><gone>)? {_DATED}? <daypart|night_word>?
        <time>? {_DATED}?
    | <the>? <weekday> <before_last> <last> | <amount>? <week> <last> <weekday>
    | <last|this|next> <weekday_short> <daypart|night_word>? {_DATED}? | <weekday_short>
        (?:<daypart|night_word> {_DATED}?|(?={_CLOCK}))
    | {_DATE} | (?<=<on|the>) <ordinal> (?!<word>) )"""
_AGO = """(?: <approx>? <amount|digits> <unit> <and> <amount>? <half> <ago> | <approx>? <half>?
        <amount|digits> <of>? <unit> <in>? <ago> | <half> <amount> <unit> <ago>
    | <ago_before> <approx>? <amount|digits|half>? <of>? <unit> )"""
_PART = (
    "(?: <in> <the>? <early>? <daypart|night_word> | <the>? <early> <hours> (?:<of><the>?<daypart>)? | "
    "<daypart> <time>? | <meal> <time> )"
)
_BARE_PART = "(?: <in>? <the>? <early> <hours> (?:<of><the>?<daypart>)? )"
_WEEK = (
    "(?: (?:<amount> <night_word|daypart|day_word>)? <this|last|next> (?:<week> "
    "(?!<comma>?<on>?<weekday>)|<weekend>) | <the> "
    "<weekend> | <last|this> <month_word> | <the>? <week|weekend> <last_after> )"
)
_NAMED_DAYS = """(?: <every> <other>? <day_prefix>? <weekday> (?:(?:<and>|<comma>) <weekday>)*
        <daypart|dayparts|night_word>?
    | <every>? <weekdays> (?:(?:<and>|<to>|<comma>) <weekdays>)* | <weekday> (?:<to>|<dash>)? <weekday>
        (?!<ordinal|day|month>) | <weekday>
        (?:(?:<and>|<comma>) <weekday>)* <dayparts> )"""
_ANY_DAYS = (
    "(?: <every> (?:<school>? <day_word>|<night_word>|<daypart>|<dayparts>|<days>|<weekday_all>|<weekend>) | "
    "<weekday_all|weekend_all> <dayparts>? | <daily> | <seven> <days> <a_week>? <week>? )"
)
_CONN = "(?:<joint|of_day>|<comma>|<before_hour>|<at>|<on>|<in>|<the>|<of>|<from>|<between>|<so>)*"
_END = "(?=<stop|comma|semicolon|dash|close|quote|function|colon>|$)"
_BARE = f"<hour> {_END}"
_LINK = "(?:<to>|<until>|<and>|<dash>|<slash>)"
_MOMENT = f"(?: {_APPROX}* (?:{_CLOCK}|<hour|hour24>|<dark>) )"
_UNIT = f"(?: {_NAMED_DAYS} | {_DAY} | {_APPROX}* {_CLOCK} | {_APPROX}* {_PART} | {_ANY_DAYS} )"
_NEXT = (
    f"(?: {_CONN} {_UNIT} | {_CONN} <night_word> (?={_APPROX}* {_CLOCK}) | "
    f"(?:<at>|<before_hour>|<approx>)+ <hour24> | (?:<at>|"
    f"<comma>|<approx>)* <hour> <in>? <the>? <daypart> | "
    f"(?:<at>|<comma>|<approx>|<gone>|<just>|<before_hour>|<from>)* "
    f"<hour> {_END} )"
)
_SPAN_OF_HOURS = f"""(?: <from|between> {_APPROX}* (?:{_CLOCK}|<hour|hour24>) (?P<link>{_LINK}) {_MOMENT} |
        {_APPROX}*
        {_CLOCK} (?P<till><to>|<until>|<dash>) {_MOMENT}
    | <hour> (?P<or_so>{_LINK}) (?:{_CLOCK}) | {_APPROX}* <clock> (?P<joined> (?=<clock|clock_pm>) )
        {_MOMENT} )"""

_BEGINS = """(?= <approx|just|gone|clock|clock_pm|clock4|clock_alone|hour|hour24|hour_ish>
    | <half_hour|quarter_past|quarter_to|week|weekend> | <half|half_to|quarter|minute|hour_sure|daily>
    | <oclock|midnight|noon|home|kicking|school|iso|date>
    | <day|ordinal|month|today|yesterday|tomorrow|tonight|last>
    | <the|night_word|daypart|day_word|this|next|weekday>
    | <weekday_short|weekdays|early|in|amount|digits|ago_before>
    | <every|weekday_all|weekend_all|seven|from|between|right|now|at|last_night_one|day_prefix> )"""
# Rules are tried only where one can begin: most words of a text are no such place.
_WHOLE = f"""{_BEGINS} (?:
    (?P<ago> {_AGO} (?: {_CONN} {_APPROX}* {_CLOCK} )? )
  | (?P<now> (?: <right|just> <now> | (?<!<no_now>) <now> (?!<and>) | <at> <the> <moment> | <right> <this>
        <moment>) )
  | (?P<week> {_WEEK} )
  | (?P<dates> <from|between>? (?:{_DATE}|<the>?<ordinal>) (?:<to>|<and>|<until>|<dash>) {_DATE} )
  | (?P<hours> (?: (?:{_DAY}|{_NAMED_DAYS}) {_CONN} )? {_SPAN_OF_HOURS} (?: {_CONN}
        (?:{_DAY}|{_PART}|{_NAMED_DAYS}|{_ANY_DAYS}) )* )
  | (?P<day> (?: <from> (?={_APPROX}*{_CLOCK}{_CONN}(?:{_NAMED_DAYS}|{_ANY_DAYS})) )?
      (?: {_NAMED_DAYS} | {_DAY} | {_APPROX}* <daypart> {_CONN} (?=<today|yesterday|weekday>) {_DAY} |
        {_APPROX}* {_CLOCK} | {_BARE_PART} | <daypart|night_word> (?={_APPROX}* {_CLOCK}) | {_ANY_DAYS} (?=
        {_CONN} {_APPROX}* (?:{_CLOCK}|<hour> {_END})) ) {_NEXT}* )
  | (?P<hour> {_APPROX}* (?:<hour> <or>)? <hour> {_CONN} (?: (?=<every>) {_NAMED_DAYS} | {_ANY_DAYS} |
        {_DAY} | (?<!<hour>) {_PART} ) {_NEXT}* )
  | (?P<month> (?<=<in|early>) <month> )
  | (?P<at> (?<=<at>) {_APPROX}* <hour|hour24> {_END} | (?:<just><gone>|<gone>) <hour> {_END} )
)"""

_ELEMENT = f"""(?P<weekday_of_last> <weekday> <of>? <last> <week> | <last> <week> <comma>?
        <on>? <weekday>) | (?P<weekday_before> <weekday> <before_last> <last> |
        <amount>? <week> <last> <weekday>) | (?P<before_yesterday> <day_word> <before_last> <yesterday>) |
        (?P<night_before_last>
        <night_word> <before_last> <last>)
  | (?P<ago> {_AGO}) | (?P<week> {_WEEK}) | (?P<named_days> {_NAMED_DAYS}) | (?P<any_days> {_ANY_DAYS})
  | (?P<last_night> <last_night_one> | <last> <night_word|daypart>) | (?P<tonight> <tonight> | <this|today>
        <night_word>) | (?P<this_part> <this|today> <daypart> | <daypart> <this_after>)
  | (?P<date> {_DATE}) | (?P<ordinal> <ordinal>) | (?P<weekday> (?:<last|this|next>)?
        (?:<weekday>|<weekday_short>) <last>?)
  | (?P<today> <today>) | (?P<yesterday> <yesterday>) | (?P<tomorrow> <tomorrow>)
  | (?P<clock> {_CLOCK}) | (?P<now> <now>) | (?P<early> <early> <hours>) | (?P<part> <daypart|night_word>)
  | (?P<month> <month>) | (?P<dark> <dark>) | (?P<approx> {_APPROX}) | (?P<link> {_LINK} ) | (?P<hour>
        <hour|hour24>)"""

_OPTIONAL_TAGS = (
    "ago_before",
    "person_like",
    "half_to",
    "last_night_one",
    "day_prefix",
    "now_only",
    "joint",
    "into",
    "o_clock",
    "clock_face",
    "before_hour",
    "short",
    "of_day",
    "less",
    "odd",
    "half_hour",
    "quarter_past",
    "quarter_to",
    "last_after",
    "this_after",
    "after_word",
    "who_now",
    "hour_sure",
    "daily",
    "meal",
    "sooner",
    "first",
    "thing",
    "small",
    "over",
    "birth",
)


@dataclass(frozen=True)
class TimeRules:
    """The compiled rules of one language and English."""

    tags: Tags
    whole: re.Pattern[str]
    element: re.Pattern[str]
    night: re.Pattern[str]

    @classmethod
    def of(cls, words: Words) -> "TimeRules":
        """From the section `times` of the lexicon."""
        ampm = {w: v for w, v in words["ampm"].items() if w not in words.get("not_ampm", {})}
        words = {
            **words,
            "ampm": ampm,
            "minute_word": {w: v for w, v in words["minute"].items() if w.isalpha()},
        }
        tags = Tags({**{tag: {} for tag in _OPTIONAL_TAGS}, **words}, shape, SAMPLES)
        return cls(
            tags, tags.rule(_WHOLE), tags.rule(_ELEMENT), tags.rule("<night_word|tonight|dayparts_night>")
        )
