"""Reading, checking and rendering one agency; run in worker processes, one agency after another."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
import hashlib
import inspect
import pickle
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

from access_info.assessment.province import AgencyFindings, findings_of
from access_info.exports.catalogue.records import AgencyRecord
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.dataset import Concepts
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, load_agency
from access_info.loading.folders import read_folder
from access_info.loading.rules import LIST_WITHOUT_PDF
from access_info.model.as_of import AsOf
from access_info.model.items import Item, RowState
from access_info.model.registry import Agency
from access_info.pages.agency import links
from access_info.pages.agency.compliance import StandingView
from access_info.pages.agency.links import TITLES
from access_info.pages.agency.pages import AgencyPages, agency_pages, translated_pages
from access_info.pages.rendering.environment import SOURCE
from access_info.pages.rendering.paths import COMPLIANCE, DOWNLOADS
from access_info.pages.rendering.site import (
    AgencySummary,
    ListedItem,
    Page,
    SiteContext,
    listed_items,
    summarise,
)
from access_info.pipeline.incremental.agency_build import (
    AgencyBuild,
    PageEntry,
    published_digest,
    short_digest,
)
from access_info.pipeline.incremental.build_details import BuildDetails
from access_info.pipeline.incremental.contributions import (
    CATALOGUED,
    ENTRIES,
    FOLLOWED,
    LISTED,
    RECORDS,
    SETS,
    Contributions,
    Part,
)
from access_info.pipeline.incremental.earlier import EarlierState, line_digest
from access_info.pipeline.preparation.agency_files import AgencyFiles, AgencySets, catalogued
from access_info.pipeline.preparation.context import BuildContext, Options
from access_info.pipeline.preparation.inspection import (
    Inspection,
    InspectionContext,
    inspect_agency,
    inspections_of,
)
from access_info.problems import Location, Problem, Withheld, errors, withheld_in
from access_info.search import agency_records, record_line
from access_info.source.placeholders import named_agencies

if TYPE_CHECKING:
    from access_info.exports.documents.pdf import Typesetter


class Made(TypedDict):
    """Everything that is made of one agency: first the inputs, below them what each producer makes."""

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
    """A function that makes one thing of an agency, such as its pages or its calendar.

    Attributes:
        name: The key of `Made` for the result.
        make: The function; its parameters are keys of `Made`, inputs or results of earlier
            producers.
        reads: The parts of an agency's data (attributes of `Agency`) that the function looks at.
    """

    name: str
    make: Callable[..., object]
    reads: frozenset[str]

    @functools.cached_property
    def inputs(self) -> tuple[str, ...]:
        """The keys of `Made` that the function takes: the names of its parameters."""
        return tuple(inspect.signature(self.make).parameters)


def produce(**given: object) -> Made:
    """Run all producers of an agency in order, each with the inputs and results that it names.

    Args:
        given: The inputs: those keys of `Made` that no producer makes.
    """
    made = dict(given)
    for producer in PRODUCERS:
        made[producer.name] = producer.make(**{name: made[name] for name in producer.inputs})
    return cast("Made", made)


@dataclasses.dataclass(frozen=True)
class AgencyDuties:
    """An agency's assessment, ready for its page and for pages about all agencies.

    Attributes:
        view: The assessment as the agency's own page shows it.
        findings: The findings, for pages about all agencies.
        predecessors: Agencies that it succeeded, each with the hash of its files.
    """

    view: StandingView
    findings: AgencyFindings
    predecessors: dict[str, str]


def duties(
    inspection: Inspection, site: SiteContext, summary: AgencySummary
) -> AgencyDuties | None:
    """Return the assessment of an agency's duties; `None` if not shown, or the data is unusable."""
    if not site.features.oversight or inspection.agency is None or inspection.assessment is None:
        return None
    agency, assessment = inspection.agency, inspection.assessment
    view = StandingView(agency, assessment, site, inspection.line, inspection.as_of)
    # The nodes of long lists, composed for the lines of evidence, take more than the lists themselves.
    for document in inspection.redacted.judged.documents.values():
        vars(document).pop("root", None)
    return AgencyDuties(
        view=view,
        findings=findings_of(assessment, agency, ended=summary.ended),
        predecessors={
            each.id: each.loaded.folder.fingerprint() for each in inspection.predecessors
        },
    )


