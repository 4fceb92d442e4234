"""A zipped office file looked through before anything of it is unfolded."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from access_info.imports.office import rules
from access_info.imports.office.refusal import RefusedError, counted

MOST_ENTRIES = 2_000
# All parts unfolded. A sheet whose million rows are formatted and empty takes a third of it.
MOST_BYTES = 400_000_000
# One part kept in memory.
MOST_PART = 40_000_000
MOST_RATIO = 100
_SMALL = 1_000_000
_CHUNK = 1_000_000
_CENTRAL_ENTRY = b"PK\x01\x02"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DECLARED = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(LookupError, RuntimeError, ValueError, ParseError, NotImplementedError),
)
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|file:|mhtml:|\\\\|//)", re.IGNORECASE)
_WITHOUT = "Mở tệp, {what}, lưu lại (.{ending}, không macro) rồi chạy lại lệnh."


class Archive:
    """A zip file whose list of parts makes sense.

    Attributes:
        names: Names of its parts.
    """

    def __init__(self, content: bytes) -> None:
        """Looks through the list of parts.

        Args:
            content: The file.

        Raises:
            RefusedError: It must not be unfolded.
        """
        # Counted in the raw bytes, since a list of millions takes memory before it can be counted.
        if content.count(_CENTRAL_ENTRY) > MOST_ENTRIES:
            what = f"bên trong có hơn {counted(MOST_ENTRIES)} phần"
            raise RefusedError(rules.TOO_LARGE, what=what)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except DAMAGE:
            raise RefusedError(rules.DAMAGED) from None
        if any(info.flag_bits & 1 for info in infos):
            raise RefusedError(rules.ENCRYPTED)
        self._infos = {info.filename: info for info in infos}
        self.names = frozenset(self._infos)
        # No office program uses the other ways, or one name twice.
        odd = any(info.compress_type not in _METHODS for info in infos)
        if odd or len(self._infos) != len(infos):
            raise RefusedError(rules.DAMAGED)
        if sum(info.file_size for info in infos) > MOST_BYTES:
            what = f"bung ra trên {MOST_BYTES // 1_000_000} MB"
            raise RefusedError(rules.TOO_LARGE, what=what)
        if any(info.file_size > max(_SMALL, MOST_RATIO * info.compress_size) for info in infos):
            what = f"có phần bung ra hơn {MOST_RATIO} lần"
            raise RefusedError(rules.TOO_LARGE, what=what)

    def read(self, name: str) -> bytes:
        """A part, whole; without declarations of document types.

        Raises:
            RefusedError: It is damaged, too large or declares a document type.
        """
        if name in self._infos and self._infos[name].file_size > MOST_PART:
            what = f"có phần trên {MOST_PART // 1_000_000} MB"
            raise RefusedError(rules.TOO_LARGE, what=what)
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece.

        Raises:
            RefusedError: It is damaged or declares a document type.
        """
        last = b""
        try:
            with self._zip.open(self._infos[name]) as part:
                while piece := part.read(_CHUNK):
                    around = last + piece
                    if any(word in around for word in _DECLARED):
                        raise RefusedError(rules.XML_ENTITIES)
                    last = piece[-32:]
                    yield piece
        except DAMAGE:
            raise RefusedError(rules.DAMAGED) from None

    def xml(self, name: str) -> Element:
        """A part as a tree.

        Raises:
            RefusedError: It is no well-formed XML.
        """
        return tree(self.read(name))

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part's relations lead to: kind, target, whether outside; by id."""
        folder, _, file = name.rpartition("/")
        at = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if at not in self.names:
            return {}
        found = {}
        for one in self.xml(at):
            target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = (kind, target, outside)
        return found

    def refuse_active(self, *, ending: str) -> None:
        """Refuses what can run, or fetches from elsewhere.

        Args:
            ending: How a file without such things is called.

        Raises:
            RefusedError: Something of the kind is in it.
        """
        names = {name.casefold() for name in self.names}
        for what, words, cure in _ACTIVE:
            if any(word in name for name in names for word in words):
                how = _WITHOUT.format(what=cure, ending=ending)
                raise RefusedError(rules.ACTIVE, what=what, how=how)
        for name in self.names:
            if name.endswith(".rels"):
                for kind, target in _outside(self.xml(name)):
                    if kind != "hyperlink" and (_REMOTE.match(target) and not _is_own(target)):
                        how = _WITHOUT.format(what="bỏ phần nối ra ngoài", ending=ending)
                        what = "liên kết lấy dữ liệu từ tệp hoặc máy khác"
                        raise RefusedError(rules.ACTIVE, what=what, how=how)


def tree(content: bytes) -> Element:
    """XML as a tree.

    Raises:
        RefusedError: It is not well-formed, or declares entities.
    """
    try:
        return fromstring(content)
    except DefusedXmlException:
        raise RefusedError(rules.XML_ENTITIES) from None
    except DAMAGE:
        raise RefusedError(rules.DAMAGED) from None


def local(tag: object) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute whatever its namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


_ACTIVE = (
    ("macro", ("vbaproject", "vbadata", "xl/macrosheets", "basic/", "scripts/"), "bỏ macro"),
    (
        "đối tượng nhúng (OLE, ActiveX)",
        ("/embeddings/", "/activex/", "oleobject"),
        "xóa đối tượng nhúng",
    ),
    (
        "liên kết lấy dữ liệu từ tệp hoặc máy khác",
        ("externallinks/", "xl/connections.xml", "xl/querytables/"),
        "bỏ liên kết ngoài (Data → Edit Links → Break Link)",
    ),
)


def _outside(relations: Element) -> Iterator[tuple[str, str]]:
    for one in relations:
        if one.get("TargetMode") == "External":
            yield one.get("Type", "").rpartition("/")[2], one.get("Target", "")


def _is_own(target: str) -> bool:
    """A template on the writer's own disk, which Word names in most documents."""
    return re.match(r"\s*file:///+[A-Za-z]:", target, re.IGNORECASE) is not None
