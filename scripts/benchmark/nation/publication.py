"""The files of data that one member of the made-up nation publishes, written as a build writes them."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import itertools
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from access_info.exports.catalogue.records import AgencyRecord
from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.dataset import Dataset, Party
from access_info.exports.formats import FORMATS, AgencyList, ProvinceList
from access_info.exports.rows import Row
from access_info.exports.set_columns import AGENCY_COLUMNS, LAW_COLUMNS
from access_info.exports.set_rows import (
    SetLines,
    SiteSetFiles,
    law_rows,
    set_lines,
    site_vocabularies,
)
from access_info.legal.packs import LawPack
from access_info.loading import redact
from access_info.model.as_of import AsOf
from access_info.model.registry import Agency
from access_info.pages.province.open_data import code_addresses, fact_address
from access_info.pages.rendering.paths import DOWNLOADS
from access_info.pages.rendering.site import AgencySummary, law_in_force, summarise
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.agency import AgencyTask, duties
from access_info.pipeline.preparation.agency_files import AgencyFiles, AgencySets, catalogued
from access_info.pipeline.preparation.context import (
    BuildContext,
    Layout,
    Options,
    read_build_context,
)
from access_info.pipeline.preparation.inspection import Inspection
from access_info.pipeline.preparation.open_data import (
    province_dataset,
    published_sets,
    site_dataset,
)
from access_info.pipeline.publish.catalogue import (
    catalogue_files,
    catalogue_record,
    following_parts,
    write_agency_part,
)
from access_info.pipeline.trust.manifest import MANIFEST, VERSION, manifest_lines
from access_info.program import generator_facts
from benchmark.province import agencies

_JSON = FORMATS["json"]


def publish(data: Path, out: Path, url: str) -> None:
    """Write the sets of data, the catalogue and the manifest, without checks and pages.

    Args:
        data: The folder of agencies.
        out: Where; it does not exist.
        url: The public address, with a final slash.
    """
    options = Options(agencies=data, as_of=agencies.AS_OF, site_url=url, layout=Layout.MANY, jobs=1)
    context, problems = read_build_context(options)
    if context is None:
        raise ValueError(f"the made-up data cannot be read: {problems}")
    publication = _Publication(out, context, AgencyTask(options, context, None))
    publication.write()
    _write_manifest(out, url)


class _Publication:
    """The files of data of one member while they are written."""

    def __init__(self, out: Path, context: BuildContext, task: AgencyTask) -> None:
        self._out, self._context, self._task = out, context, task
        self._site = context.site
        self._law = law_in_force(self._site.framework, AsOf(task.options.as_of))
        self._lists: dict[str, dict[str, Path]] = {kind.name: {} for kind in LIST_COLUMNS}
        self._summaries: list[AgencySummary] = []
        self._records: list[AgencyRecord] = []
        self._lines: list[Mapping[str, SetLines]] = []

    def write(self) -> None:
        """Write all files."""
        folder = self._out / DOWNLOADS
        folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory(dir=self._out.parent) as parts:
            for name in self._context.published:
                self._add(name, Path(parts))
            for kind in LIST_COLUMNS:
                whole = ProvinceList(
                    dataset=province_dataset(kind, self._summaries, self._site, self._law),
                    files={"json": self._lists[kind.name]},
                    texts=self._site.texts,
                )
                _JSON.province(folder / f"{kind.name}.json", whole)
        self._write_sets(folder)
        as_of = AsOf(self._task.options.as_of)
        catalogue = catalogue_record(self._site, self._law, None)
        following = following_parts(self._site, [each.publisher.folder for each in self._records])
        of_agencies = (
            write_agency_part(
                *(self._site, catalogue, record, self._out),
                written=Published("", {}),
                following=following[record.publisher.folder],
            )
            for record in self._records
            if following
        )
        of_all = catalogue_files(self._site, self._records, as_of, self._out)
        for _ in itertools.chain(*of_agencies, of_all):
            pass

    def _add(self, name: str, parts: Path) -> None:
        """Take what an agency adds to the files of all."""
        task, site = self._task, self._site
        inspection = Inspection(task.inspections, name, attachments=False)
        # Made-up data hold nothing that is withheld, and checks are not what is measured.
        vars(inspection)["redacted"] = redact(inspection.loaded, ())
        agency = inspection.agency
        if agency is None:
            raise ValueError(f"the made-up agency {name} cannot be read")
        as_of = inspection.as_of
        summary = summarise(agency, site.framework, as_of)
        judged = duties(inspection, site, summary)
        files = AgencyFiles(agency, site, as_of, task.concepts)
        for kind in LIST_COLUMNS:
            dataset = self._dataset(kind, agency)
            given = AgencyList(
                dataset=dataset,
                rows=files.rows[kind.name],
                texts=site.texts,
                concept_address=code_addresses(site),
            )
            path = parts / f"{name}-{kind.name}.json"
            path.write_bytes(_JSON.agency(given))
            self._lists[kind.name][name] = path
        self._summaries.append(dataclasses.replace(summary, changed=files.changed))
        view = judged.view if judged else None
        self._lines.append(AgencySets(agency, site, task.concepts, view, as_of).lines)
        record = catalogued(agency, site, files)
        if record is not None:
            self._records.append(record)

    def _dataset(self, kind: ListColumns, agency: Agency) -> Dataset:
        urls, profile = self._site.urls, agency.profile
        publisher = Party(
            identifier=agency.id,
            name=profile.name,
            address=urls.address(urls.agency(agency.id)),
            official_code=profile.official_code or "",
        )
        return dataclasses.replace(
            site_dataset(kind, self._site, self._law),
            title=profile.name,
            publisher=publisher,
            landing_page=urls.absolute(urls.agency(agency.id, kind.name)),
        )

    def _write_sets(self, folder: Path) -> None:
        """Write the sets beside the two lists."""
        site = self._site
        dataset = site_dataset(AGENCY_COLUMNS, site, self._law)
        publishers = {
            summary.id: {
                "@id": dataset.local(site.urls.address(site.urls.agency(summary.id))),
                "orgIdentifier": summary.official_code,
                "name": summary.name,
            }
            for summary in self._summaries
        }
        for kind in (each.columns for each in published_sets(site) if not each.is_list):
            files = SiteSetFiles(
                folder,
                site_dataset(kind, site, self._law),
                vocabularies=site_vocabularies(kind.name, site.framework, site.form_labels),
                publishers={} if kind in {AGENCY_COLUMNS, LAW_COLUMNS} else publishers,
                concept_address=code_addresses(site),
                words=site.texts,
            )
            with contextlib.closing(files):
                if kind is LAW_COLUMNS:
                    files.add(set_lines(site_dataset(kind, site, self._law), self._laws()))
                for lines in self._lines:
                    if kind.name in lines:
                        files.add(lines[kind.name])

    def _laws(self) -> Iterable[Row]:
        def address(of_law: LawPack, of: str, code: str) -> str:
            return self._site.urls.site_url + fact_address(self._site, of_law, of, code)

        return law_rows(self._site.framework, address)


def _write_manifest(out: Path, url: str) -> None:
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    files = [
        (
            path.relative_to(out).as_posix(),
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).digest(),
        )
        for path in paths
    ]
    facts = {
        "schemaVersion": VERSION,
        "created": agencies.AS_OF.isoformat(),
        "url": url,
        "generator": generator_facts(),
    }
    text = "".join(manifest_lines(facts, files))
    (out / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
