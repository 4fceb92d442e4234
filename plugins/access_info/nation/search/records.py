"""The records of a member in the search of the nation: its agencies, and the rows of its two lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from access_info.exports.rows import Row
from access_info.legal.framework import Framework
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.vocabularies import AGENCY_KINDS, EXPIRED, SUPERSEDED
from access_info.model.vocabularies import WITHDRAWN as IS_WITHDRAWN
from access_info.nation.member_files import MemberSets
from access_info.pages.rendering.site import index_name, sort_key
from access_info.search.records import (
    AGENCY,
    AGENCY_ENDED,
    ENDED,
    REPLACED,
    WITHDRAWN,
    SearchRecord,
    reached,
)
from access_info.search.shorthand import load_shorthand

# Characters at most: the texts come from other sites and may be of any length.
_MOST_TITLE = 500
_MOST_FACT = 100
_MOST_WORDS = 1_000
# An agency's folder name: `so-tu-phap`.
_FOLDER = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
# A kind of file: `PDF`.
_FORM = re.compile("[A-Z0-9]{1,5}")


class MemberRecords:
    """The records of a member, one for each thing that a search can find.

    Attributes:
        agencies: Id, `01/so-tu-phap` → name and kind, in the order in which the search offers them.
        folders: Id → the agency's folder in addresses, and the short number that stands for it in the index.
    """

    def __init__(self, sets: MemberSets, framework: Framework) -> None:
        """Read the member's agencies.

        Args:
            sets: The member's published sets.
            framework: The laws, to find the point of the law that a code belongs to.
        """
        self._sets, self._framework = sets, framework
        self._points_of_codes: dict[tuple[str, ...], str] = {}
        self._state = sets.copy.state
        self._rows = {
            folder: row
            for row in sets.rows("co-quan")
            if _FOLDER.fullmatch(folder := str(row.get("identifier", "")))
        }
        names = {folder: _title(row.get("name")) or folder for folder, row in self._rows.items()}
        order = sorted(names, key=lambda folder: sort_key(index_name(names[folder])))
        self.agencies = {
            self._id(folder): (names[folder], _kind(self._rows[folder])) for folder in order
        }
        # The index lists agencies sorted by folder; its rows name them by their place in that list.
        numbers = {folder: str(number) for number, folder in enumerate(sorted(names))}
        self.folders = {self._id(folder): (folder, numbers[folder]) for folder in names}

    def __iter__(self) -> Iterator[SearchRecord]:
        """Yield all records; each set is read once.

        Of a dissolved agency every record without a state of its own gets the state `AGENCY_ENDED`.
        """
        ended = {
            folder for folder, row in self._rows.items() if self._is_past(row, "dissolutionDate")
        }
        for record in self._all():
            is_ended = bool(record.agency) and self.folders[record.agency][0] in ended
            yield record._replace(state=record.state or AGENCY_ENDED) if is_ended else record

    def _all(self) -> Iterator[SearchRecord]:
        """Yield the records of agencies, then of disclosed rows, then of rows with conditional access."""
        for folder, row in self._rows.items():
            yield self._agency(folder, row)
        above: dict[tuple[str, str], str] = {}
        for row in self._sets.rows(DISCLOSURE):
            yield self._disclosed(row, above)
        for row in self._sets.rows(CONDITIONAL):
            yield self._conditional(row)

    def _agency(self, folder: str, row: Row) -> SearchRecord:
        """Return the record of an agency, which is found by its names, code and contacts.

        Args:
            folder: The agency's folder name.
            row: Its row in the set of agencies.
        """
        contacts: Any = row.get("contactPoint", ())
        ways = [contact.get(name) for contact in contacts for name in ("telephone", "email")]
        others: Any = row.get("alternateName", ())
        phone, *further = (row.get(name) for name in ("telephone", "email", "address"))
        # So the telephone number is found without blanks or area code too.
        words = reached(_text(phone) or None, *map(_text, (*further, *ways)))
        return SearchRecord(
            title=_title(row.get("name")) or folder,
            address=self._address(row),
            agency=self._id(folder),
            kind=AGENCY,
            code=_fact(row.get("orgIdentifier")),
            words=_words(words),
            names=_words(others),
        )

    def _disclosed(self, row: Row, above: dict[tuple[str, str], str]) -> SearchRecord:
        """Return the record of a row of the list of information to disclose.

        Args:
            row: The row.
            above: (agency, id of an item) → the item's title, which documents under it show; the
                row's own title is added.
        """
        record = self._record(row, DISCLOSURE)
        part_of = str(row.get("isPartOf", ""))
        if not part_of:
            above[record.agency, str(row.get("identifier", ""))] = record.title
        points = self._points(row.get("subject", ()))
        if record.state == WITHDRAWN:
            return record._replace(points=points)
        date = row.get("issued") or row.get("datePublished")
        return record._replace(
            number=_fact(row.get("documentNumber")),
            date=str(date or ""),
            points=points,
            code=_fact(row.get("publicService")),
            words=_words([row.get(name) for name in ("keyword", "organizationUnit", "legalBasis")]),
            above=above.get((record.agency, part_of), ""),
            form=_forms(row.get("downloadURL", ())),
        )

    def _conditional(self, row: Row) -> SearchRecord:
        """Return the record of a row of the list of information with conditional access.

        It is found by the list's name and by the kind of information too.
        """
        record = self._record(row, CONDITIONAL)
        if record.state == WITHDRAWN:
            return record
        kind: Any = row.get("accessRights", {})
        words = (
            row.get("organizationUnit"),
            load_shorthand().conditional,
            kind.get("prefLabel"),
            row.get("legalBasis"),
        )
        return record._replace(date=str(row.get("modified", "")), words=_words(words))

    def _record(self, row: Row, kind: str) -> SearchRecord:
        """Return a record with what rows of both lists have: title, address, agency, state.

        Args:
            row: The row.
            kind: The name of its list, which is the record's kind.
        """
        publisher: Any = row.get("publisher", {})
        agency = self._id(str(publisher.get("identifier", "")))
        return SearchRecord(
            title=_title(row.get("title")),
            address=self._address(row),
            agency=agency if agency in self.folders else "",
            kind=kind,
            state=self._state_of(row),
        )

    def _points(self, subjects: Any) -> str:  # noqa: ANN401 - of JSON
        """Return the ids of a row's points of the law, joined by spaces.

        Codes that the national laws do not have are left out. Results are cached, as the same few
        combinations stand in many rows.
        """
        codes = tuple(str(subject.get("notation", "")) for subject in subjects)
        points = self._points_of_codes.get(codes)
        if points is None:
            places = (self._framework.point(code) for code in codes)
            points = " ".join(dict.fromkeys(place[1].id for place in places if place))
            self._points_of_codes[codes] = points
        return points

    def _state_of(self, row: Row) -> str:
        """Return a row's state: `WITHDRAWN`, `REPLACED` or `ENDED`; "" for a row in force."""
        status: Any = row.get("status", {})
        code = status.get("notation", "")
        if code == IS_WITHDRAWN:
            return WITHDRAWN
        if code == SUPERSEDED:
            return REPLACED
        validity: Any = row.get("validity", {})
        return ENDED if code == EXPIRED or self._is_past(validity, "endDate") else ""

    def _is_past(self, row: Mapping[str, Any], name: str) -> bool:
        """Tell whether the day under a key had passed when the member published its data.

        That day is `created` of its manifest. A month or year alone is compared as far as it goes:
        `2025` has passed in 2026.
        """
        day = str(row.get(name, ""))
        return bool(day) and day[: len(self._state.created)] < self._state.created[: len(day)]

    def _id(self, folder: str) -> str:
        """Return an agency's id in the nation: `so-tu-phap` → `01/so-tu-phap`."""
        return f"{self._state.code.lower()}/{folder}"

    def _address(self, row: Row) -> str:
        """Return the address of a row's page, relative to the member's own address."""
        return str(row.get("landingPage", "")).removeprefix(self._state.url)


def _kind(row: Row) -> str:
    """Return an agency's kind; "" for one that only a later version of this program knows."""
    kind: Any = row.get("classification", {})
    code = str(kind.get("notation", ""))
    return code if code in AGENCY_KINDS else ""


def _forms(addresses: Any) -> str:  # noqa: ANN401 - of JSON
    """Name the kinds of files at some addresses as people do: `PDF, DOCX`."""
    endings = (PurePosixPath(urlsplit(address).path).suffix[1:].upper() for address in addresses)
    return ", ".join(dict.fromkeys(filter(_FORM.fullmatch, endings)))


def _text(value: object, most: int = _MOST_FACT) -> str:
    """Return a value that is a text on one line, cut; "" for any other value."""
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _title(value: object) -> str:
    """Return a title on one line, cut to 500 characters."""
    return _text(value, _MOST_TITLE)


def _fact(value: object) -> str:
    """Return a short fact, such as a document's number, on one line."""
    return _text(value)


def _words(values: Sequence[object] | Iterator[object]) -> str:
    """Join those values that are texts: words by which a record is found besides its title."""
    return _text(" ".join([value for value in values if isinstance(value, str)]), _MOST_WORDS)
