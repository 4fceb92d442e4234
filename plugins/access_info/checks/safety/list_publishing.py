"""Report lists of people in attachments, values and free pages, unless law has them published by name."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from access_info.checks.context import Context, Keys, texts_in
from access_info.checks.safety import rules
from access_info.checks.safety.detections import GateViolation
from access_info.checks.safety.list_words import STREETS
from access_info.checks.safety.listed_people import (
    ListedPeople,
    listed_people,
    names_somebody,
    people_in_lines,
    people_in_stacked_cells,
    plain_words,
    topics_in,
)
from access_info.checks.safety.violations import shown_path
from access_info.checks.safety.waivers import files_of_profile
from access_info.legal.provisions import NamedList
from access_info.legal.vocabularies import PRIVATE_GROUPS
from access_info.loading import LoadedAgency
from access_info.loading.folders import PAGES_FOLDER
from access_info.model.items import Document, Item
from access_info.problems import Location, Withheld
from access_info.scanning import AttachmentScan
from access_info.source.documents import SourceDocument

# A list has three rows or more.
_MIN_LINES = 3
# A line that is a row: “1. …”, “- …”, cells between strokes or tabs.
_ROW_START = re.compile(r"^[ \t]*(?:\d{1,4}\s?[.)/\-]?|[-–—+•*●])\s+\S|[|\t]", re.MULTILINE)


def may_hold_list(text: str) -> bool:
    """Tell whether a text has enough rows (“1. …”, “- …”, cells) for a list."""
    rows = _ROW_START.finditer(text)
    return text.count("\n") >= _MIN_LINES - 1 and sum(1 for _ in rows) >= _MIN_LINES


def _list_like_values(loaded: LoadedAgency) -> Iterator[tuple[str, Keys, str]]:
    """Yield (file, path of keys, value) for each value of the data files that may hold a list."""
    for name, document in loaded.documents.items():
        # In YAML a value of several lines is written with “\n”, or as a block behind “|” or “>”.
        may = any(sign in document.text for sign in ("\\n", "|", ">"))
        if may and not name.startswith(f"{PAGES_FOLDER}/"):
            for keys, text in texts_in(document.data):
                if may_hold_list(text):
                    yield name, keys, text


# How the places of texts begin that are no rows of a table (`ScannedText.where`): such texts are searched for
# lists that are typed as lines.
_RUNNING_TEXT = ("đoạn", "trang", "từ dòng", "trong tệp", "phần", "chữ")
_PARAGRAPH = "đoạn"
_RULES_OF_POSTED_LISTS = (rules.HOME, rules.OFFENCE)
# Beginnings of places in old DOC files, slides and HTML, which give each cell of a table on its own line.
_STACKED = ("trong tệp", "trang chiếu", "từ dòng")


@dataclasses.dataclass(frozen=True, slots=True)
class _Publisher:
    """The record that publishes a list, by whose title or kind law may have it published: an item, a document.

    Attributes:
        titles: The record's title and that of the item above, without accents; "" where no record
            names the file.
        kinds: Ids of the first point of law that the record is filed under, and of the kind of
            information below that point.
    """

    titles: str = ""
    kinds: frozenset[str] = frozenset()


def lists_in_scan(scan: AttachmentScan) -> tuple[ListedPeople, ...]:
    """Return the lists of private people in an attachment, whether law has them published by name or not.

    They stand in tables, or in lines of text beside the tables.
    """
    listed = [people for table in scan.tables for people in listed_people(table)]
    tables = [table.where for table in scan.tables if names_somebody(table)]
    for where, text in _running_texts(scan):
        if not any(where in place for place in tables):
            listed += people_in_lines(where, text)
            if where.startswith(_STACKED):
                listed += people_in_stacked_cells(where, text)
    return tuple(listed)


def lists_in_attachment(
    context: Context, name: str, path: Path, listed: Sequence[ListedPeople]
) -> Iterator[GateViolation]:
    """Yield at most one violation, for all lists of an attachment that law does not have published by name.

    It is `LISTED_PEOPLE`, or the warning `STATED_GROUND` if law has all of these lists at least
    posted up where people come by.

    Args:
        context: What the checks of the agency share.
        name: The attachment's path below the agency's folder, `tep/…`.
        path: The file.
        listed: The lists in it.
    """
    if not listed:
        return
    # The file's own name counts as a part of the title.
    stem = plain_words(re.sub(r"[\-_.]+", " ", path.stem))
    publishers = _publishers(context, name) or [_Publisher()]
    named = [
        dataclasses.replace(publisher, titles=f"{publisher.titles} | {stem}")
        for publisher in publishers
    ]
    unlawful = [people for people in listed if not _is_public(context, people, named)]
    withheld = [p for p in unlawful if not _is_public(context, p, named, posted=True)]
    reported = withheld or unlawful
    if not reported:
        return
    where = reported[0].where[:1].upper() + reported[0].where[1:]
    count = sum(people.count for people in reported)
    target, place = Withheld(name), Location(shown_path(path))
    if withheld:
        topics = frozenset().union(*(_topics(people, named) for people in withheld))
        others = f" và {len(withheld) - 1} chỗ khác" if len(withheld) > 1 else ""
        yield GateViolation(
            rules.LISTED_PEOPLE, target, place, where + others, str(count), _groups(topics)
        )
    else:
        text = f"danh sách nêu tên {count} người"
        yield GateViolation(rules.STATED_GROUND, target, place, where, text)


def softened_in_posted_lists(
    wrong: Iterable[GateViolation], lists: Sequence[GateViolation]
) -> Iterator[GateViolation]:
    """Yield a file's other violations; homes and offences become the warning `STATED_GROUND` beside posted lists.

    A posted list is one that law has posted up where people come by; its own violation is
    `STATED_GROUND`. It tells whose land it is, where it lies and who else lays claim to it: homes
    and offences are part of what is posted.

    Args:
        wrong: The other violations.
        lists: The violation of the lists in the file (`lists_in_attachment`), if there is one.
    """
    posted = any(violation.rule is rules.STATED_GROUND for violation in lists)
    for violation in wrong:
        in_list = posted and violation.rule in _RULES_OF_POSTED_LISTS
        yield violation._replace(rule=rules.STATED_GROUND) if in_list else violation


def lists_in_data(context: Context) -> Iterator[GateViolation]:
    """Yield violations for lists of people typed into values of several lines or into free pages."""
    loaded = context.loaded
    for name, keys, text in _list_like_values(loaded):
        document = loaded.documents[name]
        publisher = _publisher_of_value(context, document, keys)
        for people in _unlawful_lists(context, f"“{_last_key(keys, name)}”", text, publisher):
            yield _violation(people, publisher, _row_or_value(name, keys), document.locate(keys))
    for page in loaded.agency.pages if loaded.agency is not None else ():
        name = f"{PAGES_FOLDER}/{page.name}.md"
        if not may_hold_list(page.body):
            continue
        publisher = _Publisher(plain_words(page.fields.title or ""))
        for people in _unlawful_lists(context, "Trang viết thêm", page.body, publisher):
            place = Location((loaded.folder.path / name).as_posix(), page.body_line)
            yield _violation(people, publisher, Withheld(name), place)


def _unlawful_lists(
    context: Context, where: str, text: str, publisher: _Publisher
) -> Iterator[ListedPeople]:
    """Yield the lists of people in a text that may not be there: law does not have them published by name.

    Args:
        context: What the checks of the agency share.
        where: The place of the text in words, for people.
        text: The text.
        publisher: The row or page that holds the text; by its title and kind law may want the list.
    """
    for people in people_in_lines(where, text):
        if not _is_public(context, people, [publisher]):
            yield people


def _violation(
    people: ListedPeople, publisher: _Publisher, target: Withheld, place: Location
) -> GateViolation:
    """Return the violation `LISTED_PEOPLE` for a list."""
    about = _groups(_topics(people, [publisher]))
    return GateViolation(rules.LISTED_PEOPLE, target, place, people.where, str(people.count), about)


def _groups(topics: Iterable[str]) -> str:
    """Return the labels of the topics of a list, for its message: “ (người nghèo; trẻ em)”; "" for none."""
    labels = [label for key, label in PRIVATE_GROUPS.items() if key in topics]
    return f" ({'; '.join(labels)})" if labels else ""


def _topics(people: ListedPeople, publishers: Iterable[_Publisher]) -> frozenset[str]:
    """Return the sensitive topics of a list (poor, ill, victims …), by its words and its publishers' titles."""
    return people.topics.union(*(topics_in(publisher.titles) for publisher in publishers))


