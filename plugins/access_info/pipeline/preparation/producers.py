"""What an agency's data become: a table of producers, each made from what its parameters name.

Pages, lists in each format, feed, calendar, letter, records for the search, catalogue, sets: adding one
is a function and a row of `PRODUCERS`. A producer is given nothing but what it names, so what it
is made from is known, and it can be tested, timed and kept alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypedDict, cast

from access_info.assessment import AgencyFindings, findings_of
from access_info.exports.catalogue.records import AgencyRecord
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.dataset import Concepts
from access_info.legal.framework import Framework
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.loading.rules import LIST_WITHOUT_PDF
from access_info.model.as_of import AsOf
from access_info.model.registry import Agency
from access_info.pages.agency import links
from access_info.pages.agency.compliance import StandingView
from access_info.pages.agency.links import TITLES
from access_info.pages.agency.pages import AgencyPages, agency_pages, translated_pages
from access_info.pages.rendering.paths import COMPLIANCE, DOWNLOADS
from access_info.pages.rendering.site import (
    AgencySummary,
    ListedItem,
    Page,
    SiteContext,
    listed_items,
    summarise,
)
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.preparation.agency_files import AgencyFiles, AgencySets, catalogued
from access_info.pipeline.preparation.inspection import (
    Inspection,
)
from access_info.problems import Location, Problem
from access_info.search import agency_records, record_line

if TYPE_CHECKING:
    from access_info.exports.documents.pdf import Typesetter


class Made(TypedDict):
    """What producers are given, and below it what they yield."""

    agency: Agency
    as_of: AsOf
    concepts: Concepts
    earlier: EarlierState | None
    framework: Framework
    inspection: Inspection
    site: SiteContext
    translations: tuple[SiteContext, ...]

    summary: AgencySummary
    duties: AgencyDuties | None
    calendar: dict[str, bytes]
    letter: dict[str, bytes]
    papers: ListPapers
    pages: AgencyPages
    lists: AgencyFiles
    downloads: dict[str, bytes]
    listed: tuple[ListedItem, ...]
    sets: AgencySets
    figures: dict[str, bytes]
    followed: tuple[str, AsOf]
    search: tuple[str, ...]
    catalogued: AgencyRecord | None
    dated: tuple[Page, ...]


@dataclasses.dataclass(frozen=True)
class Producer:
    """One thing that is made of an agency.

    Attributes:
        name: The key of `Made` that holds it.
        make: Makes it; its parameters are keys of `Made` that stand above.
        reads: The parts of an agency's data (attributes of `Agency`) that it looks at.
    """

    name: str
    make: Callable[..., object]
    reads: frozenset[str]

    @functools.cached_property
    def inputs(self) -> tuple[str, ...]:
        """The keys of `Made` that it is made from."""
        return tuple(inspect.signature(self.make).parameters)


def produce(**given: object) -> Made:
    """Make all that an agency yields.

    Args:
        given: The keys of `Made` that nothing produces.
    """
    made = dict(given)
    for producer in PRODUCERS:
        made[producer.name] = producer.make(**{name: made[name] for name in producer.inputs})
    return cast("Made", made)


@dataclasses.dataclass(frozen=True)
class AgencyDuties:
    """An agency's assessment, ready for its page and for pages about all agencies.

    Attributes:
        view: For its page.
        findings: For pages about all agencies.
        predecessors: Predecessors, each with the hash of its files.
    """

    view: StandingView
    findings: AgencyFindings
    predecessors: dict[str, str]


def duties(
    inspection: Inspection, site: SiteContext, summary: AgencySummary
) -> AgencyDuties | None:
    """Judge an agency's duties; `None` where the site shows none or its data cannot be used."""
    if not site.features.oversight or inspection.agency is None or inspection.assessment is None:
        return None
    agency, assessment = inspection.agency, inspection.assessment
    return AgencyDuties(
        view=StandingView(agency, assessment, site, inspection.line, inspection.as_of),
        findings=findings_of(assessment, agency, ended=summary.ended),
        predecessors={each.id: each.fingerprint for each in inspection.predecessors},
    )


CALENDAR = "lich-han.ics"


def calendar(
    agency: Agency, inspection: Inspection, site: SiteContext, duties: AgencyDuties | None
) -> dict[str, bytes]:
    """Write coming days as a calendar, stamped with the day since which they are right."""
    if duties is None or inspection.assessment is None or not site.features.downloads:
        return {}
    # Its library takes a while to import, which sites without calendars are spared.
    from access_info.exports.due_calendar import due_calendar  # noqa: PLC0415

    assessment, as_of = inspection.assessment, inspection.as_of
    first, _ = as_of.span
    content = due_calendar(
        agency_id=agency.id,
        name=agency.short_name,
        findings=(*assessment.findings, *assessment.extras),
        page=site.urls.absolute(site.urls.agency(agency.id, COMPLIANCE)),
        words=site.texts,
        as_of=as_of,
        stamp=max(first, datetime.date(1970, 1, 1)),
    )
    return {site.urls.attachment(agency.id, CALENDAR): content} if content else {}


