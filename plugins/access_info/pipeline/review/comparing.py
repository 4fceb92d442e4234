"""Comparing two states of the data: what changed, and what it means for duties and problems."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from access_info.changes.agencies import (
    compare_agencies,
    compare_place,
    duty_changes,
    problem_changes,
    touched,
    with_citations,
)
from access_info.changes.attachments import compared
from access_info.changes.difference import (
    AgencyChange,
    Difference,
    FileChange,
    FileChangeKind,
    Loss,
    LossKind,
    TextChange,
    TextState,
)
from access_info.changes.hiding import hidden_change, hidden_place
from access_info.changes.states import State
from access_info.checks.safety.violations import shown_signatures
from access_info.loading import folders
from access_info.pages.agency.links import signature_words
from access_info.pages.rendering.environment import load_texts
from access_info.pipeline.preparation.context import Options, Recognition
from access_info.pipeline.preparation.inspection import JudgedAll, finding_records, judge_each
from access_info.problems import Location, Problem, in_order
from access_info.scanning import scan
from access_info.waiting import temporary_folder

# What the contents of new and replaced attachments show: texts old and new, and signatures.


@dataclasses.dataclass(frozen=True)
class JudgedFiles:
    """The attachments of one state of the data, with what the secrecy gate says of them.

    Attributes:
        folder: The folder of agencies.
        judged: Agencies whose attachments the gate has scanned.
        withheld: Agency → attachments that must not be shown, by path below its folder.
    """

    folder: Path
    judged: frozenset[str]
    withheld: Mapping[str, frozenset[str]]

    def is_withheld(self, agency: str, name: str) -> bool:
        """Tell whether the gate withholds an attachment, so that nothing of its text may be shown."""
        return name in self.withheld.get(agency, ())


def with_contents(
    agencies: Iterable[AgencyChange], before: JudgedFiles, after: JudgedFiles, cache: Path
) -> Iterator[AgencyChange]:
    """Yield the changes of agencies with what the contents of new and replaced attachments show.

    These are the texts of each replaced attachment compared, old and new, and who signed it. Nothing
    is said of an attachment that the gate withholds, or has not scanned. A replaced attachment that
    has lost all its text is added to the losses.

    Args:
        agencies: What changed in each agency.
        before: Attachments of the earlier state.
        after: Attachments of the later state.
        cache: The folder with the gate's own scans of attachments.
    """
    for agency in agencies:
        texts = tuple(_with_content(text, agency, before, after, cache) for text in agency.texts)
        files = tuple(_with_signer(agency, file, before, after, cache) for file in agency.files)
        emptied = (
            Loss(
                LossKind.ATTACHMENT,
                agency.id,
                f"{text.name}: nay không còn chữ nào",
                text.name.removeprefix("tep/"),
                text.name,
            )
            for text in texts
            if text.emptied and text.used_by
        )
        losses = tuple(dict.fromkeys((*agency.losses, *emptied)))
        yield dataclasses.replace(agency, texts=texts, files=files, losses=losses)


def _with_content(
    text: TextChange, agency: AgencyChange, before: JudgedFiles, after: JudgedFiles, cache: Path
) -> TextChange:
    """Return a replaced attachment's change with old and new text compared, unless that may not be shown."""
    old, name = agency.was or agency.id, text.was or text.name
    if old not in before.judged or agency.id not in after.judged:
        return text
    if before.is_withheld(old, name) or after.is_withheld(agency.id, text.name):
        return dataclasses.replace(text, state=TextState.WITHHELD)
    was = scan(before.folder / old / name, cache=cache)
    return compared(text, was, scan(after.folder / agency.id / text.name, cache=cache))


_NEW_CONTENT = frozenset({FileChangeKind.ADDED, FileChangeKind.REPLACED})
_LOST = "Nay không có chữ ký số; bản trước: {before}"


def _with_signer(
    agency: AgencyChange, file: FileChange, before: JudgedFiles, after: JudgedFiles, cache: Path
) -> FileChange:
    """Return a file's change with words on who signed the file, or that a signature has been lost."""
    if file.kind not in _NEW_CONTENT:
        return file
    words = _signer_words(after, agency.id, file.name, cache)
    if words == "" and file.kind is FileChangeKind.REPLACED:
        earlier = _signer_words(before, agency.was or agency.id, file.name, cache)
        words = _LOST.format(before=earlier[:1].lower() + earlier[1:]) if earlier else ""
    return dataclasses.replace(file, signed=words or "")


