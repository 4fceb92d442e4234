"""Inspecting agencies (read → check → redact → assess), once for pages, checks and documents."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from access_info.assessment.agency_context import has_ended
from access_info.assessment.duties import Assessment, Assessor
from access_info.assessment.findings import Spot
from access_info.assessment.province import AgencyFindings, Snapshot, findings_of, snapshot_of
from access_info.checks import Checked, check_agency
from access_info.checks.safety.violations import shown_signatures
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency, in_order
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, Redacted, load_agency, load_jurisdiction, redact
from access_info.loading.folders import JURISDICTION_FILE, AgencyFolder, read_folder
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, Attachment
from access_info.pages.agency.compliance import StandingView
from access_info.pages.rendering.site import summarise
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.preparation.context import (
    BuildContext,
    Options,
    Recognition,
    read_build_context,
)
from access_info.pipeline.preparation.workers import work
from access_info.problems import Problem, errors, withheld_in
from access_info.problems import in_order as problems_in_order
from access_info.scanning import AttachmentScan, forget_scan, recogniser, scan_all, with_words
from access_info.source.documents import SourceDocument
from access_info.unchanged.store import SCANS, Store, StoredResult

# Scanning attachments for checks: all of an agency's at once, when the first one is needed.

# The producer of the results that say “nothing found” (`scanning.forget_scans` knows it).
_CLEARED = "cleared"


def scanner(
    folder: AgencyFolder,
    cache: Path | None,
    *,
    recognition: Recognition = Recognition.NONE,
    new_files: frozenset[str] = frozenset(),
) -> Callable[[Path], AttachmentScan]:
    """Return a function that scans an attachment (text, metadata, signatures).

    Its first call scans all of the agency's attachments at once, in parallel.

    Args:
        folder: The agency's files.
        cache: Folder that stores the results of scans, or `None`.
        recognition: In which attachments pictures are read by OCR, if it is installed.
        new_files: Attachments that a proposal adds, by path below the agency's folder.
    """

    @functools.cache
    def scans() -> dict[Path, AttachmentScan]:
        """Scan all attachments, and read the words in pictures where `recognition` wants it."""
        paths = {folder.path / name: name for name in folder.attachments}
        digests = {path: folder.digest(name) for path, name in paths.items()}
        scanned = scan_all(paths, cache=cache, digest_of=digests.__getitem__)
        program = recogniser() if recognition is not Recognition.NONE else None
        if program is None:
            return dict(scanned)
        pictured = {
            path: scanned[path]
            for path, name in paths.items()
            if (recognition is Recognition.ALL or name in new_files) and scanned[path].pictures
        }
        return {**scanned, **with_words(pictured, program, cache=cache)}

    return lambda path: scans()[path]


class ClearedFiles:
    """Remembers in which attachments the secrecy gate found nothing, so that they need no second check.

    Implements `checks.context.ClearedAttachments`. Nothing is stored of a file in which something
    was found, and a new version of the program checks all files again.
    """

    def __init__(self, cache: Path) -> None:
        """Keep the place where a small result stands for each cleared attachment."""
        self._store = Store(cache / SCANS)

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether a file of this name and content hash was checked before and nothing was found."""
        return self._store.get(_CLEARED, f"{digest} {name}", code_key()) is not None

    def add(self, name: str, digest: str) -> None:
        """Remember that nothing was found in a file of this name and content hash."""
        self._store.put([StoredResult(_CLEARED, f"{digest} {name}", code_key(), b"")])


# Predecessors that a worker keeps in memory, which must not grow with the number of agencies. Few
# have more than one heir: the districts that ended on 1 July 2025.
_MAX_PREDECESSORS = 128


