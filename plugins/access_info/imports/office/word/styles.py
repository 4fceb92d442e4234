"""Fonts and automatic numbers of a Word document (ECMA-376 Part 1, 17.7 and 17.9)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import attribute, local

_MOST_STEPS = 20
_OFF = frozenset({"0", "false", "off", "none"})
_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_NUMBER = 3_999


def child(element: Element | None, *names: str) -> Element | None:
    """Return an element's child, that one's child, and so on; `None` where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element


def value(element: Element | None) -> str:
    """Return the `val` of an element, or "" when either is missing."""
    return attribute(element, "val") if element is not None else ""


def is_on(properties: Element | None, name: str) -> bool | None:
    """Tell whether a property that is on or off is on; `None` when it is not said."""
    element = child(properties, name)
    if element is None:
        return None
    return value(element).lower() not in _OFF


class Styles:
    """What styles say of fonts, boldness and numbering."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles of the part of styles, if there is one."""
        self._styles = {
            attribute(style, "styleId"): style
            for style in (root if root is not None else ())
            if local(style) == "style"
        }
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if attribute(style, "default") in {"1", "true"}
                and attribute(style, "type") == "paragraph"
            ),
            "",
        )
        self._defaults = child(root, "docDefaults", "rPrDefault", "rPr")

    def font(self, run: Element | None, paragraph: Element | None) -> str:
        """Return the font of a run; "" where nothing names one.

        Args:
            run: The run's properties.
            paragraph: Properties of its paragraph.
        """
        for properties in self._chain(run, paragraph):
            fonts = child(properties, "rFonts")
            if fonts is not None:
                name = attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
                if name:
                    return name
        return ""

    def bold(self, run: Element | None, paragraph: Element | None) -> bool:
        """Tell whether a run is bold."""
        return bool(self._first(run, paragraph, "b"))

    def hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Tell whether a run is hidden text."""
        return bool(self._first(run, paragraph, "vanish"))

    def struck(self, run: Element | None, paragraph: Element | None) -> bool:
        """Tell whether a run is struck through."""
        return any(self._first(run, paragraph, name) for name in ("strike", "dstrike"))

    def numbering(self, paragraph: Element | None) -> tuple[str, int] | None:
        """Return a paragraph's list and level; `None` outside lists."""
        style = value(child(paragraph, "pStyle")) or self._default
        for properties in (paragraph, *(child(base, "pPr") for base in self._based(style))):
            numbering = child(properties, "numPr")
            if numbering is not None:
                level = value(child(numbering, "ilvl"))
                return value(child(numbering, "numId")), _number(level)
        return None

    def _first(self, run: Element | None, paragraph: Element | None, name: str) -> bool | None:
        for properties in self._chain(run, paragraph):
            is_property_on = is_on(properties, name)
            if is_property_on is not None:
                return is_property_on
        return None

    def _chain(self, run: Element | None, paragraph: Element | None) -> Iterator[Element | None]:
        yield run
        for style in self._based(value(child(run, "rStyle"))):
            yield child(style, "rPr")
        for style in self._based(value(child(paragraph, "pStyle")) or self._default):
            yield child(style, "rPr")
        yield self._defaults

    def _based(self, style: str) -> Iterator[Element]:
        for _ in range(_MOST_STEPS):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(child(element, "basedOn"))


@dataclasses.dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = "%1."


class Numbers:
    """The counters of a document's automatic lists."""

    def __init__(self, root: Element | None) -> None:
        """Read the lists of the part of numbering, if there is one."""
        parts = list(root if root is not None else ())
        kinds = {
            attribute(part, "abstractNumId"): dict(_levels(part))
            for part in parts
            if local(part) == "abstractNum"
        }
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for part in parts:
            if local(part) == "num":
                kind = value(child(part, "abstractNumId"))
                levels = dict(kinds.get(kind, {}))
                restarts = False
                for change in part:
                    if local(change) != "lvlOverride":
                        continue
                    at = _number(attribute(change, "ilvl"))
                    start = value(child(change, "startOverride"))
                    if start.isdecimal():
                        restarts = True
                        levels[at] = dataclasses.replace(levels.get(at, _Level()), start=int(start))
                number = attribute(part, "numId")
                self._lists[number] = (f"num {number}" if restarts else kind, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, number: str, level: int) -> str:
        """Count a list's next paragraph; return its label: `1.`, `II.`, `-` for a sign, or "".

        Args:
            number: The list.
            level: The paragraph's level, from 0.
        """
        if number not in self._lists:
            return ""
        key, levels = self._lists[number]
        about = levels.get(level, _Level())
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, about.start - 1) + 1
        for deeper in [counted for counted in counts if counted > level]:
            del counts[deeper]
        if about.format == "bullet":
            return "-"
        if about.format == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, _Level())
            return _numeral(counts.get(at, other.start), other.format)

        return _LEVEL.sub(shown, about.text)


def _number(text: str) -> int:
    """Read a number of a level; what is none counts as the first level."""
    return int(text) if text.isdecimal() else 0


def _levels(kind: Element) -> Iterator[tuple[int, _Level]]:
    for element in kind:
        if local(element) == "lvl":
            start = value(child(element, "start"))
            at = attribute(element, "ilvl") or "0"
            yield (
                _number(at),
                _Level(
                    start=int(start) if start.isdecimal() else 1,
                    format=value(child(element, "numFmt")) or "decimal",
                    text=value(child(element, "lvlText")),
                ),
            )


def _numeral(number: int, kind: str) -> str:
    if kind in {"upperRoman", "lowerRoman"} and 0 < number <= _MOST_NUMBER:
        text = ""
        for worth, sign in _ROMAN:
            count, number = divmod(number, worth)
            text += sign * count
        return text.upper() if kind == "upperRoman" else text
    if kind in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02d}" if kind == "decimalZero" else str(number)
