"""Builds the files of the search index from records.

Every token has lists of records. Tokens are words of titles, of agencies' names, of numbers and of
further texts, and the values of filters. Tokens are in order in shards, which a script loads when
a query needs them; the manifest says where. Records are in chunks in the order of their titles,
so that records of a query's answer are close together.

A list's name within its token is a sign for the field, then the word's form:

    ""  title (with places)      "@"  name of the agency
    "#" number or code           "+"  further words

A title's word has its places in the title; a part of a number has the count of parts as place. The
year of a record's date is one of its further words; a day and the id
of a row have tokens of their own, `~ngay/2026-09-30`, `~ma/2026-012`.

Files are classic scripts, `accessInfoIndex(name, version, data)`, because neither `fetch` nor
modules work from `file:`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from access_info.model.agency_kinds import AGENCY_KINDS, Initials
from access_info.model.declarations.date_words import vn_partial
from access_info.model.declarations.types import PartialDate
from access_info.search.lists import Lists
from access_info.search.records import SearchRecord
from access_info.search.shorthand import initials, load_shorthand, part_initials

MANIFEST = "muc-luc"
# Characters before compression, of which about a third remain.
_SHARD = 9000
_CHUNK = 32
# Larger sites get larger chunks rather than thousands of files.
_MOST_CHUNKS = 640
# Replaces the agency's folder in an address; `urllib.parse.quote` never leaves this character.
_FOLDER = "*"


def build_index(
    records: Iterable[SearchRecord],
    *,
    agencies: Mapping[str, tuple[str, str]],
    types: Mapping[str, str],
    points: Mapping[str, str],
    root: str = "../../",
) -> Iterator[tuple[str, str]]:
    """Build the files of the index.

    Args:
        records: The records in the order of agencies, which those of equal titles keep.
        agencies: Folder name → the name that people use, and the type; in the order to offer.
        types: Type of agency → label, in the order to offer.
        points: Id of a law point → label, in the order to offer.
        root: Relative link from the index's folder to the site's root.

    Yields:
        File name and text; equal records give equal files.
    """
    names = {name: words for name, (words, _) in agencies.items()}
    short = {
        name: initials(words)
        for name, (words, type_) in agencies.items()
        if AGENCY_KINDS[type_].initials is not Initials.NEVER
    }
    lists = Lists(records, names, short, load_shorthand())
    order = {name: number for number, name in enumerate(agencies)}
    for name, (_, type_) in agencies.items():
        lists.filters[f"~loai/{type_}"] += lists.filters.get(f"~co-quan/{name}", ())
    for token, numbers in lists.filters.items():
        if token.startswith("~loai/"):
            numbers.sort()
    # A value that nothing has would be a choice that finds nothing.
    filters = {token: numbers for token, numbers in lists.filters.items() if numbers}
    lists.filters.clear()
    lists.filters.update(filters)
    bodies: dict[str, str] = {}
    starts: list[str] = []
    vocabulary: list[tuple[str, int]] = []
    for body, tokens in _shards(lists.encoded()):
        bodies[f"t{len(starts)}"] = body
        starts.append(tokens[0][0] if tokens else "")
        vocabulary += tokens
    size = max(_CHUNK, -(-len(lists.records) // _MOST_CHUNKS))
    for number, start in enumerate(range(0, len(lists.records), size)):
        bodies[f"r{number}"] = _chunk(lists.records[start : start + size], order)
    head = {
        "count": len(lists.records),
        "size": size,
        "root": root,
        "choices": {"co-quan": list(names.items()), **_choices(filters, types, points)},
        "starts": starts,
        **_words(vocabulary),
        "short": _short(agencies),
        "over": lists.over,
    }
    bodies[MANIFEST] = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.blake2b(digest_size=6)
    for body in bodies.values():
        digest.update(body.encode())
    version = digest.hexdigest()
    for name, body in bodies.items():
        yield f"{name}.js", f'accessInfoIndex("{name}","{version}",{body});\n'


def _shards(
    encoded: Iterable[tuple[str, int, Sequence[str]]],
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Split tokens into files of about `_SHARD` characters; a very long one begins a file.

    Yields:
        A file's data, and its tokens with the number of their entries; one file at least.
    """
    parts: list[str] = []
    tokens: list[tuple[str, int]] = []
    length = 0
    for token, entries, texts in encoded:
        # Neither forms nor encoded lists hold what a string would have to escape.
        joined = '","'.join(texts)
        part = f'"{token}":["{joined}"]'
        if parts and (length + len(part) > _SHARD or len(part) > _SHARD // 2):
            yield "{" + ",".join(parts) + "}", tokens
            parts, tokens, length = [], [], 0
        parts.append(part)
        tokens.append((token, entries))
        length += len(part)
    yield "{" + ",".join(parts) + "}", tokens


def _chunk(records: Sequence[SearchRecord], order: Mapping[str, int]) -> str:
    """Write what is shown of some records."""
    rows = []
    for record in records:
        agency = str(order[record.agency]) if record.agency else ""
        address = record.address
        if agency:
            address = address.replace(record.agency, _FOLDER, 1)
        shown = vn_partial(PartialDate(*map(int, record.date.split("-")))) if record.date else ""
        facts = [record.title, agency, record.kind, record.number, shown, address, record.above]
        if record.titles or record.state:
            facts.append(record.titles)
        if record.state:
            facts.append(record.state)
        rows.append("\t".join(facts))
    return json.dumps("\n".join(rows), ensure_ascii=False)


def _choices(
    filters: Mapping[str, object], types: Mapping[str, str], points: Mapping[str, str]
) -> dict[str, Any]:
    """Collect the values of the filters that find something."""
    years = [token.removeprefix("~nam/") for token in filters if token.startswith("~nam/")]
    return {
        "loai": [[name, words] for name, words in types.items() if f"~loai/{name}" in filters],
        "diem": [[name, words] for name, words in points.items() if f"~diem/{name}" in filters],
        "nam": [[year, year] for year in sorted(years, reverse=True)],
    }


def _short(agencies: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Map full words to their abbreviation, names of agencies half in initials among them."""
    names = [
        words
        for words, type_ in agencies.values()
        if AGENCY_KINDS[type_].initials is Initials.AFTER_FIRST_WORD
    ]
    return dict(load_shorthand().forms) | {
        way: whole[0]
        for name in names
        if (whole := initials(name))
        for way in sorted(part_initials(name))
    }


def _words(vocabulary: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Pack the words that begin with a letter, by which a script mends what is typed wrong.

    A word is written as the count of letters that it shares with the one before (A is none), then
    the rest; `often` has for each how often it occurs, as a power of two.
    """
    shorthand = load_shorthand()
    known = [
        (word, count) for word, count in vocabulary if not "0" <= word[0] <= "9" and word[0] != "~"
    ]
    parts = []
    last = ""
    for word, _ in known:
        shared = 0
        for letter, other in zip(last[:25], word, strict=False):
            if letter != other:
                break
            shared += 1
        parts.append(chr(65 + shared) + word[shared:])
        last = word
    return {
        "words": "".join(parts),
        "often": "".join(chr(97 + count.bit_length()) for _, count in known),
        "optional": shorthand.optional,
        "beforeNumber": shorthand.before_number,
    }
