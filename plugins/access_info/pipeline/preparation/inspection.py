"""Inspects agencies, one or all: read → check → redact → assess, once for everything that needs it."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from access_info.assessment import Assessment, Assessor, Spot, findings_of, has_ended
from access_info.assessment.province import AgencyFindings, Snapshot, snapshot_of
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
from access_info.source.replacing import write_cached
from access_info.unchanged.cache_guard import read_cached

# How checks look into attachments: all of an agency's at once, when the first is asked for.

_CLEAR = b"clear"


def scanner(
    folder: AgencyFolder,
    cache: Path | None,
    *,
    recognition: Recognition = Recognition.NONE,
    new_files: frozenset[str] = frozenset(),
) -> Callable[[Path], AttachmentScan]:
    """Return a function that scans an attachment; its first call scans all of the agency's at once.

    Args:
        folder: The agency's files.
        cache: Folder that remembers what was found, or `None`.
        recognition: Which attachments' pictures are read, where the program for it is installed.
        new_files: Attachments that a proposal brings, by path below the agency's folder.
    """

    @functools.cache
    def scans() -> dict[Path, AttachmentScan]:
        """Scan all attachments, and read the words in pictures where that is wanted."""
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
    """Attachments in which the secrecy gate found nothing (`checks.context.ClearedAttachments`).

    Of a file that it found something in, nothing is kept. Another version of the program looks again.
    """

    def __init__(self, cache: Path) -> None:
        """Take the folder that remembers."""
        self._cache = cache

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether nothing was found in a file of this name and content."""
        return read_cached(self._place(name, digest)) == _CLEAR

    def add(self, name: str, digest: str) -> None:
        """Remember that nothing was found."""
        write_cached(self._place(name, digest), _CLEAR, cache=self._cache)

    def _place(self, name: str, digest: str) -> Path:
        """Return the file that stands for a cleared attachment, in this version of the program."""
        key = hashlib.blake2b(f"{code_key()} {digest} {name}".encode(), digest_size=16).hexdigest()
        return self._cache / "scan" / f"{key}.clear"


# Predecessors that a worker remembers. Memory must not grow with the number of agencies, and few
# have more than one heir: those are the districts that ended on 1 July 2025.
_MAX_PREDECESSORS = 128