def _signer_words(side: JudgedFiles, agency: str, name: str, cache: Path) -> str | None:
    """Return in Vietnamese who signed a file; "" without signature, `None` if nothing may be said.

    Args:
        side: Attachments of one of the two states.
        agency: Folder name.
        name: The file's path below that folder.
        cache: The folder with the gate's own scans of attachments.
    """
    path = side.folder / agency / name
    if agency not in side.judged or side.is_withheld(agency, name) or not path.is_file():
        return None
    signatures = scan(path, cache=cache).signatures
    return signature_words(shown_signatures(signatures), load_texts())


# The predecessors in a profile: `tien_than: [so-cu]`, or `tien_than:` with all lines up to the next
# top-level key.
_PREDECESSORS = re.compile(rb"^tien_than\b.*?(?=^[a-z_]+:|\Z)", re.MULTILINE | re.DOTALL)
Judged = JudgedAll[list[dict[str, object]]]


def compare_states(base: State, head: State, options: Options) -> Difference:
    """Compare two states of the data: contents, duties and problems, without private data.

    Only agencies that changed, and those whose duties depend on them, are read. Where no file
    changed, the effects on duties and problems are left out.

    Args:
        base: The earlier state.
        head: The later state.
        options: Laws and day by which both are judged. `agencies` is the folder that people know,
            for the locations of problems; `new_files` are the attachments that the later state
            adds.
    """
    names, changed_paths = touched(base, head)
    for state in (base, head):
        state.lay_out(names, [path for path in state.entries if is_attachment(path)])
    place = compare_place(base, head)
    # An agency that succeeded others is compared with the content of those that merged into it.
    heirs_of = {now for was, now in place.redirects.items() if was in names}
    for state in (base, head):
        state.lay_out(heirs_of - names, ())
    with options.progress.of("so hai bản", 0):
        # Hidden: what the safety gate would keep from publication does not stand in a review either.
        agencies = tuple(
            hidden_change(agency) for agency in compare_agencies(base, head, names, place.redirects)
        )
    difference = Difference(
        base=base.label,
        head=head.label,
        as_of=options.as_of.isoformat(),
        agencies=agencies,
        place=hidden_place(place),
        remarks=(*base.remarks, *head.remarks),
        skipped=tuple(
            path
            for path in sorted({*base.skipped, *head.skipped})
            if base.skipped.get(path) != head.skipped.get(path)
        ),
    )
    if not changed_paths:
        return difference
    affected = frozenset(names) | frozenset(_successors(base, head, names))
    if place.judging:
        # The jurisdiction's file changed so that any agency may be judged otherwise.
        affected = frozenset(base.ids) | frozenset(head.ids)
    scanned = frozenset(_agencies_to_scan(changed_paths, agencies))
    return _with_effects(
        difference, base, head, options, affected=affected, laid_out=names, scanned=scanned
    )


def _with_effects(
    difference: Difference,
    base: State,
    head: State,
    options: Options,
    *,
    affected: frozenset[str],
    laid_out: Collection[str],
    scanned: frozenset[str],
) -> Difference:
    """Return a difference completed with the changes of duties, problems, and attachments' texts.

    Args:
        difference: What changed in the data.
        base: The earlier state.
        head: The later state.
        options: As in `compare_states`.
        affected: Agencies whose duties or problems may have changed.
        laid_out: Agencies whose files are already written to the states' folders.
        scanned: Agencies whose attachments are scanned.
    """
    judged: list[Judged] = []
    with temporary_folder("da-ra-soat-") as cache:
        for state in (base, head):
            state.lay_out(affected - set(laid_out), ())
            state.lay_out(_predecessors(state, affected) - affected, ())
            # Both sides share the cache: an attachment that both hold is scanned once.
            own = dataclasses.replace(
                options,
                agencies=state.folder,
                cache=Path(cache),
                new_files=options.new_files if state is head else frozenset(),
                recognition=Recognition.NONE,
            )
            judged.append(_judge(own, affected & frozenset(state.ids), scanned))
        before, after = judged
        was, now = (
            JudgedFiles(state.folder, _scanned_by_gate(side, scanned), side.withheld)
            for state, side in zip((base, head), judged, strict=True)
        )
        with options.progress.of("so các tệp đính kèm", 0):
            agencies = tuple(with_contents(difference.agencies, was, now, Path(cache)))
    context = after.context or before.context
    if context is not None:
        agencies = tuple(with_citations(change, context.framework) for change in agencies)
    unknown = ""
    if before.context is None or after.context is None:
        unknown = "không đọc được gói luật"
    if difference.place.unread:
        unknown = "không đọc được _dia-ban.yml ở một phía"
    # An agency with unreadable data would seem to meet no duty: its changes of duties are left out.
    unreadable = {change.id for change in difference.agencies if change.unread}
    heirs = {change.was: change.id for change in difference.agencies if change.was}
    new, gone = problem_changes(before.problems, after.problems, base=base.folder, head=head.folder)
    return dataclasses.replace(
        difference,
        agencies=agencies,
        duties=()
        if unknown
        else tuple(
            change
            for change in duty_changes(
                (finding for agency in before.results for finding in agency),
                (finding for agency in after.results for finding in agency),
                heirs,
            )
            if change.agency not in unreadable
        ),
        duties_unknown=unknown,
        problems_new=tuple(_with_known_places(new, head.folder, options.agencies)),
        problems_gone=tuple(_with_known_places(gone, base.folder, options.agencies)),
    )


