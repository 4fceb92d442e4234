"""Where pages about duties lead to drafts of letters and reports, and to results as tables."""

from __future__ import annotations

import dataclasses

from access_info.model.verification import Verification
from access_info.pages.oversight.context import OversightContext
from access_info.pages.rendering.paths import LETTER_TO_ALL, PAPERS, REPORT, RESULTS


@dataclasses.dataclass(frozen=True, slots=True)
class OfferedPapers:
    """Links from one page to the drafts and tables.

    Attributes:
        report: The report as DOCX.
        xlsx: The results as XLSX.
        csv: The results as CSV.
        to_all: The letter to all agencies.
        letters: To single agencies: link and short name, in the order of names.
    """

    report: str
    xlsx: str
    csv: str
    to_all: str
    letters: tuple[tuple[str, str], ...]


def offered_papers(context: OversightContext, path: str) -> OfferedPapers | None:
    """List the links from a page; `None` where the site offers no drafts.

    Args:
        context: What all pages of the overview rest on.
        path: Logical path of the page.
    """
    urls = context.site.urls
    if not context.site.features.papers:
        return None

    def to(name: str) -> str:
        return urls.relative_file(path, urls.shared(f"{PAPERS}/{name}"))

    return OfferedPapers(
        report=to(REPORT),
        xlsx=to(f"{RESULTS}.xlsx"),
        csv=to(f"{RESULTS}.csv"),
        to_all=to(LETTER_TO_ALL),
        letters=tuple(
            (letter_href(context, path, agency), context.agencies[agency].short_name)
            for agency in context.findings
            if context.agencies[agency].letter
        ),
    )


def is_asked_for(context: OversightContext, duty: str) -> bool:
    """Tell whether letters ask for a duty or another law's rule: its text was read in the law.

    Args:
        context: What all pages of the overview rest on.
        duty: The id.
    """
    if duty in context.rules:
        return context.rules[duty][1].verification is not Verification.UNVERIFIED
    return any(basis.id == duty and basis.is_sure for basis in context.law.obligation_bases)


def letter_href(context: OversightContext, path: str, agency: str) -> str:
    """Return the link from a page to the draft of a letter to an agency; "" for none."""
    if not context.agencies[agency].letter:
        return ""
    urls = context.site.urls
    return urls.relative_file(path, urls.letter(agency))