@dataclasses.dataclass(frozen=True)
class InspectionContext:
    """What the inspections of one jurisdiction share; a worker has one of its own.

    Attributes:
        agencies: The folder of agencies.
        known: Folder names of all agencies.
        framework: The laws, with the jurisdiction's own days off.
        place: The jurisdiction.
        as_of: The day.
        cache: Folder that remembers what attachments hold, or `None`.
        attachments: Whether to look into attachments; no duty depends on them.
        attachments_of_predecessors: Whether to look into attachments of predecessors too.
        new_files: Attachments that a proposal brings, by path below the folder of agencies.
        recognition: Which attachments' pictures are read.
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
    _predecessors: dict[str, Inspection] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @functools.cached_property
    def assessor(self) -> Assessor:
        """Assessor of duties, with what all agencies share."""
        return Assessor(self.framework, self.place)

    def predecessor(self, agency_id: str) -> Inspection:
        """Inspect an agency on behalf of an heir, once however many heirs it has.

        Args:
            agency_id: Folder name.
        """
        inspection = self._predecessors.pop(agency_id, None)
        if inspection is None:
            inspection = Inspection(self, agency_id, attachments=self.attachments_of_predecessors)
        self._predecessors[agency_id] = inspection
        if len(self._predecessors) > _MAX_PREDECESSORS:
            del self._predecessors[next(iter(self._predecessors))]
        return inspection


class Inspection:
    """An agency on its way from its folder; each step is taken once, when first needed.

    Attributes:
        id: Folder name.
        agencies: The folder of agencies.
        as_of: The day; its span covers the steps taken so far.
    """

    def __init__(self, context: InspectionContext, agency_id: str, *, attachments: bool) -> None:
        """Prepare an inspection without reading anything.

        Args:
            context: What inspections share.
            agency_id: Folder name.
            attachments: Whether to look into attachments.
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
    def fingerprint(self) -> str:
        """Hash of the agency's files, of attachments their names and sizes."""
        return self.loaded.folder.fingerprint()

    @functools.cached_property
    def contents(self) -> str:
        """Hash of the agency's files, whole."""
        return self.loaded.folder.contents()

    @functools.cached_property
    def checked(self) -> Checked:
        """What the checks found."""
        loaded, context = self.loaded, self._context
        cleared = None
        # Where nothing was found without words in pictures, something may be found with them.
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
        """Return how attachments are scanned; what pages tell of each is noted."""
        context, folder = self._context, self.loaded.folder
        scan = scanner(
            folder,
            context.cache,
            recognition=context.recognition,
            new_files=self._new_files,
        )

        def noted(path: Path) -> AttachmentScan:
            """Scan an attachment, and note what pages tell of it."""
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
        """Attachments that a proposal brings, by path below the agency's folder."""
        start = f"{self.id}/"
        brought = self._context.new_files
        return frozenset(path.removeprefix(start) for path in brought if path.startswith(start))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, in order."""
        return self.checked.problems

    @functools.cached_property
    def redacted(self) -> Redacted:
        """The agency without what must not be published; the cache forgets withheld attachments."""
        redacted = redact(self.loaded, withheld_in(self.problems))
        if self._attachments:
            folder, cache = self.loaded.folder, self._context.cache
            for name in redacted.files & folder.attachments.keys() if cache is not None else ():
                forget_scan(folder.path / name, cache=cache)
            redacted = dataclasses.replace(redacted, shown=self._described(redacted.shown))
        return redacted

    def _described(self, shown: LoadedAgency) -> LoadedAgency:
        """Add to an agency's attachments what was found out about each."""
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
        """Agencies with a folder that the profile names as predecessors (2026 law, Art. 31(1)).

        The span of each is taken over: what it withholds today decides the heir's duties.
        """
        heir, context = self.redacted.judged, self._context
        if heir.agency is None:
            return ()
        predecessors = tuple(
            context.predecessor(name)
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
        """Find the line of a spot in the agency's files; `None` where the file is not there.

        Args:
            spot: The place; files of predecessors are named `../<folder>/…`.
        """
        path = posixpath.normpath(f"{self.id}/{spot.file}")
        document = self.document(path)
        return None if document is None else document.locate(spot.keys).line

    def document(self, path: str) -> SourceDocument | None:
        """Return a data file of the agency or of a predecessor; `None` where it is not there.

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
    """Derive what inspections share from what a site rests on.

    Args:
        options: Which data, as of which day.
        context: Laws and jurisdiction.
        attachments: Whether to look into attachments.
        attachments_of_predecessors: Whether to look into attachments of predecessors too; a build
            does not: it looks into them for the predecessor's own pages.
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
    """Inspect an agency: read → check → redact → assess, each step when first needed.

    Args:
        context: What inspections share.
        agency_id: Folder name.
    """
    return Inspection(context, agency_id, attachments=context.attachments)


# Every agency read, checked and judged, without a page being made: for commands and documents.

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Judging:
    """An agency whose duties were judged.

    Attributes:
        context: Laws and jurisdiction.
        inspection: The agency, its predecessors and the places of what they hold.
        agency: The agency as it may be published.
        assessment: What was judged.
    """

    context: BuildContext
    inspection: Inspection
    agency: Agency
    assessment: Assessment

    @property
    def as_of(self) -> AsOf:
        """The day, with the span of the inspection."""
        return self.inspection.as_of


@dataclasses.dataclass(frozen=True)
class JudgedAll(Generic[T]):
    """What was made of each agency, and what is wrong with all of them.

    Attributes:
        context: Laws and jurisdiction; `None` when the laws cannot be read.
        results: What was made of each agency that can be used, in order of folder names.
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
        """Whether findings would rest on data that cannot be used."""
        return self.context is None or bool(errors(self.problems))


@dataclasses.dataclass(frozen=True)
class _Task:
    """State that workers inherit."""

    options: Options
    context: BuildContext
    types: frozenset[str]
    make: Callable[[Judging], Any]
    attachments: bool

    @functools.cached_property
    def inspections(self) -> InspectionContext:
        """What inspections share."""
        return inspections_of(
            self.options,
            self.context,
            attachments=self.attachments,
            attachments_of_predecessors=self.attachments,
        )


# What a worker hands back of an agency: what was made of it, or `None`; what is wrong with it and its
# predecessors; and which attachments must not be published, by agency.
_Judged = tuple[T | None, tuple[Problem, ...], dict[str, frozenset[str]]]


def judge_each(
    options: Options,
    make: Callable[[Judging], T],
    *,
    only: frozenset[str] | None = None,
    types: frozenset[str] = frozenset(),
    attachments: bool = False,
) -> JudgedAll[T]:
    """Judge agencies in worker processes.

    Args:
        options: Which data, as of which day.
        make: A module's function: what is kept of an agency, small and picklable.
        only: Agencies to judge, or `None` for all.
        types: Values of `AGENCY_TYPES`: only such agencies; none for all.
        attachments: Whether problems of attachments are asked for; no duty hangs on them.
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
    """Judge one agency and make of it what is asked for, unless it is of another type."""
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
    """Return folder name, short name, type and findings, of which a snapshot is made."""
    agency = judging.agency
    ended = summarise(agency, judging.context.framework, judging.as_of).ended
    findings = findings_of(judging.assessment, agency, ended=ended)
    return agency.id, agency.short_name, agency.profile.type, findings


def snapshot(options: Options, judged: JudgedAll[tuple[str, str, str, AgencyFindings]]) -> Snapshot:
    """Sum up the findings of all agencies on the day."""
    place = judged.context.place.name if judged.context is not None else None
    return snapshot_of(options.as_of, place or "", judged.results)


def finding_records(judging: Judging) -> list[dict[str, object]]:
    """List every finding as plain data: agency, duty, status, citation, evidence, lacking, due."""
    line = judging.inspection.line
    view = StandingView(
        judging.agency, judging.assessment, judging.context.site, line, judging.as_of
    )
    return list(view.plain())


# All agencies → what each of them meets and lacks, for the documents of the oversight office.


def judge_agencies(
    options: Options, *, types: frozenset[str] = frozenset(), places: bool = False
) -> tuple[JudgedAgencies | None, list[Problem]]:
    """Load, check and assess agencies for the documents of the oversight office.

    Args:
        options: Which folder, day, laws and, where not all, which agencies.
        types: Values of `AGENCY_TYPES`: only such agencies; none for all.
        places: Whether to name file and line of what was seen and what is missing.

    Returns:
        What was judged, or `None` where an error in the data forbids to judge; and every problem
        of the laws, the jurisdiction, the agencies and those they answer for.
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
    """Return an agency for documents, and the names of those it answers for."""
    find = _FindingPlaces(judging)
    spots = _spots(judging.assessment) if with_places else ()
    places = {spot: find.of(spot) for spot in spots}
    names = {
        inspection.id: inspection.agency.profile.name
        for inspection in (judging.inspection, *judging.inspection.predecessors)
        if inspection.agency is not None
    }
    ended = "?" if has_ended(judging.agency, judging.as_of) else ""
    short = findings_of(judging.assessment, judging.agency, ended=ended)
    agency = JudgedAgency.of(judging.agency, judging.assessment, judging.as_of, places, short)
    return agency, names


def _spots(assessment: Assessment) -> Iterator[Spot]:
    """Yield every place that a finding or the coverage of the law speaks of."""
    for finding in (*assessment.findings, *assessment.extras):
        for judgement in finding.judgements:
            yield from judgement.evidence
            yield from (lack.spot for lack in judgement.lacks)
    for point in assessment.coverage.points:
        yield point.spot
        yield from (kind.spot for kind in point.kinds)


class _FindingPlaces:
    """File and line of what stands in an agency's folder, or in one beside it."""

    def __init__(self, judging: Judging) -> None:
        self._agencies = judging.inspection.agencies
        self._inspection = judging.inspection

    def of(self, spot: Spot) -> str:
        """Name a spot's file and line (`agencies/so-mau/co-quan.yml:12`), if there is one."""
        path = posixpath.normpath(f"{self._inspection.id}/{spot.file}")
        if path == JURISDICTION_FILE:
            document = self._jurisdiction
        else:
            document = self._inspection.document(path)
        path = f"{self._agencies.name}/{path}"
        return f"{path}:{document.locate(spot.keys).line}" if document is not None else path

    @functools.cached_property
    def _jurisdiction(self) -> SourceDocument | None:
        _, document, _ = load_jurisdiction(self._agencies)
        return document
