"""Prepares one agency, as workers do: it is read, checked and rendered."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from access_info.exports.dataset import Concepts
from access_info.loading import LoadedAgency
from access_info.model.items import Item
from access_info.model.registry import Agency
from access_info.pages.rendering.environment import SOURCE
from access_info.pages.rendering.site import Page, SiteContext
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
from access_info.pipeline.incremental.earlier import line_digest
from access_info.pipeline.preparation.agency_files import AgencyFiles
from access_info.pipeline.preparation.context import BuildContext, Options
from access_info.pipeline.preparation.inspection import (
    Inspection,
    InspectionContext,
    inspect_agency,
    inspections_of,
)
from access_info.pipeline.preparation.producers import produce
from access_info.problems import Withheld, errors, withheld_in
from access_info.source.placeholders import named_agencies


@dataclasses.dataclass(frozen=True)
class AgencyTask:
    """What agencies are built with; workers inherit it, or are sent it.

    Attributes:
        options: What is built.
        context: What every agency's pages rest on.
        fragment_store: Folder for rendered fragments, or `None` to only check.
    """

    options: Options
    context: BuildContext
    fragment_store: Path | None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what the process that gets a copy can work out anew."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    @functools.cached_property
    def site(self) -> SiteContext:
        """What Vietnamese pages share."""
        return self.context.site

    @functools.cached_property
    def translations(self) -> tuple[SiteContext, ...]:
        """What pages share in each further language."""
        return tuple(self.context.site_in(tag) for tag in self.context.languages if tag != SOURCE)

    @functools.cached_property
    def inspections(self) -> InspectionContext:
        """What inspections of agencies share."""
        return inspections_of(self.options, self.context, attachments=True)

    @functools.cached_property
    def concepts(self) -> Concepts:
        """What codes of rows mean."""
        return Concepts(self.context.framework)

    @property
    def contributions(self) -> Path | None:
        """Folder of agencies' contributions to shared files; `None` to only check."""
        if self.fragment_store is None:
            return None
        # A preview has addresses of its own: it and builds would write over each other's.
        folder = "parts-serve" if self.options.preview else "parts"
        return (self.options.cache or self.fragment_store) / folder


@dataclasses.dataclass(frozen=True)
class RenderedAgency:
    """What a worker rendered of an agency.

    Attributes:
        pages: With content.
        files: Downloads and the like: path below the output folder, content.
    """

    pages: tuple[Page, ...]
    files: dict[str, bytes]


def contribution_key(
    key: str, fingerprint: str, span: tuple[datetime.date, datetime.date], followed: str
) -> str:
    """Build the key of all that an agency's contribution to shared files is made from."""
    return f"{key} {fingerprint} {span[0]} {span[1]} {followed}"


def prepare_agency(task: AgencyTask, agency_id: str) -> AgencyBuild:
    """Read and check one agency, and render it into the fragment store where nothing forbids it."""
    earlier = task.context.earlier
    inspection = inspect_agency(task.inspections, agency_id)
    checked, loaded = inspection.checked, inspection.loaded
    unpublished = inspection.redacted.files
    valid_from, valid_to = inspection.as_of.span
    build = AgencyBuild(
        id=agency_id,
        seen=loaded.folder.appearance(),
        fingerprint=inspection.contents,
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
        known=earlier.known(agency_id) if earlier else "",
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
    """Return the build of an agency with all that it yields, its content left in the store."""
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
    content = pickle.dumps(RenderedAgency(made["dated"], files))
    (fragment_store / agency.id).write_bytes(content)
    # Pages tell the day since which they are right; the build is right while its rows' history is, too.
    followed, holds = made["followed"]
    holds.adopt(*inspection.as_of.span)
    valid_from, valid_to = holds.span
    entries = (PageEntry.of(page, pages.anchors.get(page.path, ())) for page in pages.pages)
    summary = dataclasses.replace(
        made["summary"],
        news=bool(lists.entries),
        changed=lists.changed,
        letter=bool(made["letter"]),
    )
    contributed = ""
    if task.contributions is not None:
        contribution = Contribution(
            records=made["search"] if task.options.search else (),
            entries=lists.entries,
            listed=made["listed"],
            sets=made["sets"].lines if task.site.features.downloads else {},
            followed=followed,
            catalogued=made["catalogued"],
        )
        key = contribution_key(
            task.context.key, build.fingerprint, holds.span, line_digest(followed)
        )
        write_contribution(task.contributions, agency.id, key, contribution)
        contributed = contribution_look(task.contributions, agency.id)
    return dataclasses.replace(
        build,
        valid_from=valid_from,
        valid_to=valid_to,
        problems=(*build.problems, *papers.problems),
        summary=summary,
        pages=tuple(_with_list_day(entry, lists) for entry in entries),
        details=BuildDetails(build.item_ids, findings),
        links=pages.links,
        mentions=tuple(sorted(set().union(*(named_agencies(p.content) for p in pages.pages)))),
        predecessors=(duties.predecessors if duties else {}) | papers.above,
        content=published_digest(inspection.redacted.shown),
        standing=short_digest(repr((summary, findings, made["listed"]))),
        contributed=contributed,
        followed=line_digest(followed),
    )


def _with_list_day(entry: PageEntry, lists: AgencyFiles) -> PageEntry:
    """Date a list's page by the list, where a comparison saw it change later than its data tell."""
    day = lists.day_of_page(entry.path)
    return dataclasses.replace(entry, updated=day) if day > entry.updated else entry


def _withheld_digest(loaded: LoadedAgency, withheld: Iterable[Withheld]) -> str:
    """Hash what an agency has withdrawn and what must not be published of it; "" when nothing is."""
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
            withdrawal = getattr(entry, "withdrawn", None)
            if withdrawal is not None:
                lines.append(f"{row.file} {entry.id} {withdrawal.date}")
    if not lines:
        return ""
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=8).hexdigest()


def read_rendered(fragment_store: Path, agency_id: str) -> RenderedAgency:
    """Read an agency's fragments and files, as a worker left them."""
    content = (fragment_store / agency_id).read_bytes()
    rendered: RenderedAgency = pickle.loads(content)  # noqa: S301 - our own, in a private folder
    return rendered
