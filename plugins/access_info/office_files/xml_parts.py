"""Parses an XML part without entities, and reads its names whatever their namespace."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from access_info.office_files.refusal import RefusalReason, UnsafeFileError

# What `zipfile`, `zlib` and `expat` raise for bytes that make no sense.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(LookupError, RuntimeError, ValueError, ElementTree.ParseError, NotImplementedError),
)


def tree(content: bytes) -> Element:
    """Parse XML into a tree.

    Args:
        content: The part's bytes.

    Raises:
        UnsafeFileError: The part is not well-formed, or declares entities.
    """
    try:
        return ElementTree.fromstring(content)
    except DefusedXmlException:
        raise UnsafeFileError(RefusalReason.DOCUMENT_TYPE) from None
    except DAMAGE:
        raise UnsafeFileError(RefusalReason.DAMAGED) from None


def events(part: IO[bytes], *kinds: str) -> Iterator[tuple[str, Element]]:
    """Parse XML piece by piece.

    Args:
        part: The part, open.
        kinds: Which events are wanted: "start", "end".

    Raises:
        UnsafeFileError: The part is not well-formed, or declares entities.
    """
    try:
        yield from ElementTree.iterparse(part, events=kinds)
    except DefusedXmlException:
        raise UnsafeFileError(RefusalReason.DOCUMENT_TYPE) from None
    except DAMAGE:
        raise UnsafeFileError(RefusalReason.DAMAGED) from None


def local(element: Element) -> str:
    """Return a tag without its namespace; "" for a comment or an instruction."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace; "" if it is absent."""
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )
