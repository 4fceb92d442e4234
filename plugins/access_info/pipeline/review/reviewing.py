"""Judging a proposed change for its reviewer: which files it touches, what is wrong, what it means."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from access_info.changes import review as scope_rules
from access_info.changes.agencies import touched
from access_info.changes.difference import Difference
from access_info.changes.entries import EntryError, MistakeReport, add_correction
from access_info.changes.git import Repository, TreeEntry
from access_info.changes.reasons import explained, read_reasons, unexplained
from access_info.changes.review import AGENCIES, Scope, Touched, judge_scope, scope_of
from access_info.changes.states import State, revision_state
from access_info.exports.forge_files import code_owners
from access_info.imports import issues as issue_rules
from access_info.imports.issues import (
    Answers,
    IssueRequest,
    Known,
    UnreadableListError,
    Wish,
    Written,
    new_agency,
    put_back,
    request_of,
    with_new_item,
    write_files,
)
from access_info.loading import load_agency, load_jurisdiction
from access_info.loading.folders import JURISDICTION_FILE, agency_ids, read_folder
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.pipeline.preparation.context import Options, Recognition, read_build_context
from access_info.pipeline.preparation.prepare import prepare
from access_info.pipeline.review.comparing import compare_states, is_attachment
from access_info.problems import Location, Problem, errors, failures, in_order
from access_info.source.mkdocs_settings import SITE_SETTINGS, plugin_setting
from access_info.source.replacing import ChangedMeanwhileError
from access_info.waiting import NO_PROGRESS, Progress

# The law packs of a git revision, in the folder that its own `mkdocs.yml` names.

_MAX_BYTES = 4 << 20
# A harmless part of a path: `goi-luat`, `.luat`; not `..`, not `a/b`.
_PATH_PART = re.compile(r"(?!\.+$)[\w.-]{1,100}")


@dataclasses.dataclass(frozen=True)
class RevisionLaws:
    """The jurisdiction's own folder of law packs, as a git revision has it.

    Attributes:
        folder: Its path in the repository; "" if the revision has none, or names one outside.
        files: Its files, by name.
    """

    folder: str
    files: Mapping[str, TreeEntry]

    def lay_out(self, repository: Repository, root: Path) -> Path | None:
        """Write the revision's law packs into a folder below `root`.

        Returns:
            The folder; `None` if the settings name none. If the settings name a folder that the
            revision does not contain, it is not made, so that reading it reports it as missing.
        """
        if not self.folder:
            return None
        folder = root / self.folder
        with repository.reader() as reader:
            for name, entry in self.files.items():
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(b"".join(reader.read(entry)))
        return folder


def laws_of_revision(repository: Repository, listing: Mapping[str, TreeEntry]) -> RevisionLaws:
    """Return the law packs that a revision's `mkdocs.yml` names; the settings are read, never run.

    Args:
        repository: The repository.
        listing: The revision's files by path.
    """
    settings = listing.get(SITE_SETTINGS)
    folder = ""
    if settings is not None and _is_small_file(settings):
        with repository.reader() as reader:
            text = b"".join(reader.read(settings)).decode("utf-8", "replace")
        folder = plugin_setting(text, "laws").removeprefix("./").rstrip("/")
    if not folder or not all(_PATH_PART.fullmatch(part) for part in folder.split("/")):
        return RevisionLaws("", {})
    inside = {
        path.rpartition("/")[2]: entry
        for path, entry in listing.items()
        if path.rpartition("/")[0] == folder
    }
    files = {
        name: entry
        for name, entry in inside.items()
        if _PATH_PART.fullmatch(name) and _is_small_file(entry)
    }
    return RevisionLaws(folder, files)


def _is_small_file(entry: TreeEntry) -> bool:
    """Tell whether an entry is a regular file (no link) and small enough for settings and laws."""
    return entry.mode.startswith("100") and entry.size <= _MAX_BYTES


_MAX_OWNERS_BYTES = 1 << 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the author says about a change: title, branch, description; untrusted text, never run.

    Attributes:
        title: `[so-tu-phap] Cập nhật đầu mối`.
        branch: The git branch with the change.
        description: The text of the pull request.
    """

    title: str = ""
    branch: str = ""
    description: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReviewedChange:
    """A proposed change with the result of judging it.

    Attributes:
        scope: The files it touches and the agencies it names.
        reason: Why it touches more than usual, in the author's words, or "".
        problems: Everything that is wrong with it, in order, with locations in the later state.
        difference: What changed in the data and duties; `None` when no data changed.
        root: Folder with the files of the later state that were needed.
        agencies: Agencies whose pages can be previewed, sorted.
        owners: The right content of `CODEOWNERS`, if it has another; else "".
        laws: The jurisdiction's folder of law packs that it was judged by, or `None`.
        brings_files: Whether it adds attachments that the earlier revision does not have.
    """

    scope: Scope
    reason: str
    problems: tuple[Problem, ...]
    difference: Difference | None
    root: Path
    agencies: tuple[str, ...]
    owners: str = ""
    laws: Path | None = None
    brings_files: bool = False

    @property
    def stops(self) -> bool:
        """Whether errors forbid accepting the change as it is."""
        return bool(failures(self.problems))

    @property
    def must_not_be_repeated(self) -> bool:
        """Whether it holds something the secrecy gate caught, so that no summary may quote the change."""
        return any(failure.withheld is not None for failure in failures(self.problems))


