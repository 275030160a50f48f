"""The report, its items and what they speak of as a graph, for a chart elsewhere."""

from xml.etree import ElementTree as Xml

from ..told import Told
from .ids import id_of

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_IN_XML = dict.fromkeys(n for n in range(32) if n not in (9, 10, 13))
_KEYS = ("kind", "label", "grade", "handling", "marking", "roles", "from", "to", "operation")


def graphml(told: Told) -> str:
    root = Xml.Element("graphml", xmlns=NAMESPACE)
    for key in _KEYS:
        Xml.SubElement(root, "key", {"id": key, "for": "node", "attr.name": key, "attr.type": "string"})
    graph = Xml.SubElement(root, "graph", id="report", edgedefault="directed")
    report = id_of(told, "report")
    head = {"kind": "report", "label": told.reference, "handling": told.handling, "marking": told.marking}
    head |= {"from": told.event_from, "to": told.event_to, "operation": told.operation}
    _node(graph, report, **head)
    for item in told.items:
        here = id_of(told, "item", item.seq)
        _node(graph, here, kind="item", label=item.words, grade=item.grade)
        Xml.SubElement(graph, "edge", source=report, target=here)
    for thing in told.things:
        there = id_of(told, thing.kind, thing.name)
        _node(graph, there, kind=thing.kind, label=thing.name, roles=", ".join(thing.roles))
        for seq in thing.items:
            Xml.SubElement(graph, "edge", source=id_of(told, "item", seq), target=there)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True)


def _node(graph: Xml.Element, pk: str, **told: str) -> None:
    node = Xml.SubElement(graph, "node", id=pk)
    for key, words in ((key, words) for key, words in told.items() if words):
        Xml.SubElement(node, "data", key=key).text = words.translate(_NOT_IN_XML)