CALENDAR = "lich-han.ics"


def calendar(
    agency: Agency, inspection: Inspection, site: SiteContext, duties: AgencyDuties | None
) -> dict[str, bytes]:
    """Return an iCalendar file of the agency's coming deadlines: path → content, empty without any.

    It is stamped with the first day since which it is right, not with today, so that it stays the
    same file from day to day.
    """
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
    """Return the draft of a letter that reminds the agency of duties it does not meet: path → content.

    Empty where the site offers no letters, the agency lacks nothing, has ended, or would write to
    itself.
    """
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


# The typesetter of this process, while `shared_typesetter` is active; else none.
_running_typesetters: list[Typesetter] = []


@dataclasses.dataclass(frozen=True)
class ListPapers:
    """An agency's lists as PDF files.

    Attributes:
        site: The site as the agency's pages see it: with PDF turned off where a file could not be
            made.
        files: Path below the output folder, content.
        above: The superior agency, whose name the papers bear, with the hash of its files, so that
            a change of that name is noticed.
        problems: Why there are no files (`LIST_WITHOUT_PDF`).
    """

    site: SiteContext
    files: dict[str, bytes] = dataclasses.field(default_factory=dict)
    above: dict[str, str] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def papers(inspection: Inspection, site: SiteContext) -> ListPapers:
    """Make an agency's lists as PDF files, where the site offers them.

    Args:
        inspection: The agency.
        site: Laws, addresses and features of the site.
    """
    agency = inspection.agency
    if not site.features.pdf or agency is None:
        return ListPapers(site)
    from access_info.exports.documents.pdf import TypesettingError  # noqa: PLC0415

    name, above = _above(inspection, agency, site)
    try:
        files = dict(_pdf_files(agency, site, name))
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