def review(
    repository: Repository,
    base: str,
    head: str,
    *,
    proposal: Proposal,
    room: Path,
    as_of: datetime.date,
    laws: Path | None = None,
    progress: Progress = NO_PROGRESS,
    cache: Path | None = None,
) -> ReviewedChange:
    """Judge the change between two revisions, from their common ancestor (merge base) to `head`.

    Nothing of either revision is run: both are read from git's store.

    Args:
        repository: The repository with both revisions.
        base: The revision that is to be changed.
        head: The changed revision.
        proposal: What the author says.
        room: An empty private folder for files of both; keep it as long as the result is used.
        as_of: The day of judgement.
        laws: The jurisdiction's folder of law packs; `None` for the one that `head` names itself.
        progress: Shows how far the work is.
        cache: Folder with results of scanning attachments, kept from review to review, or `None`.

    Raises:
        GitError: A revision does not exist.
    """
    after = repository.commit(head)
    before = repository.merge_base(repository.commit(base), after)
    with progress.of("đọc kho git", 0):
        old, new = (files_of_revision(repository, commit) for commit in (before, after))
    files = tuple(_changed(old, new))
    states = [
        _state(repository, label, commit, room / name)
        for label, commit, name in (("hiện nay", before, "truoc"), ("đề nghị", after, "sau"))
    ]
    reasons = read_reasons([*repository.messages(before, after), proposal.description])
    reason = reasons.in_general
    scope = scope_of(
        files,
        title=proposal.title,
        branch=proposal.branch,
        known={name for state in states for name in state.ids},
    )
    root = room / "sau"
    problems = [*judge_scope(scope, root, reason=reason)]
    relawed = False
    if laws is None:
        was, now = (laws_of_revision(repository, listing) for listing in (old, new))
        relawed = was != now  # then any agency may be judged otherwise
        laws = now.lay_out(repository, root)
    reviewed = ReviewedChange(
        scope=scope,
        reason=reason,
        problems=tuple(in_order(problems)),
        difference=None,
        root=root,
        agencies=(),
        laws=laws,
    )
    if not scope.touches_data and not relawed:
        return reviewed
    present = tuple(sorted(_lay_out(*states, all_agencies=relawed)))
    new_files = frozenset(_new_attachments(*states))
    options = Options(
        agencies=states[1].folder,
        as_of=as_of,
        laws=laws,
        cache=cache,
        new_files=new_files,
        recognition=Recognition.NEW,
        progress=progress,
    )
    difference = compare_states(states[0], states[1], options)
    difference = explained(difference, reasons)
    problems += unexplained(difference, states[1].folder, reasons)
    problems += prepare(options, fragment_store=None, only=frozenset(present)).problems
    problems += difference.problems_new
    problems += (
        scope_rules.BAD_NAME.at(Location((states[1].folder / name).as_posix()), name=name)
        for name in difference.skipped
        if name in states[1].skipped
    )
    owners = _owners_wanted(repository, new, states[1])
    if owners:
        problems.append(scope_rules.STALE_OWNERS.at(Location((root / CODE_OWNERS).as_posix())))
    return dataclasses.replace(
        reviewed,
        problems=tuple(in_order(problems)),
        difference=difference,
        agencies=present,
        owners=owners,
        brings_files=bool(new_files),
    )


