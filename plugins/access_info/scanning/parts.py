"""Reads what all zipped office files share (OPC, ECMA-376 Part 2)."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.office_files.archive import Archive
from access_info.office_files.limits import Purpose
from access_info.office_files.xml_parts import attribute, local
from access_info.scanning.extracted import Extracted
from access_info.scanning.pictures import read_picture
from access_info.scanning.scans import MarkKind

_MOST_PICTURES = 100
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/", re.IGNORECASE)
# Parts that hold another file: “word/embeddings/oleObject1.bin”, “xl/media/a.pdf”.
_EMBEDDED = re.compile(
    r"/embeddings/|/activex/|oleobject|/afchunk|\.(?:html?|mht(?:ml)?|rtf|docx?|xlsx?|pptx?|pdf|zip|exe)$",
    re.IGNORECASE,
)
# “word/media/image1.jpeg”, “Pictures/1000.png”; not “word/media/image1.emf”.
_MEDIA = re.compile(
    r"(?:/media|^Pictures|^media)/[^/]+\.(?:jpe?g|png|tiff?|webp|gif|bmp)$", re.IGNORECASE
)
# Targets elsewhere: “https://…”, “file:///…”, “\\may-chu\so”; not “styles.xml”.
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|file:|mhtml:|\\\\|//)", re.IGNORECASE)
_LOCAL_DISK = re.compile(r"\s*file:///+[A-Za-z]:", re.IGNORECASE)
_PEOPLE = {"creator": "người soạn", "lastModifiedBy": "người sửa cuối", "Manager": "người quản lý"}
_PROPERTIES = "docProps/"


class Parts(Archive):
    """The parts of a file that is scanned."""

    def __init__(self, content: bytes) -> None:
        """Judge the list of parts.

        Args:
            content: The file's bytes.

        Raises:
            UnsafeFileError: The archive must not be unpacked.
        """
        super().__init__(content, Purpose.SCAN)

    def copy(self, target: io.BytesIO) -> None:
        """Copy the XML parts and relations into a new archive, which a reader of cells needs."""
        with zipfile.ZipFile(target, "w") as copy:
            for name in self.names:
                if name in self.xml_names or name.lower().endswith(".rels"):
                    copy.writestr(name, self.read(name))
        target.seek(0)

    @functools.cached_property
    def xml_names(self) -> tuple[str, ...]:
        """Names of the parts that are XML by their ending or by the list of content types.

        Names of parts know no capitals, and any ending may hold XML (ECMA-376 Part 2, 6.2.2 and 7.2).
        """
        declared = set()
        endings = {"xml"}
        for name in self.like(r"\[Content_Types\]\.xml"):
            for entry in self.xml(name):
                if entry.get("ContentType", "").lower().endswith(("+xml", "/xml")):
                    declared.add(entry.get("PartName", "").lstrip("/").lower())
                    endings.add(entry.get("Extension", "xml").lower())
        return tuple(
            name
            for name in self.names
            if name.lower() in declared or name.lower().rpartition(".")[2] in endings
        )

    def like(self, pattern: str) -> Iterator[str]:
        """Yield the names of parts that match a pattern, in order."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return (name for name in self.names if wanted.fullmatch(name))

    def common(self, extracted: Extracted) -> None:
        """Read what any zipped file of Microsoft's may hold: properties, macros, embedded files, links."""
        for name in self.names:
            if _MACROS.search(name):
                extracted.add_mark(MarkKind.MACRO)
            elif _EMBEDDED.search(name) and not name.lower().endswith(".rels"):
                extracted.add_mark(MarkKind.EMBEDDED, "", name.rpartition("/")[2])
        for name in self.like(r".*\.rels"):
            self._links(name, extracted)
        for name in self.like(rf"{_PROPERTIES}.*\.xml"):
            self._properties(name, extracted)
        for name in self.like(r"customXml/item\d+\.xml"):
            extracted.add_text("dữ liệu kèm theo tệp", spread(self.xml(name)))

    def pictures(self, extracted: Extracted) -> dict[str, tuple[int, int]]:
        """Read what stands beside the pixels of pictures; return their pixels by name of the part.

        Args:
            extracted: The result to add to.

        Raises:
            UnsafeFileError: A picture cannot be read.
        """
        sizes = {}
        for name in self.media[:_MOST_PICTURES]:
            inner = Extracted("")
            sizes[name] = read_picture(self.read(name), inner)
            extracted.pictures = extracted.pictures or inner.pictures
            for mark in inner.marks:
                if mark.kind in {MarkKind.GPS, MarkKind.AUTHOR}:
                    extracted.add_mark(mark.kind, f"ảnh {name.rpartition('/')[2]}", mark.detail)
        return sizes

    @functools.cached_property
    def media(self) -> tuple[str, ...]:
        """Names of the parts that are pictures."""
        return tuple(name for name in self.names if _MEDIA.search(name))

    def _links(self, name: str, extracted: Extracted) -> None:
        for link in self.xml(name):
            if link.get("TargetMode") != "External":
                continue
            target = link.get("Target", "")
            if link.get("Type", "").endswith("/hyperlink"):
                extracted.add_text("địa chỉ liên kết", target)
            elif _REMOTE.match(target) and not _LOCAL_DISK.match(target):
                extracted.add_mark(MarkKind.ACTIVE_CONTENT, "", "lấy dữ liệu từ nơi khác")

    def _properties(self, name: str, extracted: Extracted) -> None:
        texts = []
        for element in self.xml(name).iter():
            text = (element.text or "").strip()
            if not text:
                continue
            person = _PEOPLE.get(local(element))
            if person is not None:
                extracted.add_mark(MarkKind.AUTHOR, person, text)
            elif not text.isascii() or any(char.isdigit() for char in text):
                texts.append(text)
        extracted.add_text("thông tin về tệp", "\n".join(texts))


def spread(element: Element) -> str:
    """Join all text of a tree, a line for each paragraph, with attributes that people fill in."""
    lines: list[str] = []
    _spread(element, lines)
    return "\n".join(line.strip() for line in lines if line.strip())


# Elements whose text is one line, however a program has cut it into stretches.
_WHOLE = frozenset({"p", "text", "si"})


def _spread(element: Element, lines: list[str]) -> None:
    lines += [attribute(element, name) for name in ("descr", "title", "v", "val", "author")]
    whole = local(element) in _WHOLE and not any(
        local(descendant) in _WHOLE for descendant in element.iter() if descendant is not element
    )
    lines.append("".join(element.itertext()) if whole else element.text or "")
    for below in element:
        inner: list[str] = []
        _spread(below, inner)
        lines += [] if whole else inner
        lines.append("" if whole else below.tail or "")
