"""The look of every deck, as PowerPoint's own master and layouts, so that a council can go on with it."""

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped] # lxml ships no types
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as OpenDeck
from pptx.util import Emu

LOOK = Path(__file__).parent / "deck_look"
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
EDGE = Emu(685_800)
COVER, WORDS, TITLE_ONLY = range(3)
_LAYOUTS = {COVER: (0, "cover.xml"), WORDS: (1, "words.xml"), TITLE_ONLY: (5, "title.xml")}
"""Which layout of python-pptx's own template becomes which of ours."""

_COLOURS = {
    "dk1": "10191c",
    "dk2": "0c4a5b",
    "lt2": "eef4f5",
    "accent1": "0c4a5b",
    "accent2": "f2b33d",
    "accent3": "46545a",
    "hlink": "0c4a5b",
    "folHlink": "0c4a5b",
}


def empty_deck(foot: str) -> OpenDeck:
    """A deck without slides, 16 to 9, in the house's colours. `foot`: stands at the foot of every slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    layouts = list(deck.slide_layouts)
    ours = dict(_LAYOUTS.values())
    for place, layout in enumerate(layouts):
        if place in ours:
            _become(layout._element, _own(ours[place]))
        else:
            deck.slide_layouts.remove(layout)
    _drop(deck.part, "/printerSettings")
    for kind in ("/thumbnail", "/extended-properties"):
        _drop(deck.part.package, kind)
    _own_master(deck, foot)
    _recolour(deck)
    return deck


@cache
def _source(file: str) -> bytes:
    return (LOOK / file).read_bytes()


def _own(file: str) -> Any:
    return parse_xml(_source(file))


def _become(element: Any, own: Any) -> None:
    """In place, for python-pptx holds on to the element."""
    element.attrib.clear()
    element.attrib.update(own.attrib)
    element[:] = list(own)


def _own_master(deck: OpenDeck, foot: str) -> None:
    element, own = deck.slide_master._element, _own("master.xml")
    ids = own.find(qn("p:sldLayoutIdLst"))
    ids.getparent().replace(ids, element.find(qn("p:sldLayoutIdLst")))
    version = next(shape for shape in own.iter(qn("p:sp")) if shape[0][0].get("name") == "Version")
    next(version.iter(qn("a:t"))).text = foot
    _become(element, own)


def _drop(source: Any, kind: str) -> None:
    rels = source.rels if hasattr(source, "rels") else source._rels
    for relation in [each for each in rels.values() if each.reltype.endswith(kind)]:
        rels.pop(relation.rId)


def _recolour(deck: OpenDeck) -> None:
    rels = deck.slide_master.part.rels.values()
    theme = next(each.target_part for each in rels if each.reltype.endswith("/theme"))
    tree = etree.fromstring(theme.blob)
    for name, colour in _COLOURS.items():
        for place in tree.iter(qn(f"a:{name}")):
            place[:] = [etree.Element(qn("a:srgbClr"), val=colour)]
    tree.set("name", "Waylight")
    theme._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
