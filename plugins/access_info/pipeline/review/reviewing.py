"""A proposed change as its reviewer needs it: where it reaches, what is wrong, what it means."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

from access_info.changes.agencies.all_agencies import touched
from access_info.changes.compare.difference import Difference
from access_info.changes.git.revisions import Repository, TreeEntry
from access_info.changes.git.states import State, revision_state
from access_info.changes.losses.explaining import explained, unexplained
from access_info.changes.losses.reasons import read_reasons
from access_info.changes.review import scope_rules
from access_info.changes.review.scope import AGENCIES, Scope, Touched, judge_scope, scope_of
from access_info.exports.forge_files import code_owners
from access_info.loading import load_jurisdiction
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.pipeline.preparation.options import Options, Recognition
from access_info.pipeline.preparation.prepare import prepare
from access_info.pipeline.review.comparing import compare_states, is_attachment
from access_info.pipeline.review.proposed_laws import laws_of_revision
from access_info.problems import Location, Problem, errors, failures, in_order
from access_info.waiting.progress import NO_PROGRESS, Progress

_MOST_OWNERS = 1 << 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the author says about a change; all of it is data.

    Attributes:
        title: `[so-tu-phap] Cập nhật đầu mối`.
        branch: The branch it stands on.
        description: Its text.
    """

    title: str = ""
    branch: str = ""
    description: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReviewedChange:
    """A change, judged.

    Attributes:
        scope: Where it reaches.
        reason: Why it reaches so far, in the author's words, or "".
        problems: Everything that is wrong with it, in order, at the places of the later state.
        difference: What it means; `None` when no data changed.
        root: The later state's root, as far as it is laid out.
        agencies: Agencies that can be looked at, sorted.
        owners: What `CODEOWNERS` must say, where it says something else; else "".
        laws: The folder of law packs it was judged by beside the program's own; `None` without one.
        brings_files: Whether it brings attachments that the revision before has not.
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
        """Whether it should not be accepted as it is."""
        return bool(failures(self.problems))

    @property
    def must_not_be_repeated(self) -> bool:
        """Whether it holds what must not be public, so that no page of ours may show it again."""
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
    """Judge the change from where two revisions went apart.

    Nothing of either revision is run: both are read from git's store.

    Args:
        repository: Where both are.
        base: The revision that is to be changed.
        head: The changed one.
        proposal: What the author says.
        room: An empty private folder that outlives the result.
        as_of: The day duties are judged at.
        laws: A further folder of law packs; `None` for the one that the changed revision builds with.
        progress: Is told how far the work is.
        cache: Folder that remembers what attachments hold from one review to the next, or `None`.

    Raises:
        GitError: A revision is not there.
    """
    after = repository.commit(head)
    before = repository.merge_base(repository.commit(base), after)
    with progress.of("đọc kho git", 0):
        old, new = _listing(repository, before), _listing(repository, after)
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
        relawed = was != now
        laws = now.lay_out(repository, root)
    if not scope.touches_data and not relawed:
        return ReviewedChange(
            scope=scope,
            reason=reason,
            problems=tuple(in_order(problems)),
            difference=None,
            root=root,
            agencies=(),
            laws=laws,
        )
    present = tuple(sorted(_lay_out(*states, all_agencies=relawed)))
    new_files = frozenset(_brought(*states))
    difference = compare_states(
        *states,
        shown=states[1].folder,
        as_of=as_of,
        laws=laws,
        new_files=new_files,
        progress=progress,
    )
    difference = explained(difference, reasons)
    problems += unexplained(difference, states[1].folder, reasons)
    options = Options(
        agencies=states[1].folder,
        as_of=as_of,
        laws=laws,
        cache=cache,
        new_files=new_files,
        recognition=Recognition.NEW,
        progress=progress,
    )
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
    return ReviewedChange(
        scope=scope,
        reason=reason,
        problems=tuple(in_order(problems)),
        difference=difference,
        root=root,
        agencies=present,
        owners=owners,
        laws=laws,
        brings_files=bool(new_files),
    )


def _brought(before: State, after: State) -> Iterator[str]:
    """Yield the attachments of which no file of the state before has the bytes, whatever its name."""
    held = {file.stored.id for file in before.entries.values() if file.stored is not None}
    for path, file in after.entries.items():
        if is_attachment(path) and (file.stored is None or file.stored.id not in held):
            yield path


def _listing(repository: Repository, commit: str) -> dict[str, TreeEntry]:
    entries = repository.files(commit, "") or ()
    return {entry.path.decode("utf-8", "surrogateescape"): entry for entry in entries}


def _changed(old: dict[str, TreeEntry], new: dict[str, TreeEntry]) -> Iterator[Touched]:
    for path in sorted(old.keys() | new.keys()):
        was, now = old.get(path), new.get(path)
        if was is None or now is None or (was.id, was.mode) != (now.id, now.mode):
            # A name that is not UTF-8 cannot be printed as it is.
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            yield Touched(shown, int(now.mode, 8) if now is not None else 0)


def _state(repository: Repository, label: str, commit: str, root: Path) -> State:
    folder = root / AGENCIES
    folder.mkdir(parents=True)
    return revision_state(label, repository, commit, AGENCIES, folder)


def _lay_out(before: State, after: State, *, all_agencies: bool) -> Iterator[str]:
    """Write the files of the changed state that are judged and looked at.

    Args:
        before: The state that is to be changed.
        after: The changed one.
        all_agencies: Whether something that all rest on has changed.

    Yields:
        The agencies that are judged: those that changed, or all when the province's settings did.
    """
    names, paths = touched(before, after)
    all_agencies = all_agencies or JURISDICTION_FILE in paths
    present = set(after.ids) if all_agencies else names & set(after.ids)
    whole = {path for path in after.entries if path.partition("/")[0] in present}
    # Others are named on pages and referred to: their texts are needed, their attachments are not.
    after.lay_out(after.ids, whole | paths)
    yield from present


def _owners_wanted(repository: Repository, listing: dict[str, TreeEntry], state: State) -> str:
    """Return what `CODEOWNERS` must say; "" when it says so, or when nobody can tell."""
    settings, _, wrong = load_jurisdiction(state.folder)
    if errors(wrong):
        return ""
    wanted = code_owners(settings)
    entry = listing.get(CODE_OWNERS)
    if entry is None:
        return wanted if settings.reviewers else ""
    content = b""
    with repository.reader() as reader, contextlib.suppress(UnicodeDecodeError):
        for piece in reader.read(entry):
            content += piece if len(content) < _MOST_OWNERS else b""
        if content.decode("utf-8").replace("\r\n", "\n") == wanted:
            return ""
    return wanted