def _is_public(
    context: Context,
    people: ListedPeople,
    publishers: Sequence[_Publisher],
    *,
    posted: bool = False,
) -> bool:
    """Tell whether law has the list published by name, as each of the records that publish it.

    A list of streets, named after people, is public too if no heading says that it names people.

    Args:
        context: What the checks of the agency share.
        people: The list.
        publishers: The records that publish it.
        posted: Whether it is enough that law has the list posted up where people come by.
    """
    named_lists = [
        named for named in context.framework.named_lists if posted or not named.only_posted
    ]
    return all(
        (not people.headed and STREETS.search(publisher.titles) is not None)
        or any(_allows(named, people, publisher) for named in named_lists)
        for publisher in publishers
    )


def _allows(named: NamedList, people: ListedPeople, publisher: _Publisher) -> bool:
    """Tell whether a list is of a kind that law has published by name (`neu_ten` of a law pack).

    For an ordinary list the words of its title or headings are enough; for sensitive groups of
    people the item has to be filed under the kind, and the kind must cover all of these groups.

    Args:
        named: The kind of list.
        people: The list.
        publisher: What publishes it.
    """
    topics = _topics(people, [publisher])
    if not publisher.kinds.isdisjoint(named.kinds):
        return topics <= set(named.covers)
    wordings = _wordings_pattern(named.wordings)
    return (
        not topics
        and not (named.only_plain and people.private)
        and wordings is not None
        and wordings.search(f"{publisher.titles} | {people.about}") is not None
    )