@dataclasses.dataclass(frozen=True)
class InspectionContext:
    """What all inspections of one jurisdiction have in common; each worker process has its own.

    Attributes:
        agencies: The folder of agencies.
        known: Folder names of all agencies.
        framework: The laws, with the jurisdiction's own days off.
        place: The jurisdiction.
        as_of: The day of judgement.
        cache: Folder that stores the results of scanning attachments, or `None`.
        attachments: Whether to scan attachments; no duty depends on their content.
        attachments_of_predecessors: Whether to scan attachments of predecessors too.
        new_files: Attachments that a proposal adds, by path below the folder of agencies.
        recognition: In which attachments pictures are read by OCR.
    """

    agencies: Path
    known: frozenset[str]
    framework: Framework
    place: Jurisdiction
    as_of: datetime.date
    cache: Path | None = None
    attachments: bool = False
    attachments_of_predecessors: bool = False
    new_files: frozenset[str] = frozenset()
    recognition: Recognition = Recognition.NONE

    @functools.cached_property
    def assessor(self) -> Assessor:
        """The assessor of duties, with the laws and the jurisdiction."""
        return Assessor(self.framework, self.place)

    @functools.cached_property
    def inspect_predecessor(self) -> Callable[[str], Inspection]:
        """The function that returns the inspection of a predecessor, by the name of its folder.

        It keeps inspections, so that the heirs of one predecessor do not each inspect it anew.
        """
        inspect = functools.partial(Inspection, self, attachments=self.attachments_of_predecessors)
        return functools.lru_cache(_MAX_PREDECESSORS)(inspect)


