"""Workbooks as their XML says."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree as ET

from xlsxwriter.utility import xl_col_to_name

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CODE = re.compile("_x([0-9A-Fa-f]{4})_")
PLACE = re.compile("([A-Z]+)([0-9]+)")
DAY_ZERO = datetime.date(1899, 12, 30)


def plain(text):
    """Text as Excel shows it: `_x0041_` stands for a character that XML may not hold."""
    return CODE.sub(lambda match: chr(int(match[1], 16)), text)


def tell_places(sheet):
    """Tell of each cell its place: without one it stands right of the cell before it."""
    for row in sheet.iter(f"{MAIN}row"):
        column = -1
        for cell in row:
            told = PLACE.fullmatch(cell.get("r", ""))
            column = column_number(told[1]) if told else column + 1
            cell.set("r", f"{xl_col_to_name(column)}{row.get('r')}")


def column_number(letters):
    """Number of a column, from 0 on."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class Book:
    """A workbook as its XML says."""

    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert file.testzip() is None
            self.parts = {name: file.read(name) for name in file.namelist()}
            self.times = {info.date_time for info in file.infolist()}
        self.trees = {
            name: ET.fromstring(part)  # noqa: S314 - our own file
            for name, part in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }
        self.shared = [
            plain("".join(node.itertext())) for node in self.trees.get("xl/sharedStrings.xml", ())
        ]
        for name, tree in self.trees.items():
            if name.startswith("xl/worksheets/sheet"):
                tell_places(tree)
        self.sheet = self.trees["xl/worksheets/sheet1.xml"]
        self.names = [
            node.get("name") for node in self.trees["xl/workbook.xml"].iter(f"{MAIN}sheet")
        ]

    def rows(self, sheet=1):
        """Text by cell (`B2`) of each row; days as ISO text."""
        tree = self.trees[f"xl/worksheets/sheet{sheet}.xml"]
        for row in tree.iter(f"{MAIN}row"):
            yield {cell.get("r"): self.text(cell) for cell in row if len(cell)}

    def text(self, cell):
        assert not cell.findall(f"{MAIN}f")
        kind = cell.get("t")
        if kind == "s":
            return self.shared[int(cell.find(f"{MAIN}v").text)]
        if kind is None:
            return (DAY_ZERO + datetime.timedelta(int(cell.find(f"{MAIN}v").text))).isoformat()
        assert kind == "inlineStr"
        assert [child.tag for child in cell] == [f"{MAIN}is"]
        assert [child.tag for child in cell[0]] in ([f"{MAIN}t"], [f"{MAIN}r"])
        return plain("".join(cell[0].itertext()))

    def style(self, cell):
        styles = self.trees["xl/styles.xml"].find(f"{MAIN}cellXfs")
        return styles[int(cell.get("s"))]

    def links(self, sheet=1):
        tree = self.trees.get(f"xl/worksheets/_rels/sheet{sheet}.xml.rels")
        targets = {node.get("Id"): node.get("Target") for node in tree} if tree is not None else {}
        links = {}
        for link in self.trees[f"xl/worksheets/sheet{sheet}.xml"].iter(f"{MAIN}hyperlink"):
            place = f"#{link.get('location')}" if link.get("location") else ""
            links[link.get("ref")] = targets[link.get(RELATION)] + place
        return links