def letter(
    agency: Agency, inspection: Inspection, site: SiteContext, duties: AgencyDuties | None
) -> dict[str, bytes]:
    """Write the draft of a letter to an agency, where the site offers letters and it lacks anything."""
    assessment = inspection.assessment
    if not site.features.papers or duties is None or assessment is None:
        return {}
    # Sites without papers are spared these modules.
    from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency  # noqa: PLC0415
    from access_info.exports.documents.letter import letter_paper  # noqa: PLC0415
    from access_info.exports.documents.official import is_issuer  # noqa: PLC0415
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    judged_agency = JudgedAgency.of(agency, assessment, inspection.as_of, covered=False)
    if judged_agency.ended or is_issuer(judged_agency.name, site.place):
        return {}
    judged = JudgedAgencies(
        as_of=inspection.as_of.date,
        place=site.place,
        law=assessment.law,
        framework=site.framework,
        agencies=(judged_agency,),
        names={
            each.id: each.agency.profile.name
            for each in inspection.predecessors
            if each.agency is not None
        },
    )
    paper = letter_paper(judged_agency, judged, site.texts)
    return {site.urls.letter(agency.id): docx_bytes(paper)} if paper is not None else {}


_shared: list[Typesetter] = []


@dataclasses.dataclass(frozen=True)
class ListPapers:
    """An agency's lists as PDF files.

    Attributes:
        site: What the agency's pages share: without PDF files where one could not be made.
        files: Path below the output folder, content.
        above: The agency that the head of the papers names, with the hash of its files.
        problems: Why there are no files.
    """

    site: SiteContext
    files: dict[str, bytes] = dataclasses.field(default_factory=dict)
    above: dict[str, str] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def papers(inspection: Inspection, site: SiteContext) -> ListPapers:
    """Write an agency's lists as PDF files, where the site offers them.

    Args:
        inspection: The agency.
        site: What pages share.
    """
    agency = inspection.agency
    if not site.features.pdf or agency is None:
        return ListPapers(site)
    from access_info.exports.documents.pdf import TypesettingError  # noqa: PLC0415

    name, above = _above(inspection, agency, site)
    try:
        files = dict(_files(agency, site, name))
    except TypesettingError as error:
        problem = LIST_WITHOUT_PDF.at(
            Location(inspection.loaded.folder.path.as_posix()),
            text=agency.short_name,
            what="dài quá sức của máy" if error.is_limit else f"Typst báo: {error}",
        )
        plain = dataclasses.replace(site.features, pdf="")
        return ListPapers(
            dataclasses.replace(site, features=plain), above=above, problems=(problem,)
        )
    return ListPapers(site, files, above)


