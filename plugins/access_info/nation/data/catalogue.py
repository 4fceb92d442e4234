"""The catalogue of catalogues: each member's own, and the merged data (DCAT-AP 3.0.1)."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.exports.catalogue.profile import VIETNAM
from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueRecord,
    Contact,
    DataFile,
    DatasetRecord,
    ListedCatalogue,
    Publisher,
    Referent,
)
from access_info.exports.catalogue.writing import write_catalogue
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet
from access_info.model.agency_kinds import Level
from access_info.model.declarations.types import is_web_address
from access_info.model.nation import Nation
from access_info.nation.contract import MemberState
from access_info.nation.data.member import CSV, DataPart
from access_info.nation.members.published import CATALOGUE as MEMBER_CATALOGUE
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import (
    CATALOGUE,
    CATALOGUE_JSON,
    CATALOGUE_TURTLE,
    OPEN_DATA,
)
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.preparation.page_data import LICENCE as LICENCE_ID
from access_info.pipeline.preparation.page_data import PUBLISHER

_LABELS = {"csv": "CSV nén gzip", "ndjson": "JSON từng dòng (NDJSON) nén gzip"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalCatalogue:
    """What the catalogue is made from.

    Attributes:
        nation: The nation.
        members: Those whose data are shown, in order.
        site_url: Absolute address of the site's root with a final slash.
        modified: Name of a set → ISO day of its last change.
    """

    nation: Nation
    members: Sequence[MemberState]
    site_url: str
    modified: Mapping[str, str]

    @property
    def page(self) -> str:
        """Absolute address of the page about open data."""
        return f"{self.site_url}{OPEN_DATA}/"


def write_national_catalogue(
    about: NationalCatalogue, files: Iterable[tuple[str, DataPart]], out: Path
) -> list[str]:
    """Write the catalogue in both formats, and return their paths.

    Args:
        about: What it is made from.
        files: The files with rows, sorted by set: path below the output folder, and file.
        out: The output folder.
    """
    record = _catalogue(about)
    write_catalogue(
        out / CATALOGUE_TURTLE,
        out / CATALOGUE_JSON,
        record,
        _datasets(about, record, files),
        load_texts(),
        base=about.site_url,
    )
    return [CATALOGUE_TURTLE, CATALOGUE_JSON]


def _catalogue(about: NationalCatalogue) -> CatalogueRecord:
    nation, texts = about.nation, load_texts()
    office = nation.oversight
    publisher = Publisher(
        address=f"{about.page}#{PUBLISHER}",
        name=(office and office.name) or nation.name,
        level=Level.CENTRAL.value,
    )
    return CatalogueRecord(
        address=f"{about.page}#{CATALOGUE}",
        page=about.page,
        title=texts.plain("catalogue.title", name=nation.name),
        description=(
            "Danh mục dữ liệu của từng tỉnh về tiếp cận thông tin, và dữ liệu của các tỉnh ghép lại."
        ),
        publisher=publisher,
        contact=Contact(
            name=publisher.name,
            phone=(office and office.phone) or "",
            email=(office and office.email) or "",
            page=about.page,
        ),
        law=None,
        area=Referent(address=VIETNAM, name=texts["catalogue.country"]),
        licence=_licence(about),
        scheme=Referent(
            address=f"{about.site_url}phap-luat/#cac-diem", name=texts["catalogue.points"]
        ),
        points={},
        catalogues=tuple(map(_listed, filter(_has_catalogue, about.members))),
    )


def _has_catalogue(state: MemberState) -> bool:
    return MEMBER_CATALOGUE in state.files


def _listed(state: MemberState) -> ListedCatalogue:
    """Describe a member's own catalogue, at the address where its generator puts it."""
    return ListedCatalogue(
        address=f"{state.url}{OPEN_DATA}/#{CATALOGUE}",
        page=f"{state.url}{OPEN_DATA}/",
        title=f"Danh mục dữ liệu mở – {state.name}",
        description=f"Mọi tập dữ liệu của {state.name} về tiếp cận thông tin.",
        publisher=Publisher(
            address=f"{state.url}{OPEN_DATA}/#{PUBLISHER}",
            name=state.name,
            level=Level.PROVINCE.value,
        ),
    )


def _licence(about: NationalCatalogue) -> Referent | None:
    terms = about.nation.licence
    if not terms:
        return None
    if is_web_address(terms):
        return Referent(address=terms)
    return Referent(
        address=f"{about.page}#{LICENCE_ID}", name=load_texts()["catalogue.terms"], words=terms
    )


def _datasets(
    about: NationalCatalogue, record: CatalogueRecord, files: Iterable[tuple[str, DataPart]]
) -> Iterator[CataloguedDataset]:
    """Yield the sets that any member has."""
    sets = {each.name: each for each in PUBLISHED_SETS}
    for name, held in itertools.groupby(files, key=lambda entry: entry[1].set):
        yield _dataset(about, record, sets[name], list(held))


def _dataset(
    about: NationalCatalogue,
    record: CatalogueRecord,
    published: PublishedSet,
    files: Sequence[tuple[str, DataPart]],
) -> CataloguedDataset:
    texts, name = load_texts(), published.name
    rows = sum(part.rows for _, part in files if part.form == CSV)
    said = f"{texts[published.description]} Ghép từ các tỉnh: {vn_number(rows)} dòng."
    return CataloguedDataset(
        address=f"{about.page}#{name}-tap-du-lieu",
        record=DatasetRecord(
            name=name,
            title=f"{texts[published.title]} – {about.nation.name}",
            description=said,
            landing_page=f"{about.page}#{name}",
            rows=rows,
            modified=about.modified.get(name, ""),
            keywords=(texts["catalogue.keyword"],),
        ),
        publisher=record.publisher,
        contact=record.contact,
        files=tuple(_file(about, path, part) for path, part in files),
        catalogue=record,
    )


def _file(about: NationalCatalogue, path: str, part: DataPart) -> DataFile:
    form = part.form.partition(".")[0]
    schema = f"{about.site_url}du-lieu/luoc-do/{part.set}{'.cot' if part.form == CSV else ''}.json"
    return DataFile(
        address=f"{about.site_url}{path}",
        form=form,
        title=f"{path.removeprefix('du-lieu/')}",
        description=f"{_LABELS[form]}, {vn_number(part.rows)} dòng.",
        size=part.size,
        digest=part.sha256,
        schema=schema,
        is_packed=True,
    )