def _judge(options: Options, names: frozenset[str], scanned: frozenset[str]) -> Judged:
    """Judge agencies, with the attachments scanned of those in `scanned` only, to save time.

    The results of both kinds (`plain`, `full`) are joined.
    """
    plain = judge_each(options, finding_records, only=names - scanned)
    if not names & scanned:
        return plain
    full = judge_each(options, finding_records, only=names & scanned, attachments=True)
    return JudgedAll(
        plain.context,
        (*plain.results, *full.results),
        tuple(in_order([*plain.problems, *full.problems])),
        {**plain.withheld, **full.withheld},
    )


def _scanned_by_gate(judged: Judged, scanned: frozenset[str]) -> frozenset[str]:
    """Return the agencies whose attachments the secrecy gate has really scanned in this state."""
    return frozenset() if judged.context is None else scanned & frozenset(judged.context.published)


def is_attachment(path: str) -> bool:
    """Tell whether a path below the folder of agencies is an attachment: `so-a/tep/x.pdf`."""
    return path.partition("/")[2].startswith(f"{folders.FILES_FOLDER}/")


def _agencies_to_scan(paths: Collection[str], agencies: Collection[AgencyChange]) -> Iterator[str]:
    """Yield agencies whose attachments must be scanned: one changed, or a waiver (`mien_tru`) did."""
    yield from (path.partition("/")[0] for path in paths if is_attachment(path))
    for agency in agencies:
        # An attachment was replaced: the texts of both are to be compared.
        if agency.texts:
            yield from {agency.id, agency.was or agency.id}
        fields = (*agency.fields, *(field for row in agency.rows for field in row.fields))
        if any("mien_tru" in field.keys for field in fields):
            yield from {agency.id, agency.was or agency.id}


def _successors(base: State, head: State, names: frozenset[str]) -> Iterator[str]:
    """Yield agencies that name a changed one as predecessor, since their duties depend on its data too.

    Profiles are searched as bytes, without being parsed, which would take seconds.
    """
    wanted = [name.encode() for name in names]
    for state in (base, head):
        others = [name for name in state.ids if name not in names]
        profiles = {f"{name}/{folders.PROFILE}" for name in others}
        for path, content in state.contents(profiles):
            for match in _PREDECESSORS.finditer(content):
                if any(name in match[0] for name in wanted):
                    yield path.partition("/")[0]


def _predecessors(state: State, names: frozenset[str]) -> frozenset[str]:
    """Return the predecessors that these agencies name; judging an agency needs their files too."""
    profiles = {f"{name}/{folders.PROFILE}" for name in names}
    mentions = b"\n".join(
        match[0]
        for _, content in state.contents(profiles)
        for match in _PREDECESSORS.finditer(content)
    )
    return frozenset(name for name in state.ids if mentions and name.encode() in mentions)


def _with_known_places(
    problems: tuple[Problem, ...], folder: Path, shown: Path
) -> Iterator[Problem]:
    """Yield problems with their paths in the folder that people know, not in the temporary one.

    Args:
        problems: Problems found in a state's own folder.
        folder: That folder.
        shown: The folder that people know.
    """
    for problem in problems:
        path = Path(problem.location.path)
        if folder != shown and path.is_relative_to(folder):
            place = shown / path.relative_to(folder)
            location = Location(place.as_posix(), problem.location.line, problem.location.column)
            yield dataclasses.replace(problem, location=location)
        else:
            yield problem
