"""Makes the search records of an agency: one for each row, page or contact with an address of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from access_info.legal.framework import Framework
from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE, ConditionalItem, Document, Item, Titles
from access_info.model.registry import Agency
from access_info.model.vocabularies import SUPERSEDED
from access_info.search.shorthand import load_shorthand

AGENCY = "co-quan"
CONTACT = "dau-moi"
PAGE = "trang"
SITE_PAGE = "trang-chung"
KINDS = (DISCLOSURE, CONDITIONAL, AGENCY, CONTACT, PAGE, SITE_PAGE)
_REGULATION = "quy-che"
_CORRECTIONS = "dinh-chinh"
_SPOKESPERSON = "nguoi-phat-ngon"
# States of a row out of force, or of an agency that is no more; one digit each, because every row has
# the field.
ENDED, REPLACED, WITHDRAWN, AGENCY_ENDED = "1", "2", "3", "4"
# Separates the titles in other languages. Occurs in no text: the reader of YAML refuses it.
BETWEEN = "\x1f"


class SearchRecord(NamedTuple):
    """What the search finds: a row, a page, a contact. All is text, so that it fits on one line.

    Attributes:
        title: The title as on its page.
        address: Address below the site's root, with the anchor, ready for a link.
        agency: Folder name of the agency, or "".
        kind: One of `KINDS`.
        number: Number and sign of a document, or "".
        date: ISO date, maybe only year or year and month, or "".
        points: Ids of law points, between spaces.
        code: Code of a procedure or an agency, or "".
        words: Further words to find it by; never shown.
        names: For an agency: its other names, by which all its records can be found.
        above: Title of the item that a document is under, or "".
        titles: The title in other languages, each with its tag before; `BETWEEN` them.
        state: `ENDED`, `REPLACED`, `WITHDRAWN`, `AGENCY_ENDED`, or "" in force.
        form: Kinds of the files, as people name them: `PDF, XLSX`.
    """

    title: str
    address: str
    agency: str = ""
    kind: str = SITE_PAGE
    number: str = ""
    date: str = ""
    points: str = ""
    code: str = ""
    words: str = ""
    names: str = ""
    above: str = ""
    titles: str = ""
    state: str = ""
    form: str = ""


def agency_records(
    agency: Agency,
    *,
    address: Callable[[str], str],
    pages: Mapping[str, str],
    spokesperson: str,
    framework: Framework,
    as_of: AsOf,
) -> Iterator[SearchRecord]:
    """Yield all search records of one agency; of a withdrawn row, only the title.

    Every record of an agency that is dissolved is marked as out of force.

    Args:
        agency: The agency.
        address: Last part of a page's address (`cong-khai`, `trang/lich`, "" for the overview)
            → the address below the site's root.
        pages: The agency's fixed pages but the overview: last part of the address → title.
        spokesperson: What to call a spokesperson whose role is not stated.
        framework: The laws, to tell points from the kinds of information within them.
        as_of: The day by which a row is in force or not.
    """
    records = _all_records(
        agency, address, pages=pages, spokesperson=spokesperson, framework=framework, as_of=as_of
    )
    if not _is_over(agency.profile, as_of):
        yield from records
        return
    for record in records:
        yield record._replace(state=record.state or AGENCY_ENDED)


def _all_records(
    agency: Agency,
    address: Callable[[str], str],
    *,
    pages: Mapping[str, str],
    spokesperson: str,
    framework: Framework,
    as_of: AsOf,
) -> Iterator[SearchRecord]:
    """Yield the records of profile, contacts, pages and rows, each with a state of its own or none.

    Whether the agency still exists makes no difference here.
    """
    yield from _profile_records(agency, address)
    yield from _contact_records(agency.profile, address(CONTACT), agency.id, spokesperson)
    yield from _page_records(agency, address, pages)
    for prose in agency.pages:
        if not prose.fields.is_withdrawn:
            yield _record(prose.title, address(f"{PAGE}/{quote(prose.name)}"), agency.id, PAGE)
    page = address(DISCLOSURE)
    for item in agency.items:
        points = _points(item, framework)
        state = _state(item, as_of)
        yield _row(item, page, agency.id, points, state)
        if not item.is_withdrawn:
            for document in item.documents:
                document_points = _points(document, framework) or points
                row_state = _state(document, as_of) or state
                yield _row(document, page, agency.id, document_points, row_state, above=item.label)
    page = address(CONDITIONAL)
    for row in agency.conditional:
        place = framework.conditional_kind(row.kind) if row.kind else None
        kind = (place[1].title, place[1].citation) if place else ()
        yield _conditional(row, page, agency.id, _state(row, as_of), kind)


def record_line(record: SearchRecord) -> str:
    """Return a record as one line, fields between tabs, without a line feed."""
    return "\t".join(record)


def read_records(lines: Iterable[str]) -> Iterator[SearchRecord]:
    """Parse the records of lines that `record_line` wrote, one at a time."""
    return (SearchRecord._make(line.split("\t")) for line in lines)


def _profile_records(agency: Agency, address: Callable[[str], str]) -> Iterator[SearchRecord]:
    """Yield the record of the agency itself, found by all its names and by how it is reached."""
    profile = agency.profile
    former = (former.name for former in profile.former_names)
    yield _record(
        profile.name,
        address(""),
        agency.id,
        AGENCY,
        code=profile.official_code,
        words=reached(profile.phone, profile.email, profile.address),
        names=(profile.short_name, *former, profile.former_district),
    )


def _contact_records(
    profile: AgencyProfile, page: str, agency: str, spokesperson: str
) -> Iterator[SearchRecord]:
    """Yield a record for each contact point and for the spokesperson.

    Its title is role and unit, `Trưởng phòng: Phòng Hành chính`; without both, a name or a contact.
    """
    people = [(person, CONTACT, "") for person in profile.contact_points]
    if profile.spokesperson:
        people.append((profile.spokesperson, _SPOKESPERSON, spokesperson))
    for person, anchor, role in people:
        if person.is_stated:
            names = [name for name in (person.role or role, person.unit) if name]
            yield _record(
                ": ".join(names) or person.person or person.email or person.phone or "",
                f"{page}#{anchor}",
                agency,
                CONTACT,
                words=reached(person.phone, person.email, person.person),
            )


def _page_records(
    agency: Agency, address: Callable[[str], str], pages: Mapping[str, str]
) -> Iterator[SearchRecord]:
    """Yield a record for each fixed page of the agency, found also by some texts that the page shows.

    These are channels and addresses of the page of contacts, and corrected texts.
    """
    profile = agency.profile
    feedback, reception = profile.feedback, profile.reception
    words = {
        CONTACT: [
            *(channel.address for channel in profile.channels),
            *(reached(feedback.phone, feedback.email, feedback.address) if feedback else ()),
            reception.place if reception else None,
        ],
        _CORRECTIONS: [
            text
            for correction in agency.corrections
            for text in (correction.wrong, correction.right)
        ],
    }
    for name, title in pages.items():
        act = profile.regulation if name == _REGULATION else None
        yield _record(
            title,
            address(name),
            agency.id,
            PAGE,
            number=act.number if act else None,
            date=act.issued if act else None,
            words=words.get(name, ()),
        )


def reached(phone: str | None, *further: str | None) -> Iterator[str | None]:
    """Yield the words by which contact details are found.

    That is a phone number as written, without blanks, and without area code: `0260 3862 123` →
    `02603862123`, `3862123`; and words like “liên hệ”.

    Args:
        phone: The number as written; `None` without one.
        further: Other details, as they are.
    """
    yield load_shorthand().contact
    yield from (phone, *further)
    for number in re.findall("0[0-9 .()-]+", phone or ""):
        area, *rest = re.findall("[0-9]+", number)
        yield "".join((area, *rest))
        yield "".join(rest)


def _is_over(profile: AgencyProfile, as_of: AsOf) -> bool:
    """Tell whether an agency was dissolved by the day."""
    end = profile.dissolved
    return end is not None and (end.date is None or as_of.reached(end.date))


def _points(row: Item | Document, framework: Framework) -> str:
    """Return the ids of a row's law points, between spaces; a kind of information counts as its point."""
    places = (framework.point(name) for name in row.points)
    return " ".join(dict.fromkeys(place[1].id for place in places if place))


