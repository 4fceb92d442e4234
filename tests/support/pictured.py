"""Pictures read back: the elements, texts and figures of the HTML that marks make."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

# `scope=row`, which HTML may have, within a tag of ours.
_UNQUOTED = re.compile(r"(?<= )(role|scope)=([a-z]+)(?=[ >])")


def parsed(source):
    """Parse HTML of a picture, which is well-formed XML too."""
    if isinstance(source, Element):
        return source
    quoted = _UNQUOTED.sub(r'\1="\2"', str(source))
    return fromstring(f"<page>{quoted}</page>")


def elements(source, name):
    return list(parsed(source).iter(name))


def svgs(drawing, look):
    return [svg for svg in elements(drawing.picture, "svg") if svg.get("class") == look]


def percent_of(element, attribute):
    return float(element.get(attribute).removesuffix("%"))


def pixels_of(element, attribute):
    """Return a height in pixels, where letters are 14 pixels high."""
    return 14 * float(element.get(attribute).removesuffix("em"))


def desc(svg):
    """Return the text alternative, which its element refers to."""
    title, description = elements(svg, "title"), elements(svg, "desc")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == [title[0].get("id"), description[0].get("id")]
    assert title[0].text
    return description[0].text


def figures_of(table):
    """Return a table's rows as texts."""
    return [
        ["".join(cell.itertext()) for cell in row]
        for row in elements(elements(table, "tbody")[0], "tr")
    ]


def ids(page):
    return re.findall(r' id="([^"]+)"', page)


def plain(text):
    """Return a text as XML reads it back."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