class Inspection:
    """One agency, read, checked, redacted and assessed; each step runs once, when first needed.

    Attributes:
        id: Folder name.
        agencies: The folder of agencies.
        as_of: The day of judgement; its span says for which days the results of all steps so far
            hold.
    """

    def __init__(self, context: InspectionContext, agency_id: str, *, attachments: bool) -> None:
        """Prepare an inspection without reading anything.

        Args:
            context: What inspections have in common.
            agency_id: Folder name.
            attachments: Whether to scan attachments.
        """
        self.id = agency_id
        self.as_of = AsOf(context.as_of)
        self._context = context
        self._attachments = attachments
        self.agencies = context.agencies
        self._scanned: dict[str, Attachment] = {}

    @functools.cached_property
    def loaded(self) -> LoadedAgency:
        """The agency as read, secrets included: for checks and digests, never for output."""
        return load_agency(read_folder(self.agencies / self.id))

    @functools.cached_property
    def checked(self) -> Checked:
        """The result of the checks: problems, references, item ids."""
        loaded, context = self.loaded, self._context
        cleared = None
        # A file cleared without OCR may hold something in its pictures: such results do not count
        # with OCR.
        if context.cache is not None and context.recognition is Recognition.NONE:
            cleared = ClearedFiles(context.cache)
        return check_agency(
            loaded,
            framework=context.framework,
            agencies=context.known,
            as_of=self.as_of,
            scan=self._scanner() if self._attachments else None,
            cleared=cleared,
            new_files=self._new_files,
        )

    def _scanner(self) -> Callable[[Path], AttachmentScan]:
        """Return the function that scans attachments and records hash and signatures for the pages."""
        context, folder = self._context, self.loaded.folder
        scan = scanner(
            folder,
            context.cache,
            recognition=context.recognition,
            new_files=self._new_files,
        )

        def noted(path: Path) -> AttachmentScan:
            """Scan an attachment, and record its hash and signatures for the pages."""
            scanned = scan(path)
            name = path.relative_to(folder.path).as_posix()
            if name not in self._scanned:
                self._scanned[name] = dataclasses.replace(
                    folder.attachments[name],
                    digest=scanned.digest,
                    signatures=shown_signatures(scanned.signatures),
                )
            return scanned

        return noted

    @property
    def _new_files(self) -> frozenset[str]:
        """Attachments of this agency that a proposal adds, by path below the agency's folder."""
        start = f"{self.id}/"
        brought = self._context.new_files
        return frozenset(path.removeprefix(start) for path in brought if path.startswith(start))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that the checks found wrong with the agency, in order."""
        return self.checked.problems

    @functools.cached_property
    def redacted(self) -> Redacted:
        """The agency without what must not be published.

        Results of scanning withheld attachments are deleted from the cache, since they hold its
        text.
        """
        redacted = redact(self.loaded, withheld_in(self.problems))
        if self._attachments:
            folder, cache = self.loaded.folder, self._context.cache
            for name in redacted.files & folder.attachments.keys() if cache is not None else ():
                forget_scan(folder.path / name, cache=cache)
            redacted = dataclasses.replace(redacted, shown=self._described(redacted.shown))
        return redacted

    def _described(self, shown: LoadedAgency) -> LoadedAgency:
        """Return the agency with hash and signatures added to each scanned attachment, for its pages."""
        if shown.agency is None or not self._scanned:
            return shown
        attachments = {
            name: self._scanned.get(name, file) for name, file in shown.agency.attachments.items()
        }
        agency = dataclasses.replace(shown.agency, attachments=attachments)
        return dataclasses.replace(shown, agency=agency)

    @property
    def agency(self) -> Agency | None:
        """The agency as it may be published; `None` when its profile cannot be used."""
        return self.redacted.shown.agency

    @functools.cached_property
    def predecessors(self) -> tuple[Inspection, ...]:
        """Inspections of the agencies that the profile names as predecessors, if they have a folder here.

        The agency answers for their information (2026 law, Art. 31(1)). So its own results hold
        only on days on which theirs do: their spans are joined to this one's.
        """
        heir, context = self.redacted.judged, self._context
        if heir.agency is None:
            return ()
        predecessors = tuple(
            context.inspect_predecessor(name)
            for name in dict.fromkeys(heir.agency.profile.predecessors)
            if name in context.known and name != self.id
        )
        for predecessor in predecessors:
            _ = predecessor.checked
            self.as_of.adopt(*predecessor.as_of.span)
        return predecessors

    @functools.cached_property
    def assessment(self) -> Assessment | None:
        """How the agency meets its duties; `None` when its profile cannot be used."""
        if self.agency is None:
            return None
        predecessors = [predecessor.redacted.judged for predecessor in self.predecessors]
        assessor = self._context.assessor
        return assessor.assess(self.redacted.judged, self.agency, self.as_of, predecessors)

    def line(self, spot: Spot) -> int | None:
        """Return the line number of a place in the agency's data files; `None` if the file is missing.

        Args:
            spot: File and keys; files of predecessors are named `../<folder>/…`.
        """
        path = posixpath.normpath(f"{self.id}/{spot.file}")
        document = self.document(path)
        return None if document is None else document.locate(spot.keys).line

    def document(self, path: str) -> SourceDocument | None:
        """Return a data file of the agency or of a predecessor; `None` if it does not exist.

        Args:
            path: Below the folder of agencies, with `/`.
        """
        folder, _, file = path.partition("/")
        for inspection in (self, *self.predecessors):
            if inspection.id == folder:
                return inspection.redacted.judged.documents.get(file)
        return None


def inspections_of(
    options: Options,
    context: BuildContext,
    *,
    attachments: bool,
    attachments_of_predecessors: bool = False,
) -> InspectionContext:
    """Return what the inspections of a jurisdiction have in common.

    Args:
        options: Which data, as of which day.
        context: Laws and jurisdiction.
        attachments: Whether to scan attachments.
        attachments_of_predecessors: Whether to scan attachments of predecessors too; not in a
            build, which scans them when it makes the predecessor's own pages.
    """
    return InspectionContext(
        agencies=options.agencies,
        known=frozenset(context.ids),
        framework=context.framework,
        place=context.place,
        as_of=options.as_of,
        cache=options.cache,
        attachments=attachments,
        attachments_of_predecessors=attachments_of_predecessors,
        new_files=options.new_files,
        recognition=options.recognition,
    )


def inspect_agency(context: InspectionContext, agency_id: str) -> Inspection:
    """Return the inspection of an agency, whose steps (read, check, redact, assess) run when needed.

    Args:
        context: What inspections have in common.
        agency_id: Folder name.
    """
    return Inspection(context, agency_id, attachments=context.attachments)


# Judging agencies without making pages, for commands and documents.

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Judging:
    """One agency with the assessment of its duties, handed to the `make` function of `judge_each`.

    Attributes:
        context: Laws and jurisdiction.
        inspection: The inspection of the agency, which also knows lines in files and predecessors.
        agency: The agency as it may be published.
        assessment: How it meets its duties.
    """

    context: BuildContext
    inspection: Inspection
    agency: Agency
    assessment: Assessment

    @property
    def as_of(self) -> AsOf:
        """The day of judgement, with the span of days for which the inspection holds."""
        return self.inspection.as_of


@dataclasses.dataclass(frozen=True)
class JudgedAll(Generic[T]):
    """The results of `judge_each` for all agencies, and all problems.

    Attributes:
        context: Laws and jurisdiction; `None` when the laws cannot be read.
        results: What `make` returned for each usable agency, in order of folder names.
        problems: Everything that is wrong, in order.
        withheld: Attachments of each agency that must not be published, by path below its folder;
            agencies without any are absent.
    """

    context: BuildContext | None
    results: tuple[T, ...]
    problems: tuple[Problem, ...]
    withheld: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether errors in the data or laws make the results unusable."""
        return self.context is None or bool(errors(self.problems))


