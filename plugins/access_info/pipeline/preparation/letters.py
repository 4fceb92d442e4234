"""The draft of a letter to one agency, made along with its pages and kept like them."""

from __future__ import annotations

from access_info.pages.rendering.site import SiteContext
from access_info.pipeline.preparation.inspection import Inspection


def letter_file(inspection: Inspection, site: SiteContext) -> bytes | None:
    """Write the letter to an agency, where the site offers letters and it lacks anything.

    Args:
        inspection: The agency.
        site: What pages share.

    Returns:
        The file; `None` where there is none.
    """
    agency, assessment = inspection.agency, inspection.assessment
    if not site.features.papers or agency is None or assessment is None:
        return None
    # Sites without papers are spared these modules.
    from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency  # noqa: PLC0415
    from access_info.exports.documents.letter import letter_paper  # noqa: PLC0415
    from access_info.exports.documents.official import is_issuer  # noqa: PLC0415
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    judged_agency = JudgedAgency.of(agency, assessment, inspection.as_of, covered=False)
    if judged_agency.ended or is_issuer(judged_agency.name, site.place):
        return None
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
    return docx_bytes(paper) if paper is not None else None
