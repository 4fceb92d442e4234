"""Open a ZIP safely: its list of parts is checked before any part is unpacked.

Our reader and an office program must see the same parts, or something could be hidden from us. So a ZIP
is refused that programs read in different ways: a part named twice, a directory longer or shorter than
declared, odd ways of packing (APPNOTE.TXT 6.3.10, 4.3.12 and 4.4.21; ECMA-376 Part 2, 6.2.2).
"""

from __future__ import annotations

import contextlib
import functools
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from access_info.office_files import refusal
from access_info.office_files.limits import LIMITS, MAX_ENTRIES, SMALL_PART, Limits, Purpose
from access_info.office_files.refusal import RefusedFileError, counted, too_large

# What `zipfile`, `zlib` and `expat` raise for bytes that make no sense.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(LookupError, RuntimeError, ValueError, ElementTree.ParseError, NotImplementedError),
)


@contextlib.contextmanager
def _damage_refused() -> Iterator[None]:
    """Turn a library's error in the `with` block, about damage or XML entities, into `RefusedFileError`."""
    try:
        yield
    except DefusedXmlException:
        raise RefusedFileError(refusal.XML_ENTITIES) from None
    except DAMAGE:
        raise RefusedFileError(refusal.DAMAGED) from None


def tree(content: bytes) -> Element:
    """Return XML parsed into a tree.

    Args:
        content: The part's bytes.

    Raises:
        RefusedFileError: The part is not well-formed, or declares entities.
    """
    with _damage_refused():
        return ElementTree.fromstring(content)


def events(part: IO[bytes], *kinds: str) -> Iterator[tuple[str, Element]]:
    """Yield the (event, element) pairs of XML while it is parsed, to save memory.

    Args:
        part: The part, open.
        kinds: The events wanted: "start", "end".

    Raises:
        RefusedFileError: The part is not well-formed, or declares entities.
    """
    with _damage_refused():
        yield from ElementTree.iterparse(part, events=kinds)


def local(element: Element) -> str:
    """Return an element's tag without its namespace; "" for a comment or an instruction."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute of an element by its local name, whatever its namespace; "" if absent."""
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )


# Bytes that are read at a time, and those of the piece before that are searched again with them.
_CHUNK = 1_000_000
_OVERLAP = 32
_CENTRAL_ENTRY, _END, _END_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
# Offsets of the number of entries in the end records; `_SEE_64`: the longer record has it.
_COUNT, _COUNT_64, _SEE_64 = 10, 32, 0xFFFF
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 1
# `https://a.vn`, `file:///C:/a.dotm`, `\\\\may\\a.xlsx`; not `../a.xlsx` or `mailto:a@b.vn`.
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|file:|mhtml:|\\\\|//)", re.IGNORECASE)
# A template on the writer's own disk, which Word names in most documents.
_LOCAL_DISK = re.compile(r"\s*file:///+[A-Za-z]:", re.IGNORECASE)
_DECLARED = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def spread(element: Element) -> str:
    """Return all text of an XML tree, a line for each paragraph, with attributes that people fill in.

    So no word of a part is missed, whatever its elements mean.
    """
    return "\n".join(line.strip() for line in _spread(element) if line.strip())


# Paragraphs: their text is one line, however a program has cut it into stretches.
_WHOLE = frozenset({"p", "text", "si"})


def _spread(element: Element) -> list[str]:
    """Return the lines of text of an element, and of those within it."""
    lines = [attribute(element, name) for name in ("descr", "title", "v", "val", "author")]
    may_be_whole = local(element) in _WHOLE
    within = [*element.iter()][1:] if may_be_whole else []
    if may_be_whole and _WHOLE.isdisjoint(map(local, within)):
        lines.append("".join(element.itertext()))
        # In a line only pictures have words of their own; `val` and the like are its look.
        return lines + [attribute(below, name) for below in within for name in ("descr", "title")]
    lines.append(element.text or "")
    for below in element:
        lines += [*_spread(below), below.tail or ""]
    return lines


