"""How an agency meets its duties: judged with its predecessors, ready for its page and the province."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from access_info.assessment import AgencyFindings, Assessment, Assessor, Spot, findings_of
from access_info.checks import check_agency
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, load_agency, read_folder, safe
from access_info.model.registry import Agency, AsOf
from access_info.pages.agency_links import STANDING
from access_info.pages.site import SiteContext
from access_info.pages.standing import StandingView
from access_info.pipeline.options import Options
from access_info.problems import withheld_in

CALENDAR = "lich-han.ics"


class AssessingTask(Protocol):
    """What is needed of a worker's state."""

    @property
    def options(self) -> Options:
        """What is built."""

    @property
    def site(self) -> SiteContext:
        """What pages share."""

    @property
    def framework(self) -> Framework:
        """The laws."""

    @property
    def known(self) -> frozenset[str]:
        """Folder names of all agencies."""

    @property
    def assessor(self) -> Assessor:
        """Judges agencies."""


@dataclasses.dataclass(frozen=True)
class Judged:
    """An agency's assessment.

    Attributes:
        view: For its page.
        findings: For pages about all agencies.
        beside: Predecessors, each with the hash of its files.
        files: Its calendar of coming days: path below the output folder, content.
    """

    view: StandingView
    findings: AgencyFindings
    beside: dict[str, str]
    files: dict[str, bytes]


def assessed(
    task: AssessingTask, loaded: LoadedAgency, agency: Agency, as_of: AsOf, *, ended: str
) -> Judged | None:
    """Judges an agency; `None` where the site does not tell.

    Args:
        task: What is built.
        loaded: The agency with the place of every row.
        agency: The same without.
        as_of: The day.
        ended: ISO day of its end where it has come, "?" when unknown, or "".
    """
    if not task.site.features.oversight:
        return None
    predecessors = [
        _fit(task, one, as_of) for one in predecessors_of(task.options.agencies, task.known, loaded)
    ]
    assessment = task.assessor.assess(loaded, agency, as_of, predecessors)
    view = StandingView(agency, assessment, task.site, line_of(loaded, predecessors), as_of)
    files: dict[str, bytes] = {}
    if task.site.features.downloads:
        content = _calendar(task.site, agency, assessment, as_of)
        path = task.site.urls.attachment(agency.id, CALENDAR)
        if content:
            files[path] = content
            view.calendar = task.site.urls.relative_file(view.path, path)
    return Judged(
        view=view,
        files=files,
        findings=findings_of(assessment, agency, ended=ended),
        beside={one.folder.id: one.folder.fingerprint() for one in predecessors},
    )


def _fit(task: AssessingTask, loaded: LoadedAgency, as_of: AsOf) -> LoadedAgency:
    """Without what must not be published, as its own pages are."""
    checked = check_agency(loaded, framework=task.framework, agencies=task.known, as_of=as_of)
    return safe(loaded, withheld_in(checked.problems)).judged


def _calendar(site: SiteContext, agency: Agency, assessment: Assessment, as_of: AsOf) -> bytes:
    """Coming days as a calendar, stamped with the day since which they are right."""
    # Its library takes a while to import, which sites without calendars are spared.
    from access_info.exports.due_calendar import due_calendar  # noqa: PLC0415

    due = (*assessment.findings, *assessment.extras)
    page = site.urls.absolute(site.urls.agency(agency.id, STANDING))
    first, _ = as_of.span
    return due_calendar(
        agency_id=agency.id,
        name=agency.short_name,
        findings=due,
        page=page,
        words=site.texts,
        as_of=as_of,
        stamp=max(first, datetime.date(1970, 1, 1)),
    )


def predecessors_of(
    agencies: Path, known: frozenset[str], loaded: LoadedAgency
) -> Iterator[LoadedAgency]:
    """Agencies that an agency's profile names and that have a folder (2026 law, Art. 31(1))."""
    if loaded.agency is None:
        return
    for name in dict.fromkeys(loaded.agency.profile.predecessors):
        if name in known and name != loaded.folder.id:
            yield load_agency(read_folder(agencies / name))


def line_of(
    loaded: LoadedAgency, predecessors: Sequence[LoadedAgency] = ()
) -> Callable[[Spot], int | None]:
    """A place → its line; `None` where the file is not there.

    Args:
        loaded: The agency.
        predecessors: Those that it answers for, whose files are named `../<folder>/…`.
    """
    by_folder = {one.folder.id: one for one in predecessors}

    def line(spot: Spot) -> int | None:
        holder, file = loaded, spot.file
        if file.startswith("../"):
            folder, _, file = file.removeprefix("../").partition("/")
            if folder not in by_folder:
                return None
            holder = by_folder[folder]
        if file not in holder.documents:
            return None
        return holder.locate(file, *spot.keys).line

    return line
