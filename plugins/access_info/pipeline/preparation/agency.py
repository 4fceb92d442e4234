"""One agency's whole way: read, checked, rendered. What workers do."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from access_info.exports.dataset import Concepts
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency
from access_info.model.items import Item
from access_info.model.registry import Agency, AsOf
from access_info.pages.agency.all_pages import agency_pages, translated_pages
from access_info.pages.agency.links import TITLES, ProseLink
from access_info.pages.rendering.listed_items import ListedItem, listed_items
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import summarise
from access_info.pipeline.incremental.agency_build import (
    AgencyBuild,
    PageEntry,
    published_digest,
    short_digest,
)
from access_info.pipeline.incremental.build_details import BuildDetails
from access_info.pipeline.incremental.contributions import (
    Contribution,
    contribution_look,
    write_contribution,
)
from access_info.pipeline.incremental.earlier import EarlierState, line_digest
from access_info.pipeline.preparation.agency_files import AgencyFiles
from access_info.pipeline.preparation.agency_sets import AgencySets
from access_info.pipeline.preparation.assessing import AgencyAssessment, assessed
from access_info.pipeline.preparation.catalogue_records import catalogued
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.inspection import (
    InspectionContext,
    inspect_agency,
    inspections_of,
)
from access_info.pipeline.preparation.list_papers import ListPapers, list_papers
from access_info.pipeline.preparation.options import Options
from access_info.problems import Withheld, errors, withheld_in
from access_info.search import agency_records, record_line
from access_info.source.placeholders import named_agencies


@dataclasses.dataclass(frozen=True)
class AgencyTask:
    """State that workers inherit.

    Attributes:
        options: What is built.
        site: What pages share.
        framework: The laws.
        inspections: What inspections of agencies share.
        fragment_store: Folder for rendered fragments, or `None` to only check.
        key: Hash of all that agencies' pages share.
        translations: What pages share in each further language.
        earlier: What was published before, or `None`.
    """

    options: Options
    site: SiteContext
    framework: Framework
    inspections: InspectionContext
    fragment_store: Path | None
    key: str
    translations: tuple[SiteContext, ...]
    earlier: EarlierState | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is worked out anew by whoever gets a copy."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    @functools.cached_property
    def concepts(self) -> Concepts:
        """What codes of rows mean."""
        return Concepts(self.framework)

    @property
    def contributions(self) -> Path | None:
        """Where agencies' contributions to shared files are kept; `None` to only check."""
        return contributions_folder(self.options, self.fragment_store)


@dataclasses.dataclass(frozen=True)
class RenderedAgency:
    """What a worker rendered of an agency.

    Attributes:
        pages: With content.
        files: Downloads and the like: path below the output folder, content.
    """

    pages: tuple[Page, ...]
    files: dict[str, bytes]


def task_of(options: Options, context: BuildContext, fragment_store: Path | None) -> AgencyTask:
    """Gather what workers inherit to build the agencies of a site."""
    return AgencyTask(
        options=options,
        site=context.site,
        framework=context.framework,
        inspections=inspections_of(options, context, attachments=True),
        fragment_store=fragment_store,
        key=context.key,
        translations=tuple(context.site_in(tag) for tag in context.languages if tag != "vi"),
        earlier=context.earlier,
    )


def search_lines(agency: Agency, task: AgencyTask, as_of: AsOf) -> Iterator[str]:
    """Yield a line for each thing that the search can find of an agency."""
    if not task.options.search:
        return
    urls, texts = task.site.urls, task.site.texts
    records = agency_records(
        agency,
        address=lambda page: urls.address(urls.agency(agency.id, page)),
        pages={name: texts[f"{key}.title"] for name, key in TITLES.items() if name},
        spokesperson=texts["contact.spokesperson"],
        framework=task.framework,
        as_of=as_of,
    )
    yield from map(record_line, records)


def contributions_folder(options: Options, fragment_store: Path | None) -> Path | None:
    """Return where agencies' contributions to shared files are kept; `None` to only check."""
    if fragment_store is None:
        return None
    # A preview has addresses of its own: it and builds would write over each other's.
    return (options.cache or fragment_store) / ("parts-serve" if options.preview else "parts")


def contribution_key(
    key: str, fingerprint: str, span: tuple[datetime.date, datetime.date], followed: str
) -> str:
    """Build the key of all that an agency's contribution to shared files is made from."""
    return f"{key} {fingerprint} {span[0]} {span[1]} {followed}"