class Archive:
    """A ZIP whose list of parts was checked.

    Attributes:
        names: Names of the parts, in order.
        limits: Limits on sizes, by the purpose of opening it.
    """

    def __init__(self, content: bytes, purpose: Purpose) -> None:
        """Check the list of parts: number, sizes, passwords, ambiguous entries.

        Args:
            content: The file's bytes.
            purpose: The purpose of opening it, which sets the limits.

        Raises:
            RefusedFileError: The archive must not be unpacked.
        """
        self.limits = LIMITS[purpose]
        # Counted in the raw bytes, since a list of millions takes memory before it can be counted.
        if content.count(_CENTRAL_ENTRY) > MAX_ENTRIES:
            raise too_large(f"bên trong có hơn {counted(MAX_ENTRIES)} phần")
        with _damage_refused():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
            declared = _declared_entries(content)
        if any(info.flag_bits & _LOCKED for info in entries):
            raise RefusedFileError(refusal.ENCRYPTED)
        _refuse_ambiguous(entries, declared)
        self._infos = {info.filename: info for info in entries if not info.is_dir()}
        self.names = tuple(self._infos)
        _refuse_bulky(tuple(self._infos.values()), self.limits)

    def read(self, name: str) -> bytes:
        """Return the bytes of a whole part.

        Raises:
            RefusedFileError: The part is damaged, too large, or declares a forbidden document type.
        """
        if name in self._infos and self._infos[name].file_size > self.limits.part:
            raise too_large(f"có phần trên {self.limits.part // 1_000_000} MB")
        if not self.limits.document_types:
            return b"".join(self.chunks(name))
        with _damage_refused():
            return self._zip.read(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part piece by piece; refuse a document type, whose entities may multiply text.

        Raises:
            RefusedFileError: The part is damaged or declares a document type.
        """
        last = b""
        with _damage_refused(), self._zip.open(self._infos[name]) as part:
            while piece := part.read(_CHUNK):
                around = last + piece
                if any(word in around for word in _DECLARED):
                    raise RefusedFileError(refusal.XML_ENTITIES)
                last = piece[-_OVERLAP:]
                yield piece

    def xml(self, name: str) -> Element:
        """Return a part parsed into a tree.

        Raises:
            RefusedFileError: The part is no well-formed XML.
        """
        return tree(self.read(name))

    @functools.cached_property
    def xml_names(self) -> tuple[str, ...]:
        """Names of the parts that are XML, by their ending or by the list of content types.

        Names of parts are case-insensitive, and any ending may hold XML (ECMA-376 Part 2, 6.2.2 and 7.2).
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
        """Yield the names of parts that match a regular expression as a whole, whatever their case."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return (name for name in self.names if wanted.fullmatch(name))

    def outside(self) -> Iterator[tuple[str, str, bool]]:
        """Yield (kind, target, whether opening the file fetches data) of each relation to outside the file.

        A hyperlink fetches nothing by itself; a linked picture or template on another machine does.
        """
        for name in self.like(r".*\.rels"):
            for relation in self.xml(name):
                if relation.get("TargetMode") == "External":
                    kind = relation.get("Type", "").rpartition("/")[2]
                    target = relation.get("Target", "")
                    remote = _REMOTE.match(target) and not _LOCAL_DISK.match(target)
                    yield kind, target, bool(remote) and kind != "hyperlink"

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """Return id → (kind, target, whether outside) of a part's relations; {} for a part without any.

        A target within the file is the name of a part; `name` "" stands for the file as a whole.
        """
        folder, _, file = name.rpartition("/")
        place = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if place not in self._infos:
            return {}
        relations = {}
        for relation in self.xml(place):
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            relations[relation.get("Id", "")] = (kind, target, outside)
        return relations

    def main_part(self, usual: str) -> str:
        """Return the name of the part that holds the document itself; `usual` where no relation names it."""
        tops = self.relations("").values()
        return next((part for kind, part, _ in tops if kind == "officeDocument"), usual)


def _declared_entries(content: bytes) -> int:
    """Return how many entries the ZIP's end record declares, to compare with those found.

    Raises:
        struct.error: The ZIP has no such record.
    """
    (count,) = struct.unpack_from("<H", content, max(content.rfind(_END), 0) + _COUNT)
    if count == _SEE_64 and _END_64 in content:
        (count,) = struct.unpack_from("<Q", content, content.rfind(_END_64) + _COUNT_64)
    return int(count)


def _refuse_ambiguous(entries: list[zipfile.ZipInfo], declared: int) -> None:
    """Raise for a list of parts that two programs may understand differently.

    Args:
        entries: The entries found.
        declared: The number of entries that the end record declares.
    """
    keys = {info.filename.replace("\\", "/").lstrip("/").casefold() for info in entries}
    unpacked_oddly = any(info.compress_type not in _METHODS for info in entries)
    if unpacked_oddly or len(keys) != len(entries) or len(entries) != declared:
        raise RefusedFileError(refusal.DAMAGED)


def _refuse_bulky(infos: tuple[zipfile.ZipInfo, ...], limits: Limits) -> None:
    """Raise for parts that would be too large when unpacked, alone or together (ZIP bombs)."""
    if sum(info.file_size for info in infos) > limits.unfolded:
        raise too_large(f"bung ra trên {limits.unfolded // 1_000_000} MB")
    if any(info.file_size > max(SMALL_PART, limits.ratio * info.compress_size) for info in infos):
        raise too_large(f"có phần bung ra hơn {limits.ratio} lần")


def is_ole(content: bytes) -> bool:
    """Tell whether a file is an OLE container, as older office files are ([MS-CFB])."""
    return content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def is_locked_ole(content: bytes) -> bool:
    """Tell whether an OLE file is a newer office file with a password, which is wrapped in such a container."""
    return names_any(content, "EncryptedPackage")


def names_any(content: bytes, *names: str) -> bool:
    """Tell whether an OLE file seems to hold a stream or storage of one of the names.

    All bytes are searched: so a damaged directory hides nothing, and a name within text is a
    false alarm at worst.

    Args:
        content: The file.
        names: Names of streams and storages, or beginnings of names.
    """
    return any(name.encode("utf-16-le") in content for name in names)
