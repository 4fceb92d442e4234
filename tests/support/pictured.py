"""Pictures read back: the elements, texts and figures of the HTML that marks make."""

from __future__ import annotations

import re

import lxml.html


def parsed(source):
    """Parse HTML of a picture, whose cells and rows may leave their ends to be understood."""
    if not isinstance(source, str):
        return source
    return lxml.html.fragment_fromstring(str(source), create_parent="page")


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
    """Return the text alternative."""
    assert svg.get("role") == "img"
    assert svg.get("aria-label")
    return svg.get("aria-label")


def path_of(svg, look):
    """Return what a line's lines or spots follow, or ""."""
    paths = [path.get("d") for path in elements(svg, "path") if path.get("class") == f"ai-p-{look}"]
    return "".join(paths)


def spots_of(svg):
    """Return where the values of a line stand: per cent across, pixels down."""
    return [
        (float(x), float(y)) for x, y in re.findall(r"M(\S+) (\S+?)h\.01", path_of(svg, "spot"))
    ]


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