def prepare_agency(task: AgencyTask, agency_id: str) -> AgencyBuild:
    """Read and check one agency, and render it into the fragment store."""
    inspection = inspect_agency(task.inspections, agency_id)
    agency, checked, as_of = inspection.agency, inspection.checked, inspection.as_of
    folder = inspection.loaded.folder
    summary = None
    entries: tuple[PageEntry, ...] = ()
    links: tuple[ProseLink, ...] = ()
    mentions: set[str] = set()
    contribution: Contribution | None = None
    listed: tuple[ListedItem, ...] = ()
    judged: AgencyAssessment | None = None
    followed = ""
    papers: ListPapers | None = None
    usable = task.options.forgiving or not errors(checked.problems)
    if agency is not None and task.fragment_store is not None and usable:
        summary = summarise(agency, task.framework, as_of)
        judged = assessed(inspection, task.site, ended=summary.ended)
        papers = list_papers(inspection, task.site)
        rendered = agency_pages(agency, papers.site, as_of, judged.view if judged else None)
        pages = list(rendered.pages)
        for site in task.translations:
            pages += translated_pages(agency, site, as_of)
        entries = tuple(PageEntry.of(page, rendered.anchors.get(page.path, ())) for page in pages)
        links = rendered.links
        for page in pages:
            mentions |= named_agencies(page.content)
        agency_files = AgencyFiles(agency, task.site, as_of, task.concepts, task.earlier)
        entries = tuple(_with_list_day(entry, agency_files) for entry in entries)
        summary = dataclasses.replace(
            summary,
            news=bool(agency_files.entries),
            changed=agency_files.changed,
            letter=judged is not None and bool(judged.view.letter),
        )
        files = dict(agency_files.files()) if task.options.downloads else {}
        files |= papers.files | (judged.files if judged else {})
        listed = tuple(listed_items(agency, task.site, task.framework, as_of))
        findings_shown = judged.view if judged else None
        sets = AgencySets(agency, task.site, task.concepts, findings_shown, as_of)
        if task.options.downloads:
            files |= sets.files()
        followed, holds = sets.compared(task.earlier, agency_files.comparison, as_of)
        contribution = Contribution(
            tuple(search_lines(agency, task, as_of)),
            agency_files.entries,
            listed,
            sets.lines if task.options.downloads else {},
            followed,
            catalogued(agency, task.site, agency_files.rows, agency_files.changed),
        )
        dated = tuple(agency_files.completed(page.dated(as_of)) for page in pages)
        (task.fragment_store / agency_id).write_bytes(pickle.dumps(RenderedAgency(dated, files)))
        # After pages were dated: what they show does not hang on what was published before.
        as_of.adopt(*holds.span)
    findings = judged.findings if judged else None
    valid_from, valid_to = as_of.span
    fingerprint = inspection.contents
    unpublished = inspection.redacted.files | frozenset(
        agency.withdrawn_files if agency is not None else ()
    )
    contributed = ""
    if contribution is not None and task.contributions is not None:
        key = contribution_key(task.key, fingerprint, as_of.span, line_digest(followed))
        write_contribution(task.contributions, agency_id, key, contribution)
        contributed = contribution_look(task.contributions, agency_id)
    return AgencyBuild(
        id=agency_id,
        seen=folder.appearance(),
        fingerprint=fingerprint,
        valid_from=valid_from,
        valid_to=valid_to,
        problems=(*checked.problems, *(papers.problems if papers else ())),
        references=checked.references,
        summary=summary,
        pages=entries,
        details=BuildDetails("\n".join(sorted(checked.item_ids)), findings),
        links=links,
        mentions=tuple(sorted(mentions)),
        attachments={
            name: file for name, file in folder.attachments.items() if name not in unpublished
        },
        withheld=unpublished,
        dead_links=dict(task.site.dead_links.get(agency_id, {})),
        predecessors=(judged.predecessors if judged else {}) | (papers.above if papers else {}),
        gone=_gone(inspection.loaded, withheld_in(inspection.problems)),
        content=published_digest(inspection.redacted.shown) if summary else "",
        standing=short_digest(repr((summary, findings, listed))),
        contributed=contributed,
        known=task.earlier.known(agency_id) if task.earlier else "",
        followed=line_digest(followed),
    )


def _with_list_day(entry: PageEntry, files: AgencyFiles) -> PageEntry:
    """Date a list's page by the list, where a comparison saw it change later than its data tell."""
    day = files.day_of_page(entry.path)
    return dataclasses.replace(entry, updated=day) if day > entry.updated else entry


def _gone(loaded: LoadedAgency, withheld: Iterable[Withheld]) -> str:
    lines = [repr((item.file, item.keys)) for item in withheld]
    if loaded.agency is not None:
        lines += [
            f"{name} {withdrawal.date}"
            for name, withdrawal in loaded.agency.withdrawn_files.items()
        ]
        lines += [page.name for page in loaded.agency.pages if page.fields.is_withdrawn]
    for row in loaded.rows:
        record = row.record
        below = record.documents if isinstance(record, Item) else ()
        for entry in (record, *below):
            taken = getattr(entry, "withdrawn", None)
            if taken is not None:
                lines.append(f"{row.file} {entry.id} {taken.date}")
    return (
        hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=8).hexdigest()
        if lines
        else ""
    )


def read_rendered(fragment_store: Path, agency_id: str) -> RenderedAgency:
    """Read an agency's fragments and files, as a worker left them."""
    content = (fragment_store / agency_id).read_bytes()
    rendered: RenderedAgency = pickle.loads(content)  # noqa: S301 - our own, in a private folder
    return rendered
