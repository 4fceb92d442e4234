"""An agency's lists as PDF files, made along with its pages and kept like them."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from access_info.exports.columns import LIST_COLUMNS
from access_info.loading import load_agency, read_folder
from access_info.loading.rules import LIST_WITHOUT_PDF
from access_info.model.registry import Agency
from access_info.pages.agency import list_files
from access_info.pages.rendering.paths import DOWNLOADS
from access_info.pages.rendering.site import SiteContext
from access_info.pipeline.preparation.inspection import Inspection
from access_info.problems import Location, Problem

if TYPE_CHECKING:
    from access_info.exports.documents.pdf import Typesetter

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


def list_papers(inspection: Inspection, site: SiteContext) -> ListPapers:
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
            names = list_files.pdf_names(agency, kind.name)
            if not names:
                continue
            listed = signed_list(agency, kind, site.framework, issuer, site.texts, width=WIDE)
            if listed is None:
                continue
            page = site.urls.absolute(site.urls.agency(agency.id, kind.name))
            papers = published_papers(listed, site.texts, most=list_files.MOST_ROWS, address=page)
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
