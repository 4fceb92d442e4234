"""Reads a PDF beside its pages: notes, fields, bookmarks, attached files, actions, authors."""

from __future__ import annotations

import io
import itertools
import logging
from collections.abc import Iterator
from typing import Any

from access_info.office_files.refusal import UnsafeFileError
from access_info.office_files.xml_parts import local, tree
from access_info.scanning.extracted import Extracted
from access_info.scanning.scans import MarkKind

_RUNS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie"})
_PLAYED = frozenset({"/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"})
# Marks and links are no remarks; what a signature or a field shows is text.
_QUIET = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark"})
_WORDS = ("/Contents", "/RC", "/V", "/DV", "/TU", "/Subj")
_SIGNATURE_WORDS = ("/Name", "/Reason", "/Location", "/ContactInfo")
_PROPERTIES = ("/Title", "/Subject", "/Keywords")
_MOST_PAGES = 500
_MOST_MARKS = 2_000
_MOST_BOOKMARKS = 2_000


def read_objects(content: bytes, extracted: Extracted) -> None:
    """Read everything that is no page text.

    If this reader finds the file damaged, its pages were read already: the rest is marked unread.

    Args:
        content: The file's bytes.
        extracted: The result to add to.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - heavy
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            extracted.add_mark(MarkKind.ENCRYPTED)
            return
        for read in (_about, _catalogue, _pages, _fields, _bookmarks):
            try:
                read(reader, extracted)
            except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
                extracted.add_mark(MarkKind.UNREADABLE, "", "một phần của tệp bị hỏng")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        extracted.add_mark(MarkKind.UNREADABLE, "", "một phần của tệp bị hỏng")


def _about(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401 - its own types are loose
    about = reader.metadata or {}
    author = str(about.get("/Author") or "").strip()
    if author:
        extracted.add_mark(MarkKind.AUTHOR, "tác giả", author)
    extracted.add_text(
        "thông tin về tệp", "\n".join(str(about.get(key) or "") for key in _PROPERTIES)
    )
    metadata = _resolved(_root(reader).get("/Metadata"))
    if metadata is None:
        return
    try:
        root = tree(metadata.get_data())
    except UnsafeFileError:
        return
    for element in root.iter():
        words = " ".join("".join(element.itertext()).split())
        if local(element) == "creator" and words:
            extracted.add_mark(MarkKind.AUTHOR, "tác giả", words)
        elif local(element) in {"title", "description", "subject"}:
            extracted.add_text("thông tin về tệp", words)


def _catalogue(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    root = _root(reader)
    if any(_runs(action) for action in _actions(root)):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT)
    names = _resolved(root.get("/Names")) or {}
    if "/JavaScript" in names:
        extracted.add_mark(MarkKind.ACTIVE_CONTENT)
    if "/EmbeddedFiles" in names:
        attached = [name for name, _ in itertools.islice(reader.attachments.items(), 20)]
        if attached:
            extracted.add_mark(MarkKind.EMBEDDED, "", ", ".join(attached))
    if root.get("/AF") is not None:
        extracted.add_mark(MarkKind.EMBEDDED)
    if "/XFA" in (_resolved(root.get("/AcroForm")) or {}):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT)


def _pages(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    for number, page in enumerate(itertools.islice(reader.pages, _MOST_PAGES), 1):
        where = f"trang {number}"
        if any(_runs(action) for action in _actions(page)):
            extracted.add_mark(MarkKind.ACTIVE_CONTENT, where)
        for mark in itertools.islice(_resolved(page.get("/Annots")) or (), _MOST_MARKS):
            _annotation(_resolved(mark) or {}, where, extracted)


def _annotation(mark: Any, where: str, extracted: Extracted) -> None:  # noqa: ANN401
    kind = str(mark.get("/Subtype"))
    words = [_value(_resolved(mark.get(key))) for key in _WORDS]
    address = _resolved(mark.get("/A")) or {}
    words.append(str(address.get("/URI") or ""))
    extracted.add_text(f"ghi chú, {where}", "\n".join(filter(None, words)))
    if kind not in _QUIET and words[0].strip():
        extracted.add_mark(MarkKind.COMMENT, where)
    if kind == "/FileAttachment":
        extracted.add_mark(MarkKind.EMBEDDED, where)
    if kind in _PLAYED or any(_runs(action) for action in _actions(mark)):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT, where)


def _value(value: Any) -> str:  # noqa: ANN401
    """Return the words of a field's value; of a signature, whose bytes are none, what it says."""
    if isinstance(value, dict):
        return "\n".join(filter(None, (_value(value.get(key)) for key in _SIGNATURE_WORDS)))
    return str(value or "")


def _fields(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    fields = (reader.get_fields() or {}).values()
    values = (_value(_resolved(field.get("/V"))) for field in fields)
    extracted.add_text("ô điền trong tệp", "\n".join(filter(None, values)))


def _bookmarks(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    titles = itertools.islice(_titles(reader.outline), _MOST_BOOKMARKS)
    extracted.add_text("mục lục của tệp", "\n".join(titles))


def _titles(outline: Any) -> Iterator[str]:  # noqa: ANN401
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title or "")


def _root(reader: Any) -> Any:  # noqa: ANN401
    return _resolved(reader.trailer["/Root"]) or {}


def _resolved(value: Any) -> Any:  # noqa: ANN401
    return value.get_object() if hasattr(value, "get_object") else value


def _actions(holder: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield what an object does when it is opened, clicked or left."""
    for key in ("/OpenAction", "/A"):
        action = _resolved(holder.get(key))
        if isinstance(action, dict):
            yield action
    more = _resolved(holder.get("/AA"))
    if isinstance(more, dict):
        yield from (_resolved(action) for action in more.values())


def _runs(action: Any, depth: int = 0) -> bool:  # noqa: ANN401
    """Tell whether an action, or one that follows it, runs or sends something."""
    if not isinstance(action, dict) or depth > _DEEPEST:
        return False
    if action.get("/S") in _RUNS:
        return True
    following = _resolved(action.get("/Next"))
    several = following if isinstance(following, list) else [following]
    return any(_runs(_resolved(next_action), depth + 1) for next_action in several)


_DEEPEST = 10
