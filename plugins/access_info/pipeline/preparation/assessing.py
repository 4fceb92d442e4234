"""An agency's duties, judged with its predecessors, for its own page and the jurisdiction's."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.assessment import AgencyFindings, Assessment, findings_of
from access_info.model.as_of import AsOf
from access_info.model.registry import Agency
from access_info.pages.agency.compliance import StandingView
from access_info.pages.rendering.paths import COMPLIANCE
from access_info.pages.rendering.site import SiteContext
from access_info.pipeline.preparation.inspection import Inspection
from access_info.pipeline.preparation.letters import letter_file

CALENDAR = "lich-han.ics"


@dataclasses.dataclass(frozen=True)
class AgencyAssessment:
    """An agency's assessment, ready for its page and for pages about all agencies.

    Attributes:
        view: For its page.
        findings: For pages about all agencies.
        predecessors: Predecessors, each with the hash of its files.
        files: Its calendar of coming days and the draft of a letter to it: path below the output
            folder, content.
    """

    view: StandingView
    findings: AgencyFindings
    predecessors: dict[str, str]
    files: dict[str, bytes]


def assessed(inspection: Inspection, site: SiteContext, *, ended: str) -> AgencyAssessment | None:
    """Judge an agency's duties; `None` where the site shows none or its data cannot be used.

    Args:
        inspection: The agency.
        site: What pages share.
        ended: ISO day of its end where it has come, "?" when unknown, or "".
    """
    if not site.features.oversight or inspection.agency is None or inspection.assessment is None:
        return None
    agency, assessment, as_of = inspection.agency, inspection.assessment, inspection.as_of
    view = StandingView(agency, assessment, site, inspection.line, as_of)
    files: dict[str, bytes] = {}
    if site.features.downloads:
        content = _calendar(site, agency, assessment, as_of)
        path = site.urls.attachment(agency.id, CALENDAR)
        if content:
            files[path] = content
            view.calendar = site.urls.relative_file(view.path, path)
    letter = letter_file(inspection, site)
    if letter:
        files[site.urls.letter(agency.id)] = letter
        view.letter = site.urls.relative_file(view.path, site.urls.letter(agency.id))
    return AgencyAssessment(
        view=view,
        files=files,
        findings=findings_of(assessment, agency, ended=ended),
        predecessors={each.id: each.fingerprint for each in inspection.predecessors},
    )


def _calendar(site: SiteContext, agency: Agency, assessment: Assessment, as_of: AsOf) -> bytes:
    """Write coming days as a calendar, stamped with the day since which they are right."""
    # Its library takes a while to import, which sites without calendars are spared.
    from access_info.exports.due_calendar import due_calendar  # noqa: PLC0415

    due = (*assessment.findings, *assessment.extras)
    page = site.urls.absolute(site.urls.agency(agency.id, COMPLIANCE))
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
