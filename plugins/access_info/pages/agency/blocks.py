"""Divides a long list of an agency into blocks of rows, each a page below the list's own address.

The block of a row follows from its id alone, so that nobody must look it up: of ids such as
`2026-123` it is a year and a hundred (`2026-1`), of all others a part of the ids by their digest
(`khac`). A block that is too large for a page is divided further, by the next digit of the number
or the digest; its own page then leads on to those. `divided.js` finds the block of an id in the same way.
"""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from access_info.pages.agency.disclosure import ListEntry, PointSection
from access_info.pages.rendering.environment import Texts
from access_info.pages.rendering.paths import MAX_ROWS

# Bytes that the compressed content of a page may have; the frame around it takes some of 100 kB.
_MAX_BYTES = 85_000
# Markup never compresses to less than a half of this share.
_MAX_PLAIN = 2 * _MAX_BYTES
# `2026-123`; a number with more digits is no place in a sequence.
_NUMBERED = re.compile(r"([0-9]{4})-([0-9]{1,5})")
_OTHER = "khac"
# The name of a block: the widest that holds it, and the digits by which that was divided.
_BLOCK = re.compile(rf"({_OTHER}|[0-9]{{4}}-[0-9]{{1,3}})(?:-([0-9a-f]{{1,8}}))?")


def block_names(row: str) -> list[str]:
    """Return the names of the blocks that may hold a row, by its id, the widest first.

    `2026-1234` → `2026-12`, `2026-12-3`, `2026-12-34`; `vb-7` → `khac`, `khac-a`, `khac-a3` and so on.
    """
    if match := _NUMBERED.fullmatch(row):
        hundred, rest = divmod(int(match[2]), 100)
        return _narrowing(f"{match[1]}-{hundred}", f"{rest:02d}")
    return _narrowing(_OTHER, f"{zlib.crc32(row.encode()):08x}")


def _narrowing(widest: str, digits: str) -> list[str]:
    """Return the names of a block, of the one of its parts with the first digit, and so on."""
    return [widest, *(f"{widest}-{digits[:end]}" for end in range(1, len(digits) + 1))]


def divided_before(published: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the blocks that were published before: those with rows, and those that were divided.

    Args:
        published: Names as the earlier publication states them; others than blocks' are left out.
    """
    matches = [match for name in published if (match := _BLOCK.fullmatch(name))]
    divided = {name for match in matches for name in _narrowing(match[1], match[2] or "")[:-1]}
    return {match[0] for match in matches} - divided, divided


def place_in_order(name: str) -> tuple[bool, str, int, str]:
    """Return a key that sorts blocks: the newest year first, by number in it, other ids last."""
    year, _, number = name.partition("-")
    if year == _OTHER:
        return True, "", 0, number
    hundred, _, digits = number.partition("-")
    return False, f"{9999 - int(year):04d}", int(hundred), digits


def year_of(name: str) -> str:
    """Return the year of the ids that a block holds; "" of ids of another form."""
    year = name.partition("-")[0]
    return "" if year == _OTHER else year


def block_words(name: str, texts: Texts) -> str:
    """Return the words for a block: the first and the last id that it may hold.

    `2026-1` → `2026-100 – 2026-199`; of ids of another form `Mã khác, phần a3`, with the digits of the digest.

    Args:
        name: Name of the block.
        texts: The page's language.
    """
    widest, digits = _parts(name)
    if widest == _OTHER:
        return texts.plain("list.other_part", digits=digits) if digits else texts["list.other_ids"]
    year, _, hundred = widest.partition("-")
    first, last = (int(hundred + digits.ljust(2, fill)) for fill in "09")
    return (
        f"{year}-{max(first, 1):03d} – {year}-{last:03d}" if first < last else f"{year}-{first:03d}"
    )


def is_narrowest(name: str) -> bool:
    """Tell whether a block cannot be divided further: no digit is left of number or digest."""
    widest, digits = _parts(name)
    return len(digits) == (8 if widest == _OTHER else 2)


def _parts(name: str) -> tuple[str, str]:
    """Return the widest block that holds a block, and the digits by which that was divided, or ""."""
    match = _BLOCK.fullmatch(name)
    return (match[1], match[2] or "") if match else (name, "")


def is_page(sections: Iterable[PointSection], content: str = "") -> bool:
    """Tell whether rows fit on one page, by their number and by the page's content.

    Args:
        sections: The rows.
        content: HTML of the page, once it is rendered.
    """
    rows = (len(entries) for section in sections for entries in section.groups.values())
    if sum(rows) > MAX_ROWS:
        return False
    plain = content.encode()
    return len(plain) <= _MAX_PLAIN or len(zlib.compress(plain)) <= _MAX_BYTES


def rows_of(sections: Iterable[PointSection]) -> Iterator[ListEntry]:
    """Yield the rows under all sections, without headings of documents whose item stands elsewhere."""
    for section in sections:
        for entries in section.groups.values():
            yield from (entry for entry in entries if not entry.elsewhere)


def divide_sections(sections: Iterable[PointSection], depth: int) -> dict[str, list[PointSection]]:
    """Divide rows among blocks: name of the block → its sections, in the same order.

    A document stands in the block of its own id; where that is not its item's, the item is named above
    it, and the item names the block.

    Args:
        sections: The rows of the list, or of the block that is divided.
        depth: Which of the names of `block_names` counts.
    """
    blocks: dict[str, dict[str, PointSection]] = {}

    def part_of(name: str, section: PointSection) -> PointSection:
        """Return the section of a block that stands for one of the list."""
        parts = blocks.setdefault(name, {})
        if section.anchor not in parts:
            empty = dataclasses.replace(section, groups={}, links=[], count=0)
            parts[section.anchor] = empty
        return parts[section.anchor]

    for section in sections:
        for group, entries in section.groups.items():
            for item, documents in _with_documents(entries):
                below: dict[str, list[ListEntry]] = {}
                for document in documents:
                    below.setdefault(block_names(document.item.id)[depth], []).append(document)
                own = "" if item.elsewhere else block_names(item.item.id)[depth]
                if own:
                    further = {name: len(rows) for name, rows in below.items() if name != own}
                    row = dataclasses.replace(item, further={**item.further, **further})
                    part = part_of(own, section)
                    part.groups.setdefault(group, []).extend((row, *below.pop(own, ())))
                    part.count += 1
                heading = dataclasses.replace(item, elsewhere=True, further={})
                for name, rows in below.items():
                    part_of(name, section).groups.setdefault(group, []).extend((heading, *rows))
        for linked in section.links:
            part_of(block_names(linked.id)[depth], section).links.append(linked)
    return {name: list(parts.values()) for name, parts in blocks.items()}


def _with_documents(entries: Sequence[ListEntry]) -> Iterator[tuple[ListEntry, list[ListEntry]]]:
    """Yield each item's row with the rows of the documents below it."""
    item: ListEntry | None = None
    documents: list[ListEntry] = []
    for entry in entries:
        if entry.child:
            documents.append(entry)
            continue
        if item is not None:
            yield item, documents
        item, documents = entry, []
    if item is not None:
        yield item, documents


def holders(blocks: Mapping[str, Sequence[PointSection]]) -> dict[str, list[str]]:
    """Return the names of the blocks that hold rows of each section, by the section's anchor."""
    names: dict[str, list[str]] = {}
    for name, sections in blocks.items():
        for section in sections:
            names.setdefault(section.anchor, []).append(name)
    return names