def _state(row: Item | Document | ConditionalItem, as_of: AsOf) -> str:
    """Return why a row is out of force: `WITHDRAWN`, `REPLACED` or `ENDED`; "" in force."""
    if row.is_withdrawn:
        return WITHDRAWN
    if row.status == SUPERSEDED:
        return REPLACED
    return ENDED if row.is_over(as_of) else ""


def _row(
    row: Item | Document, page: str, agency: str, points: str, state: str, *, above: str = ""
) -> SearchRecord:
    """Return the record of an item or document of the mandatory list; withdrawn, only its title.

    Args:
        row: The item or document.
        page: The address of the list's page.
        agency: Folder name of the agency.
        points: Ids of law points, between spaces.
        state: `WITHDRAWN` or the like, or "".
        above: Title of the item that a document is under.
    """
    link = f"{page}#{quote(row.id, safe='')}"
    if row.is_withdrawn:
        return _record(row.label, link, agency, DISCLOSURE, points=points, state=state)
    titles = row.titles
    forms = (PurePosixPath(name).suffix[1:].upper() for name in row.files)
    return _record(
        row.label,
        link,
        agency,
        DISCLOSURE,
        number=row.number,
        date=row.issued or row.published,
        points=points,
        code=row.procedure_code,
        words=(row.group, row.unit, row.legal_basis, *((titles.en, titles.km) if titles else ())),
        above=above,
        titles=titles,
        state=state,
        form=", ".join(dict.fromkeys(filter(None, forms))),
    )