@functools.cache
def _wordings_pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern for any of some wordings in text without accents; `None` for no wordings."""
    plain = "|".join(re.escape(plain_words(word)) for word in words)
    return re.compile(rf"(?<!\w)(?:{plain})(?!\w)") if words else None


def _publishers(context: Context, path: str) -> list[_Publisher]:
    """Return the items, documents and profile entries that name an attachment; of the profile without titles."""
    publishers = [
        _publisher(context, record, row.record)
        for row, _, record in context.naming_records.get(path, ())
        if isinstance(row.record, Item)
    ]
    return publishers + [_Publisher() for named in files_of_profile(context) if named == path]


def _publisher(context: Context, record: Item | Document, item: Item) -> _Publisher:
    """Return an item, or a document under it, as the publisher of a list: its titles and kinds.

    Args:
        context: What the checks of the agency share.
        record: The item or the document.
        item: The item, whose title and points count too.
    """
    titles = " | ".join(dict.fromkeys(filter(None, (record.title, item.title))))
    points = record.points or item.points
    meaning = context.framework.point(points[0]) if points else None
    kinds = frozenset[str]()
    if meaning is not None:
        _, point, kind = meaning
        kinds = frozenset((point.id,) if kind is None else (point.id, kind.id))
    return _Publisher(plain_words(titles), kinds)


def _publisher_of_value(
    context: Context, document: SourceDocument, keys: tuple[str | int, ...]
) -> _Publisher:
    """Return the item that a value belongs to, as a publisher; one without titles for a value outside of items."""
    for row in context.loaded.rows:
        item = row.record
        is_row = row.keys == keys[:2] and context.loaded.documents.get(row.file) is document
        if is_row and isinstance(item, Item):
            return _publisher(context, item, item)
    return _Publisher()


def _running_texts(scan: AttachmentScan) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of a file's texts that are no rows of a table.

    All paragraphs are joined into one text, placed where the first is: a list may be typed as
    several paragraphs. Texts of the top (`first`) are left out, for they come again among the others.
    """
    lines: list[str] = []
    where = ""
    for text in scan.texts:
        if text.first or not text.where.startswith(_RUNNING_TEXT) or "hàng" in text.where:
            continue
        if text.where.startswith(_PARAGRAPH):
            where = where or text.where
            lines.append(text.text)
        else:
            yield text.where, text.text
    if lines:
        yield where, "\n".join(lines)


def _last_key(keys: Sequence[str | int], name: str) -> str:
    """Return the innermost key of a path of keys, or the file's name if the path has none."""
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), name)


def _row_or_value(name: str, keys: tuple[str | int, ...]) -> Withheld:
    """Return what a build leaves out because of a value: its row of `muc`, or only the value outside of rows."""
    return Withheld(name, keys[:2] if keys[0] == "muc" else keys)