def _files(agency: Agency, site: SiteContext, above: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file."""
    # Sites without PDF files are spared these modules.
    from access_info.exports.documents.annex import (  # noqa: PLC0415
        issuer_of,
        published_papers,
        signed_list,
    )
    from access_info.exports.documents.paper import WIDE  # noqa: PLC0415

    issuer = issuer_of(agency.profile, site.place, above, site.texts)
    with _typesetter() as typesetter:
        for kind in LIST_COLUMNS:
            names = links.pdf_names(agency, kind.name)
            if not names:
                continue
            listed = signed_list(agency, kind, site.framework, issuer, site.texts, width=WIDE)
            if listed is None:
                continue
            page = site.urls.absolute(site.urls.agency(agency.id, kind.name))
            papers = published_papers(listed, site.texts, most=links.MAX_ROWS_OF_PDF, address=page)
            for name, paper in zip(names, papers, strict=True):
                path = site.urls.attachment(agency.id, f"{DOWNLOADS}/{name}")
                yield path, typesetter.pdf_bytes(paper)


def _above(inspection: Inspection, agency: Agency, site: SiteContext) -> tuple[str, dict[str, str]]:
    """Return the full name of the agency above, and the hash of its files if it has a folder."""
    parent = agency.profile.parent or ""
    if parent not in site.agencies:
        return parent, {}
    loaded = load_agency(read_folder(inspection.agencies / parent))
    name = loaded.agency.profile.name if loaded.agency is not None else ""
    return name, {parent: loaded.folder.fingerprint()}


@contextlib.contextmanager
def shared_typesetter(site: SiteContext) -> Iterator[None]:
    """Let all agencies prepared meanwhile share a typesetter, in each worker one of its own.

    It starts its child in the process that first needs it: this one may still fork before.

    Args:
        site: What pages share; nothing is done where there are no PDF files.
    """
    if not site.features.pdf:
        yield
        return
    from access_info.exports.documents.pdf import Typesetter  # noqa: PLC0415

    with Typesetter() as typesetter:
        _shared.append(typesetter)
        try:
            yield
        finally:
            _shared.remove(typesetter)


def _typesetter() -> contextlib.AbstractContextManager[Typesetter]:
    """Return the shared typesetter, or one for a single agency."""
    from access_info.exports.documents.pdf import Typesetter  # noqa: PLC0415

    return contextlib.nullcontext(_shared[-1]) if _shared else Typesetter()


def pages(
    *,
    agency: Agency,
    papers: ListPapers,
    translations: tuple[SiteContext, ...],
    as_of: AsOf,
    duties: AgencyDuties | None,
    calendar: dict[str, bytes],
    letter: dict[str, bytes],
) -> AgencyPages:
    """Render an agency's pages in all languages of the site, as links to its files allow."""
    view = duties.view if duties else None
    if view is not None:
        view.calendar, view.letter = (
            papers.site.urls.relative_file(view.path, next(iter(files))) if files else ""
            for files in (calendar, letter)
        )
    rendered = agency_pages(agency, papers.site, as_of, view)
    further = [page for site in translations for page in translated_pages(agency, site, as_of)]
    return dataclasses.replace(rendered, pages=(*rendered.pages, *further))


def downloads(site: SiteContext, lists: AgencyFiles) -> dict[str, bytes]:
    """Write an agency's lists in each format, and its feed."""
    return dict(lists.files()) if site.features.downloads else {}


def listed(
    agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf
) -> tuple[ListedItem, ...]:
    """Return an agency's items as pages about all agencies list them."""
    return tuple(listed_items(agency, site, framework, as_of))


def sets(
    agency: Agency,
    site: SiteContext,
    concepts: Concepts,
    duties: AgencyDuties | None,
    as_of: AsOf,
) -> AgencySets:
    """Return an agency's rows of the sets beside its lists."""
    return AgencySets(agency, site, concepts, duties.view if duties else None, as_of)


def figures(site: SiteContext, sets: AgencySets) -> dict[str, bytes]:
    """Write an agency's own figures of each year."""
    return sets.files() if site.features.downloads else {}


def followed(
    sets: AgencySets, lists: AgencyFiles, earlier: EarlierState | None, as_of: AsOf
) -> tuple[str, AsOf]:
    """Return what is known of an agency's rows, in one line, and for which days that holds."""
    return sets.compared(earlier, lists.comparison, as_of)


def search(agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf) -> tuple[str, ...]:
    """Return a line for each thing that the search can find of an agency."""
    urls, texts = site.urls, site.texts
    records = agency_records(
        agency,
        address=lambda page: urls.address(urls.agency(agency.id, page)),
        pages={name: texts[f"{key}.title"] for name, key in TITLES.items() if name},
        spokesperson=texts["contact.spokesperson"],
        framework=framework,
        as_of=as_of,
    )
    return tuple(map(record_line, records))


def catalogue(agency: Agency, site: SiteContext, lists: AgencyFiles) -> AgencyRecord | None:
    """Return what the catalogue of data says of an agency; `None` where the site has none."""
    return catalogued(agency, site, lists.rows, lists.changed)


def dated(
    pages: AgencyPages, downloads: dict[str, bytes], lists: AgencyFiles, as_of: AsOf
) -> tuple[Page, ...]:
    """Return the pages with the day since which they are right, and what machines read in them.

    The last of all, since by then every decision has been taken that depends on the day.
    """
    del downloads  # Their sizes stand in the pages.
    return tuple(lists.completed(page.dated(as_of)) for page in pages.pages)


# Parts of an agency's data that producers look at.
_ALL = frozenset(field.name for field in dataclasses.fields(Agency))
_PROFILE = frozenset({"id", "profile"})
_LISTS = _PROFILE | {"items", "conditional"}
_FILES = frozenset({"attachments", "withheld"})

# What is judged by its inspection is judged by the files themselves: by all of them.
PRODUCERS = (
    Producer("summary", summarise, _LISTS | {"statistics"}),
    Producer("duties", duties, _ALL),
    Producer("calendar", calendar, _ALL),
    Producer("letter", letter, _ALL),
    Producer("papers", papers, _ALL),
    Producer("pages", pages, _ALL),
    Producer("lists", AgencyFiles, _LISTS | {"corrections"}),
    Producer("downloads", downloads, _PROFILE),
    Producer("listed", listed, _PROFILE | _FILES | {"items"}),
    Producer("sets", sets, _PROFILE | {"corrections", "statistics"}),
    Producer("figures", figures, _PROFILE),
    Producer("followed", followed, frozenset({"id"})),
    Producer("search", search, _LISTS | {"corrections", "pages"}),
    Producer("catalogued", catalogue, _LISTS | _FILES | {"statistics"}),
    Producer("dated", dated, _LISTS),
)