@dataclasses.dataclass(frozen=True)
class _Task:
    """State of workers that judge agencies (arguments of `judge_each`)."""

    options: Options
    context: BuildContext
    types: frozenset[str]
    make: Callable[[Judging], Any]
    attachments: bool

    @functools.cached_property
    def inspections(self) -> InspectionContext:
        """What the inspections of all agencies have in common."""
        return inspections_of(
            self.options,
            self.context,
            attachments=self.attachments,
            attachments_of_predecessors=self.attachments,
        )


# A worker's result for an agency: what `make` returned, or `None`; problems of the agency and its
# predecessors; and the attachments that must not be published, by agency.
_Judged = tuple[T | None, tuple[Problem, ...], dict[str, frozenset[str]]]


def judge_each(
    options: Options,
    make: Callable[[Judging], T],
    *,
    only: frozenset[str] | None = None,
    types: frozenset[str] = frozenset(),
    attachments: bool = False,
) -> JudgedAll[T]:
    """Judge agencies in worker processes, and return what `make` extracts from each.

    Args:
        options: Which data, as of which day.
        make: A function at the top level of a module: returns the small, picklable part of an
            agency's results that the caller needs.
        only: Agencies to judge, or `None` for all.
        types: Values of `AGENCY_TYPES`: only such agencies; empty for all.
        attachments: Whether to scan attachments and return their problems; no duty depends on them.
    """
    context, problems = read_build_context(options)
    if context is None:
        return JudgedAll(None, (), tuple(problems_in_order(problems)))
    wanted = [name for name in context.published if only is None or name in only]
    task = _Task(options, context, types, make, attachments)
    results: list[T] = []
    withheld: dict[str, frozenset[str]] = {}
    judging = work(
        *(_judge, wanted),
        state=task,
        jobs=options.jobs,
        first_alone=True,
        tell=functools.partial(options.progress.of, "xét nghĩa vụ"),
    )
    for result, agency_problems, agency_withheld in judging:
        problems += agency_problems
        withheld |= agency_withheld
        if result is not None:
            results.append(result)
    return JudgedAll(context, tuple(results), tuple(problems_in_order(problems)), withheld)


def _judge(task: _Task, agency_id: str) -> _Judged[Any]:
    """Judge one agency in a worker and run `make` on it; nothing if the agency is of another type."""
    inspection = inspect_agency(task.inspections, agency_id)
    profile = inspection.loaded.agency.profile if inspection.loaded.agency is not None else None
    if task.types and profile is not None and profile.type not in task.types:
        return None, (), {}
    inspected = (inspection, *inspection.predecessors)
    problems = tuple(problem for each in inspected for problem in each.problems)
    withheld = {each.id: each.redacted.files for each in inspected if each.redacted.files}
    agency, assessment = inspection.agency, inspection.assessment
    result = None
    if agency is not None and assessment is not None:
        result = task.make(Judging(task.context, inspection, agency, assessment))
    return result, problems, withheld


def snapshot_facts(judging: Judging) -> tuple[str, str, str, AgencyFindings]:
    """Return an agency's folder name, short name, type and findings, for `snapshot`."""
    agency = judging.agency
    ended = summarise(agency, judging.context.framework, judging.as_of).ended
    findings = findings_of(judging.assessment, agency, ended=ended)
    return agency.id, agency.short_name, agency.profile.type, findings