def _new_attachments(before: State, after: State) -> Iterator[str]:
    """Yield the attachments that are new: no file of the earlier state has the same content."""
    held = {file.stored.id for file in before.entries.values() if file.stored is not None}
    for path, file in after.entries.items():
        if is_attachment(path) and (file.stored is None or file.stored.id not in held):
            yield path


def files_of_revision(repository: Repository, commit: str) -> dict[str, TreeEntry]:
    """Return the files of a revision by path."""
    entries = repository.files(commit, "") or ()
    return {entry.path.decode("utf-8", "surrogateescape"): entry for entry in entries}


def _changed(old: dict[str, TreeEntry], new: dict[str, TreeEntry]) -> Iterator[Touched]:
    """Yield every path whose content or mode differs between two revisions."""
    for path in sorted(old.keys() | new.keys()):
        was, now = old.get(path), new.get(path)
        if was is None or now is None or (was.id, was.mode) != (now.id, now.mode):
            # A name that is not UTF-8 cannot be printed as it is.
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            yield Touched(shown, int(now.mode, 8) if now is not None else 0)


def _state(repository: Repository, label: str, commit: str, root: Path) -> State:
    """Return the data of a revision as a state, whose files can be written to `root` when needed."""
    folder = root / AGENCIES
    folder.mkdir(parents=True)
    return revision_state(label, repository, commit, AGENCIES, folder)


def _lay_out(before: State, after: State, *, all_agencies: bool) -> Iterator[str]:
    """Write those files of the changed state to its folder that judging and previews need.

    Args:
        before: The earlier state.
        after: The changed state.
        all_agencies: Whether all agencies must be judged, since the laws changed.

    Yields:
        The agencies to judge: those that changed, or all if the laws or `_dia-ban.yml` did.
    """
    names, paths = touched(before, after)
    all_agencies = all_agencies or JURISDICTION_FILE in paths
    present = set(after.ids) if all_agencies else names & set(after.ids)
    complete_files = {path for path in after.entries if path.partition("/")[0] in present}
    # Others are named on pages and referred to: their texts are needed, their attachments are not.
    after.lay_out(after.ids, complete_files | paths)
    yield from present


def _owners_wanted(repository: Repository, listing: dict[str, TreeEntry], state: State) -> str:
    """Return the right content of `CODEOWNERS`; "" if the file is right or nobody can tell."""
    settings, _, wrong = load_jurisdiction(state.folder)
    if errors(wrong):
        return ""
    wanted = code_owners(settings)
    entry = listing.get(CODE_OWNERS)
    if entry is None:
        return wanted if settings.reviewers else ""
    content = b""
    with repository.reader() as reader, contextlib.suppress(UnicodeDecodeError):
        # Larger than any right file: the rest need not be read to know that it differs.
        for piece in reader.read(entry):
            content += piece if len(content) < _MAX_OWNERS_BYTES else b""
        if content.decode("utf-8").replace("\r\n", "\n") == wanted:
            return ""
    return wanted


# A form filled in on the forge (an issue): the data is changed as it asks, and checked.

_OFFICE = "Cơ quan"


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReceivedForm:
    """The result of carrying out a form.

    Attributes:
        request: What the form asks for; `None` when that is not clear.
        problems: Everything that is wrong; if one is an error, nothing was written.
        due: By when the agency must correct a reported mistake, if known.
    """

    request: IssueRequest | None
    problems: tuple[Problem, ...]
    due: datetime.date | None = None

    @property
    def stops(self) -> bool:
        """Whether the form could not be carried out, so that no data was changed."""
        return self.request is None or bool(failures(self.problems))