def _conditional(
    row: ConditionalItem, page: str, agency: str, state: str, kind: Iterable[str]
) -> SearchRecord:
    """Return the record of a row with conditional access; withdrawn, only its title.

    Args:
        row: The row.
        page: The address of the list's page.
        agency: Folder name of the agency.
        state: `WITHDRAWN` or the like, or "".
        kind: Title and law of its kind of information, by which it is found too.
    """
    link = f"{page}#{quote(row.id, safe='')}"
    if state == WITHDRAWN:
        return _record(row.label, link, agency, CONDITIONAL, state=state)
    titles = row.titles
    words = (
        row.unit,
        load_shorthand().conditional,
        *kind,
        row.legal_basis,
        *((titles.en, titles.km) if titles else ()),
    )
    return _record(
        row.label,
        link,
        agency,
        CONDITIONAL,
        date=row.modified,
        words=words,
        titles=titles,
        state=state,
    )


def _record(
    title: str,
    address: str,
    agency: str,
    kind: str,
    *,
    number: str | None = None,
    date: object = None,
    points: str = "",
    code: str | None = None,
    words: Iterable[str | None] = (),
    names: Iterable[str | None] = (),
    above: str = "",
    titles: Titles | None = None,
    state: str = "",
    form: str = "",
) -> SearchRecord:
    """Return a record made of text alone: absent values are "", words joined, blanks single."""
    further, other = (" ".join([word for word in texts if word]) for texts in (words, names))
    facts = (number or "", str(date) if date else "", points, code or "")
    texts: tuple[str, ...] = (title, address, agency, kind, *facts, further, other, above)
    if not _have_single_blanks(texts):
        # Whoever typed a tab or a line break meant a space.
        texts = tuple([" ".join(text.split()) for text in texts])
    return SearchRecord._make((*texts, _translations(titles) if titles else "", state, form))


def _have_single_blanks(texts: Iterable[str]) -> bool:
    """Tell whether all texts have only single spaces between words; then none needs to be cleaned.

    They are tested joined, which is much faster; nearly all texts are clean.
    """
    joined = f"|{'|'.join(texts)}|"
    # Of all blanks the space alone is printable.
    return joined.isprintable() and not ("  " in joined or "| " in joined or " |" in joined)


def _translations(titles: Titles) -> str:
    """Return the titles in other languages as one text: `en Land plan`, `km …`, `BETWEEN` them."""
    given = (("en", titles.en), ("km", titles.km))
    return BETWEEN.join(f"{tag} {' '.join(title.split())}" for tag, title in given if title)
