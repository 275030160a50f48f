"""Questions that teach, and scenarios that lead somewhere."""

from collections import Counter
from collections.abc import Iterator

from waylight.learning.library import Node, Problem, Question, Scenario

from .book import Book

CHOICES = (3, 4)
NODES = (5, 9)


def questions(book: Book) -> Iterator[Problem]:
    for question in book.library.questions:
        for words, line in _faults(question):
            yield Problem(question.file, line or question.line, question.id, "question", words)
        if not CHOICES[0] <= len(question.choices) <= CHOICES[1]:
            words = f"has {len(question.choices)} choices; three or four are enough."
            yield Problem(question.file, question.line, question.id, "question", words, advice=True)


def _faults(question: Question) -> Iterator[tuple[str, int]]:
    if not question.right:
        yield "No choice is right: mark one with right: true.", 0
    elif question.kind == "one" and len(question.right) > 1:
        yield "More than one choice is right: make it kind: several, or leave one right.", 0
    if len(question.right) == len(question.choices):
        yield "Every choice is right, so nothing is asked.", 0
    for id, times in Counter(choice.id for choice in question.choices).items():
        if times > 1:
            yield f"Two choices have the id {id!r}.", 0
    for choice in question.choices:
        if not choice.feedback.strip():
            yield f"Choice {choice.id} has no feedback: say kindly why, and what to do.", choice.line


def scenarios(book: Book) -> Iterator[Problem]:
    for scenario in book.library.scenarios:
        for node, words in _dead_ways(scenario):
            line = node.line if node else 1
            name = f"{scenario.id}.{node.id}" if node else scenario.id
            yield Problem(scenario.file, line, name, "scenario", words)
        if not NODES[0] <= len(scenario.nodes) <= NODES[1]:
            words = f"has {len(scenario.nodes)} nodes; {NODES[0]} to {NODES[1]} fit on paper."
            yield Problem(scenario.file, 1, scenario.id, "scenario", words, advice=True)


def _dead_ways(scenario: Scenario) -> Iterator[tuple[Node | None, str]]:
    nodes = {node.id: node for node in scenario.nodes}
    if scenario.start not in nodes:
        yield None, f"begins at {scenario.start!r}, and there is no such node."
        return
    reached = _reached(scenario.start, nodes)
    for node in scenario.nodes:
        if node.id not in reached:
            yield node, "Nobody can come here: let a choice lead to it, or take it out."
        if not node.choices and not node.end:
            yield node, "Here it stops: give it choices, or end: good or learn, with do."
        if node.choices and node.end:
            yield node, "It has choices and an end: it is one or the other."
        if node.end and not node.do.strip():
            yield node, "It ends without saying what to do: write do."
        for turn in node.choices:
            if turn.to not in nodes:
                yield node, f"A choice leads to {turn.to!r}, and there is no such node."
        if not node.end and not any(nodes[id].end for id in _reached(node.id, nodes)):
            yield node, "No way leads from here to an end."
    if not any(node.end == "good" for node in scenario.nodes):
        yield None, "has no good end: show what going well looks like."


def _reached(start: str, nodes: dict[str, Node]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for turn in nodes[waiting.pop()].choices:
            if turn.to in nodes and turn.to not in found:
                found.add(turn.to)
                waiting.append(turn.to)
    return found
