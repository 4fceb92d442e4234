"""Inspect an agency: read → check → redact → assess, written once for everything that needs it."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path

from access_info.assessment import Assessment, Assessor, Spot
from access_info.checks import Checked, check_agency
from access_info.checks.safety.violations import shown_signatures
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, Redacted, load_agency, redact
from access_info.loading.folders import AgencyFolder, read_folder
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, Attachment
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.preparation.context import BuildContext, Options, Recognition
from access_info.problems import Problem, withheld_in
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
    """Return a function that scans an attachment; its first call scans all of the agency's.

    Args:
        folder: The agency's files.
        cache: Folder that remembers what was found, or `None`.
        recognition: Which attachments' pictures are read, where the program for it is installed.
        new_files: Attachments that a proposal brings, by path below the agency's folder.
    """
    scans: dict[Path, AttachmentScan] = {}

    def scan(path: Path) -> AttachmentScan:
        if not scans:
            paths = {folder.path / name: name for name in folder.attachments}
            digests = {path: folder.digest(name) for path, name in paths.items()}
            scans.update(scan_all(paths, cache=cache, digest_of=digests.__getitem__))
            recognising = recogniser() if recognition is not Recognition.NONE else None
            if recognising is not None:
                chosen = folder.attachments if recognition is Recognition.ALL else new_files
                pictured = {
                    place: scanned
                    for name in folder.attachments
                    if name in chosen and (scanned := scans[(place := folder.path / name)]).pictures
                }
                scans.update(with_words(pictured, recognising, cache=cache))
        return scans[path]

    return scan


class ClearedFiles:
    """Attachments in which the secrecy gate found nothing (`checks.context.ClearedAttachments`).

    Of a file that it found something in, nothing is kept. Another version of the program looks again.
    """

    def __init__(self, cache: Path) -> None:
        """Open the memory.

        Args:
            cache: Folder that remembers.
        """
        self._cache = cache

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether nothing was found in a file of this name and content."""
        return read_cached(self._place(name, digest)) == _CLEAR

    def add(self, name: str, digest: str) -> None:
        """Remember that nothing was found."""
        write_cached(self._place(name, digest), _CLEAR, cache=self._cache)

    def _place(self, name: str, digest: str) -> Path:
        whole = f"{code_key()} {digest} {name}"
        key = hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()
        return self._cache / "scan" / f"{key}.clear"


def forget(folder: AgencyFolder, names: Iterable[str], cache: Path | None) -> None:
    """Forget what was found in attachments that are not published.

    Args:
        folder: The agency's files.
        names: Their paths below the folder.
        cache: Folder that remembers what was found, or `None`.
    """
    for name in names if cache is not None else ():
        if name in folder.attachments:
            forget_scan(folder.path / name, cache=cache)


# Predecessors that a worker remembers. Memory must not grow with the number of agencies, and few
# have more than one heir: those are the districts that ended on 1 July 2025.
_MOST_PREDECESSORS = 128


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
        if len(self._predecessors) > _MOST_PREDECESSORS:
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
            forget(self.loaded.folder, redacted.files, self._context.cache)
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