def receive(
    answers: Answers,
    agencies: Path,
    *,
    place: Path,
    received: datetime.date,
    as_of: datetime.date,
    laws: Path | None = None,
) -> ReceivedForm:
    """Change the data as a form asks and check the agency; on any error restore the old files.

    Args:
        answers: The form as it was filled in.
        agencies: The folder of agencies.
        place: File with the form's text, for the locations of problems.
        received: The day the form was sent.
        as_of: The day of judgement.
        laws: The jurisdiction's folder of law packs, or `None`.
    """
    request, problems = request_of(answers, _known(agencies), place=place)
    if request is None or failures(problems):
        return ReceivedForm(request=request, problems=tuple(problems))
    folder = agencies / request.agency
    options = Options(agencies=agencies, as_of=as_of, laws=laws, jobs=1)
    due = None
    try:
        written, due = _write(request, folder, options, received)
    except ChangedMeanwhileError as error:
        return ReceivedForm(request=request, problems=(*problems, error.problem))
    except (EntryError, UnreadableListError) as error:
        where = Location(place.resolve().as_posix())
        problems.append(issue_rules.NOT_TAKEN.at(where, agency=request.agency, reason=error))
        return ReceivedForm(request=request, problems=tuple(problems))
    try:
        problems += prepare(options, fragment_store=None, only=frozenset({request.agency})).problems
    except BaseException:
        put_back(written, folder)
        raise
    if failures(problems):
        try:
            put_back(written, folder)
        except ChangedMeanwhileError as error:
            problems.append(error.problem)
    return ReceivedForm(request=request, problems=tuple(problems), due=due)


def _write(
    request: IssueRequest, folder: Path, options: Options, received: datetime.date
) -> tuple[Sequence[Written], datetime.date | None]:
    """Write what a form asks for: a new agency, a new item, or a correction.

    Returns:
        The files written, to be restored on an error; and by when a mistake must be corrected, or
        `None`.

    Raises:
        EntryError: The laws cannot be read, or the correction cannot be entered.
    """
    if request.wish is Wish.NEW_AGENCY:
        return write_files(folder, new_agency(request), None), None
    if request.wish is Wish.NEW_ITEM:
        loaded = load_agency(read_folder(folder))
        files = with_new_item(request, loaded, year=options.as_of.year)
        return write_files(folder, files, loaded), None
    context, _ = read_build_context(options)
    if context is None:
        raise EntryError("không đọc được gói luật.")
    by_agency = request.wish is Wish.AGENCY_CORRECTION
    day = str(request.values.get("ngay-phat-hien", ""))
    report = MistakeReport(
        wrong=str(request.values["sai"]),
        right=str(request.values.get("dung", "")),
        item=str(request.values.get("muc", "")),
        petitioned=None if by_agency else received,
        discovered=datetime.date.fromisoformat(day) if day else received,
        by=_OFFICE if by_agency else "",
    )
    correction = add_correction(
        options.agencies, request.agency, report, framework=context.framework, as_of=options.as_of
    )
    written = Written(correction.path, correction.before, correction.after)
    return (written,), correction.due.day if correction.due is not None else None


def _known(agencies: Path) -> Mapping[str, Known]:
    """Return, by folder name, names and ids of each agency, so that forms can be matched to them."""
    by_folder = {}
    for name in agency_ids(agencies)[0]:
        loaded = load_agency(read_folder(agencies / name))
        rows: set[str] = set()
        names: tuple[str, ...] = ()
        if loaded.agency is not None:
            profile = loaded.agency.profile
            names = (profile.name, profile.short_name or "")
            rows = {row.id for row in loaded.agency.items}
            rows |= {row.id for row in loaded.agency.conditional}
            rows |= {document.id for item in loaded.agency.items for document in item.documents}
        text = "\n".join(document.text for document in loaded.documents.values())
        by_folder[name] = Known(names=names, items=frozenset(rows), text=text)
    return by_folder
