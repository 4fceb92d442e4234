"""Refusal of office files that can run something, or fetch data from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.imports.office import rules
from access_info.imports.office.refusal import RefusedFileError
from access_info.office_files.archive import Archive

# `https://a.vn`, `file:///C:/a.dotm`, `\\may\a.xlsx`; not `../a.xlsx` or `mailto:a@b.vn`.
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|file:|mhtml:|\\\\|//)", re.IGNORECASE)
# A template on the writer's own disk, which Word names in most documents.
_LOCAL_DISK = re.compile(r"\s*file:///+[A-Za-z]:", re.IGNORECASE)
_MANIFEST = "META-INF/manifest.xml"
_WITHOUT = "Mở tệp, {what}, lưu lại (.{ending}, không macro) rồi chạy lại lệnh."
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


def refuse_active(archive: Archive, *, ending: str) -> None:
    """Refuse a file with macros, embedded objects or links that fetch data.

    Args:
        archive: The file.
        ending: How a file without such things is called.

    Raises:
        RefusedFileError: Something of the kind is in it.
    """
    names = {name.casefold() for name in archive.names}
    for what, words, cure in _ACTIVE:
        if any(word in name for name in names for word in words):
            how = _WITHOUT.format(what=cure, ending=ending)
            raise RefusedFileError(rules.ACTIVE, what=what, how=how)
    if _MANIFEST in archive.names and b"sun.star.oleobject" in archive.read(_MANIFEST):
        how = _WITHOUT.format(what="xóa đối tượng nhúng", ending=ending)
        raise RefusedFileError(rules.ACTIVE, what="đối tượng nhúng (OLE)", how=how)
    for name in archive.names:
        if name.endswith(".rels"):
            for kind, target in _outside(archive.xml(name)):
                fetched = _REMOTE.match(target) and not _LOCAL_DISK.match(target)
                if kind != "hyperlink" and fetched:
                    how = _WITHOUT.format(what="bỏ phần nối ra ngoài", ending=ending)
                    what = "liên kết lấy dữ liệu từ tệp hoặc máy khác"
                    raise RefusedFileError(rules.ACTIVE, what=what, how=how)


def _outside(relations: Element) -> Iterator[tuple[str, str]]:
    for relation in relations:
        if relation.get("TargetMode") == "External":
            yield relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