def snapshot(options: Options, judged: JudgedAll[tuple[str, str, str, AgencyFindings]]) -> Snapshot:
    """Return the summary (snapshot) of all agencies' findings on the day, from `snapshot_facts`."""
    place = judged.context.place.name if judged.context is not None else None
    return snapshot_of(options.as_of, place or "", judged.results)


def finding_records(judging: Judging) -> list[dict[str, object]]:
    """Return every finding of an agency as JSON values: duty, status, citation, evidence, lacks, due."""
    line = judging.inspection.line
    view = StandingView(
        judging.agency, judging.assessment, judging.context.site, line, judging.as_of
    )
    return list(view.plain())


# Judging all agencies for the documents of the oversight office.


def judge_agencies(
    options: Options, *, types: frozenset[str] = frozenset(), places: bool = False
) -> tuple[JudgedAgencies | None, list[Problem]]:
    """Load, check and assess agencies for the oversight office's letters and reports.

    Args:
        options: Which folder, day, laws and, where not all, which agencies.
        types: Values of `AGENCY_TYPES`: only such agencies; empty for all.
        places: Whether to name file and line of evidence and of what is missing.

    Returns:
        The assessed agencies, or `None` where errors in the data make that impossible; and every
        problem of the laws, the jurisdiction, the agencies and their predecessors.
    """
    make = functools.partial(_for_documents, with_places=places)
    judged_all = judge_each(options, make, types=types)
    if judged_all.context is None or judged_all.stops:
        return None, list(judged_all.problems)
    judged = JudgedAgencies(
        as_of=options.as_of,
        place=judged_all.context.place,
        law=judged_all.context.framework.in_force(options.as_of),
        framework=judged_all.context.framework,
        agencies=in_order([agency for agency, _ in judged_all.results]),
        names={id_: name for _, names in judged_all.results for id_, name in names.items()},
    )
    return judged, list(judged_all.problems)


def _for_documents(judging: Judging, *, with_places: bool) -> tuple[JudgedAgency, dict[str, str]]:
    """Return an agency as documents need it; and by folder name the names of it and its predecessors.

    Args:
        judging: The agency with its assessment.
        with_places: Whether documents name file and line of what is missing.
    """
    places = _place_names(judging) if with_places else {}
    names = {
        inspection.id: inspection.agency.profile.name
        for inspection in (judging.inspection, *judging.inspection.predecessors)
        if inspection.agency is not None
    }
    # Pages say here what became of the agency; papers need only know that it ended.
    ended = "?" if has_ended(judging.agency, judging.as_of) else ""
    short = findings_of(judging.assessment, judging.agency, ended=ended)
    agency = JudgedAgency.of(judging.agency, judging.assessment, judging.as_of, places, short)
    return agency, names


def _all_spots(assessment: Assessment) -> Iterator[Spot]:
    """Yield every place in data files that a finding or the coverage of the law's points refers to."""
    for finding in (*assessment.findings, *assessment.extras):
        for judgement in finding.judgements:
            yield from judgement.evidence
            yield from (lack.spot for lack in judgement.lacks)
    for point in assessment.coverage.points:
        yield point.spot
        yield from (kind.spot for kind in point.kinds)


def _place_names(judging: Judging) -> dict[Spot, str]:
    """Return each place that findings refer to, by file and line: `agencies/so-mau/co-quan.yml:12`.

    The line is left out if the file is missing. The files are those of the agency, its predecessors
    and the jurisdiction.
    """
    inspection = judging.inspection
    _, jurisdiction, _ = load_jurisdiction(inspection.agencies)
    names = {}
    for spot in _all_spots(judging.assessment):
        path = posixpath.normpath(f"{inspection.id}/{spot.file}")
        document = jurisdiction if path == JURISDICTION_FILE else inspection.document(path)
        line = f":{document.locate(spot.keys).line}" if document is not None else ""
        names[spot] = f"{inspection.agencies.name}/{path}{line}"
    return names