def _pdf_files(agency: Agency, site: SiteContext, above: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each PDF file of an agency's lists.

    Args:
        agency: The agency.
        site: Laws, addresses and features of the site.
        above: Name of the superior agency, for the head of the papers.
    """
    # Sites without PDF files are spared these modules.
    from access_info.exports.documents.annex import (  # noqa: PLC0415
        issuer_of,
        published_papers,
        signed_list,
    )

    issuer = issuer_of(agency.profile, site.place, above, site.texts)
    with _typesetter() as typesetter:
        for kind in LIST_COLUMNS:
            names = links.pdf_names(agency, kind.name)
            if not names:
                continue
            listed = signed_list(agency, kind, site.framework, issuer, site.texts)
            if listed is None:
                continue
            page = site.urls.absolute(site.urls.agency(agency.id, kind.name))
            papers = published_papers(listed, site.texts, most=links.MAX_ROWS_OF_PDF, address=page)
            for name, paper in zip(names, papers, strict=True):
                path = site.urls.attachment(agency.id, f"{DOWNLOADS}/{name}")
                yield path, typesetter.pdf_bytes(paper)


def _above(inspection: Inspection, agency: Agency, site: SiteContext) -> tuple[str, dict[str, str]]:
    """Return the full name of the superior agency, and the hash of its files if it has a folder here."""
    parent = agency.profile.parent or ""
    if parent not in site.agencies:
        return parent, {}
    loaded = load_agency(read_folder(inspection.agencies / parent))
    name = loaded.agency.profile.name if loaded.agency is not None else ""
    return name, {parent: loaded.folder.fingerprint()}


@contextlib.contextmanager
def shared_typesetter(site: SiteContext) -> Iterator[None]:
    """Let all agencies prepared in the context share one typesetter, which is slow to start.

    The typesetter starts its child process only when first used, so this process may still fork
    workers; each of them then has a child of its own.

    Args:
        site: The site; nothing is done where it offers no PDF files.
    """
    if not site.features.pdf:
        yield
        return
    from access_info.exports.documents.pdf import Typesetter  # noqa: PLC0415

    with Typesetter() as typesetter:
        _running_typesetters.append(typesetter)
        try:
            yield
        finally:
            _running_typesetters.remove(typesetter)


def _typesetter() -> contextlib.AbstractContextManager[Typesetter]:
    """Return the typesetter that `shared_typesetter` keeps running, else a new one that the context ends."""
    from access_info.exports.documents.pdf import Typesetter  # noqa: PLC0415

    return (
        contextlib.nullcontext(_running_typesetters[-1]) if _running_typesetters else Typesetter()
    )


def pages(
    *,
    agency: Agency,
    papers: ListPapers,
    translations: tuple[SiteContext, ...],
    as_of: AsOf,
    duties: AgencyDuties | None,
    calendar: dict[str, bytes],
    letter: dict[str, bytes],
    earlier: EarlierState | None,
) -> AgencyPages:
    """Render an agency's pages in all languages of the site, with links to its calendar and letter."""
    view = duties.view if duties else None
    if view is not None:
        view.calendar, view.letter = (
            papers.site.urls.relative_file(view.path, next(iter(files))) if files else ""
            for files in (calendar, letter)
        )
    published = earlier.blocks(agency.id) if earlier else {}
    rendered = agency_pages(agency, papers.site, as_of, view, published)
    further = [page for site in translations for page in translated_pages(agency, site, as_of)]
    return dataclasses.replace(rendered, pages=(*rendered.pages, *further))


def downloads(site: SiteContext, lists: AgencyFiles) -> dict[str, bytes]:
    """Return an agency's lists in each format, and its feed: path → content."""
    return dict(lists.files()) if site.features.downloads else {}


def listed(
    agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf
) -> tuple[ListedItem, ...]:
    """Return an agency's items in the short form in which pages about all agencies list them."""
    return tuple(listed_items(agency, site, framework, as_of))


def sets(
    agency: Agency,
    site: SiteContext,
    concepts: Concepts,
    duties: AgencyDuties | None,
    as_of: AsOf,
) -> AgencySets:
    """Return an agency's rows in the data sets beside its lists (statistics, corrections, findings)."""
    return AgencySets(agency, site, concepts, duties.view if duties else None, as_of)


def figures(site: SiteContext, sets: AgencySets) -> dict[str, bytes]:
    """Return the files of an agency's yearly request statistics: path → content."""
    return sets.files() if site.features.downloads else {}


def followed(
    sets: AgencySets,
    lists: AgencyFiles,
    pages: AgencyPages,
    earlier: EarlierState | None,
    as_of: AsOf,
) -> tuple[str, AsOf]:
    """Return the state of an agency's rows in one line, compared with the earlier publication.

    Returns:
        The line; and the day, whose span says on which days the line stays the same.
    """
    return sets.compared(earlier, lists.comparison, as_of, pages.blocks)


def search(agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf) -> tuple[str, ...]:
    """Return the agency's records in the search index, one line each."""
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


def dated(
    pages: AgencyPages, downloads: dict[str, bytes], lists: AgencyFiles, as_of: AsOf
) -> tuple[Page, ...]:
    """Return the pages with their date and machine-readable metadata.

    The last producer: the date is the first day since which the pages are right, and only now have
    all decisions been taken that depend on the day.
    """
    del downloads  # Asked for so that it runs first: the pages state the sizes of the files.
    return tuple(lists.completed(page.dated(as_of)) for page in pages.pages)


# Parts of an agency's data that producers look at.
_ALL = frozenset(field.name for field in dataclasses.fields(Agency))
_PROFILE = frozenset({"id", "profile"})
_LISTS = _PROFILE | {"items", "conditional"}
_FILES = frozenset({"attachments", "withheld"})

# In the order they run. Producers that take the inspection see all of an agency's data.
PRODUCERS = (
    Producer("summary", summarise, _PROFILE | {"items", "statistics"}),
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
    Producer("catalogued", catalogued, _LISTS | _FILES | {"statistics"}),
    Producer("dated", dated, _LISTS),
)


@dataclasses.dataclass(frozen=True)
class AgencyTask:
    """The state that a worker needs to build agencies, inherited by fork or sent by pickle.

    Attributes:
        options: Options of the build.
        context: Laws, jurisdiction and addresses, which all agencies' pages depend on.
        fragment_store: Folder for rendered pages (fragments without the frame around them), or
            `None` to only check.
    """

    options: Options
    context: BuildContext
    fragment_store: Path | None

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the fields alone: the cached properties are large and quickly made anew."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    @functools.cached_property
    def site(self) -> SiteContext:
        """The site as Vietnamese pages see it: laws, addresses, features."""
        return self.context.site

    @functools.cached_property
    def translations(self) -> tuple[SiteContext, ...]:
        """The site as pages in each further language see it."""
        return tuple(self.context.site_in(tag) for tag in self.context.languages if tag != SOURCE)

    @functools.cached_property
    def inspections(self) -> InspectionContext:
        """What the inspections of all agencies share."""
        return inspections_of(self.options, self.context, attachments=True)

    @functools.cached_property
    def concepts(self) -> Concepts:
        """The meanings of the codes that rows use (`subject`, `status`…)."""
        return Concepts(self.context.framework)

    @property
    def contributions(self) -> Contributions | None:
        """The agencies' contributions to shared files; `None` where a site is only checked."""
        if self.fragment_store is None:
            return None
        work = "preview" if self.options.preview else "site"
        return Contributions(self.options.cache or self.fragment_store, work)


@dataclasses.dataclass(frozen=True)
class RenderedAgency:
    """An agency's pages and files as a worker left them in the fragment store.

    Attributes:
        pages: The pages, with content but without the frame around it.
        files: Downloads, calendar, letter…: path below the output folder, content.
    """

    pages: tuple[Page, ...]
    files: dict[str, bytes]


def contribution_key(context: BuildContext, build: AgencyBuild) -> str:
    """Return a text that changes when anything changes that an agency's contribution is made from."""
    span = f"{build.valid_from} {build.valid_to}"
    return f"{context.key} {build.fingerprint} {span} {build.followed}"


def prepare_agency(task: AgencyTask, agency_id: str) -> AgencyBuild:
    """Read and check one agency, and render it into the fragment store unless errors forbid that.

    Returns:
        The build: problems, page entries, hashes, and what other pages need of the agency.
    """
    earlier = task.context.earlier
    inspection = inspect_agency(task.inspections, agency_id)
    checked, loaded = inspection.checked, inspection.loaded
    unpublished = inspection.redacted.files
    valid_from, valid_to = inspection.as_of.span
    build = AgencyBuild(
        id=agency_id,
        seen=loaded.folder.appearance(),
        fingerprint=loaded.folder.contents(),
        valid_from=valid_from,
        valid_to=valid_to,
        problems=tuple(checked.problems),
        references=checked.references,
        summary=None,
        pages=(),
        details=BuildDetails("\n".join(sorted(checked.item_ids))),
        links=(),
        mentions=(),
        attachments={},
        dead_links=dict(task.site.dead_links.get(agency_id, {})),
        gone=_withheld_digest(loaded, withheld_in(inspection.problems)),
        known=earlier.rows_hash(agency_id) if earlier else "",
    )
    agency = inspection.agency
    if agency is not None:
        unpublished |= frozenset(agency.withdrawn_files)
        if task.fragment_store is not None and (
            task.options.forgiving or not errors(checked.problems)
        ):
            build = _rendered(task, task.fragment_store, inspection, agency, build)
    published = {
        name: file for name, file in loaded.folder.attachments.items() if name not in unpublished
    }
    return dataclasses.replace(build, attachments=published, withheld=unpublished)


def _rendered(
    task: AgencyTask,
    fragment_store: Path,
    inspection: Inspection,
    agency: Agency,
    build: AgencyBuild,
) -> AgencyBuild:
    """Render an agency: write pages and files to the store, its contribution to the cache.

    Args:
        task: Options and context.
        fragment_store: Folder for rendered pages and files.
        inspection: The agency as read and checked.
        agency: The agency as it may be published.
        build: The build so far, which knows of checks only.

    Returns:
        The build, completed with pages, summary, hashes and the days for which it is right.
    """
    made = produce(
        agency=agency,
        as_of=inspection.as_of,
        concepts=task.concepts,
        earlier=task.context.earlier,
        framework=task.context.framework,
        inspection=inspection,
        site=task.site,
        translations=task.translations,
    )
    pages, duties, papers, lists = made["pages"], made["duties"], made["papers"], made["lists"]
    findings = duties.findings if duties else None
    files = papers.files | made["calendar"] | made["letter"] | made["downloads"] | made["figures"]
    with (fragment_store / agency.id).open("wb") as store:
        pickle.dump(RenderedAgency(made["dated"], files), store)
    # The build is right for those days on which both its pages and the history of its rows are.
    followed, valid_days = made["followed"]
    valid_days.adopt(*inspection.as_of.span)
    valid_from, valid_to = valid_days.span
    entries = (PageEntry.of(page, pages.anchors.get(page.path, ())) for page in pages.pages)
    summary = dataclasses.replace(
        made["summary"],
        news=bool(lists.entries),
        changed=lists.changed,
        letter=bool(made["letter"]),
    )
    build = dataclasses.replace(
        build,
        valid_from=valid_from,
        valid_to=valid_to,
        problems=(*build.problems, *papers.problems),
        summary=summary,
        pages=tuple(_dated_by_list(entry, lists) for entry in entries),
        details=BuildDetails(build.item_ids, findings),
        links=pages.links,
        mentions=tuple(sorted(set().union(*(named_agencies(p.content) for p in pages.pages)))),
        predecessors=(duties.predecessors if duties else {}) | papers.above,
        content=published_digest(inspection.redacted.shown),
        standing=short_digest(repr(findings)),
        followed=line_digest(followed),
    )
    if task.contributions is None:
        return build
    catalogued = made["catalogued"]
    parts: dict[Part[Any], object] = {
        ENTRIES: lists.entries,
        LISTED: made["listed"],
        SETS: made["sets"].lines if task.site.features.downloads else {},
        FOLLOWED: followed,
        CATALOGUED: [] if catalogued is None else [catalogued],
        RECORDS: made["search"] if task.options.search else (),
    }
    task.contributions.write(agency.id, contribution_key(task.context, build), parts)
    return build


def _dated_by_list(entry: PageEntry, lists: AgencyFiles) -> PageEntry:
    """Return a list page's entry with the day of the list's last change, if that is later.

    A comparison with the earlier publication may notice a change that the data do not date.
    """
    day = lists.day_of_page(entry.path)
    return dataclasses.replace(entry, updated=day) if day > entry.updated else entry


def _withheld_digest(loaded: LoadedAgency, withheld: Iterable[Withheld]) -> str:
    """Hash the list of what an agency has withdrawn or must not publish; "" when the list is empty.

    A change of it means that copies of earlier pages must not be kept (`gone_key`).
    """
    lines = [repr((item.file, item.keys)) for item in withheld]
    if loaded.agency is not None:
        lines += [
            f"{name} {withdrawal.date}"
            for name, withdrawal in loaded.agency.withdrawn_files.items()
        ]
        lines += [page.name for page in loaded.agency.pages if page.fields.is_withdrawn]
    for row in loaded.rows:
        documents = row.record.documents if isinstance(row.record, Item) else ()
        for entry in (row.record, *documents):
            if isinstance(entry, RowState) and entry.is_withdrawn:
                day = entry.withdrawn.date if entry.withdrawn is not None else None
                lines.append(f"{row.file} {entry.id} {day}")
    if not lines:
        return ""
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=8).hexdigest()


def read_rendered(fragment_store: Path, agency_id: str) -> RenderedAgency:
    """Read an agency's pages and files from the fragment store, where `prepare_agency` left them."""
    content = (fragment_store / agency_id).read_bytes()
    rendered: RenderedAgency = pickle.loads(content)  # noqa: S301 - our own, in a private folder
    return rendered
