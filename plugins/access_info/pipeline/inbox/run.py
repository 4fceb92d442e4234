"""One run over the inbox: receive files, process each, push branches, write replies."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from access_info.changes.git import GitError, Repository, WorkTree
from access_info.imports.lists.rules import UNREADABLE_LIST
from access_info.loading.folders import PROFILE
from access_info.pipeline.inbox import intake
from access_info.pipeline.inbox.intake import FileStage, InboxRun, Order, Receipt, take_in
from access_info.pipeline.inbox.proposing import (
    Imported,
    counts_of,
    import_file,
    propose,
    push,
    reply,
    reply_to_repeated,
    write_trial,
)
from access_info.pipeline.preparation.context import Options, read_build_context
from access_info.pipeline.review.reviewing import files_of_revision, laws_of_revision
from access_info.problems import Location, Problem, errors
from access_info.source.replacing import system_words
from access_info.waiting import temporary_folder

_AGENCIES = "agencies"
_MAX_TRIES = 3


def run_inbox(order: Order, tell: Callable[[Receipt], None]) -> InboxRun:
    """Receive the files in the inbox and process all that wait, also from earlier runs.

    Each step is stored on disk before the next, so that the next run resumes an interrupted one.
    The caller must hold the working folder's lock.

    Args:
        order: The arguments of the run.
        tell: Called with the receipt of each file as soon as it is processed.

    Raises:
        GitError: The base revision does not exist.
    """
    ran = InboxRun()
    office = order.office
    order.repository.remove_tree(office.tree)
    office.clear_leftovers()
    ran.expired += office.expire(order.as_of, order.keep_days)
    base = order.repository.commit(order.base)
    agencies = _agencies_of(order.repository, base)
    take_in(order, agencies, ran)
    for receipt in ran.again:
        reply_to_repeated(order, receipt)
    waiting = [one for one in office.receipts() if one.stage is FileStage.WAITING]
    ready = [receipt for receipt in waiting if _may_be_tried(receipt, order, agencies, ran)]
    for receipt in (one for one in ready if one.why):
        done = dataclasses.replace(receipt, stage=FileStage.REFUSED, summary="không đọc được")
        reply(order, done, None, ())
        ran.done.append(office.save(done))
        tell(done)
    files = [receipt for receipt in ready if not receipt.why]
    if files:
        with (
            WorkTree(order.repository, office.tree, base) as tree,
            temporary_folder("da-xem-") as cache,
            order.progress.of("đọc tệp gửi tới", len(files)) as step_done,
        ):
            worker = _FileReading(order, base, tree, Path(cache), ran)
            for receipt in files:
                done_now = worker.work(receipt)
                if done_now is not None:
                    ran.done.append(done_now)
                    tell(done_now)
                step_done()
    if order.remote:
        _push_all(order, base, ran)
    return ran


class _FileReading:
    """Processes the files of one run, all in the same git work tree.

    The laws are those that the order names, else those of the base revision.
    """

    def __init__(self, order: Order, base: str, tree: WorkTree, cache: Path, ran: InboxRun) -> None:
        """Read laws and jurisdiction once; problems of these go into the run's record.

        Args:
            order: The arguments of the run.
            base: The commit that the work tree was made from.
            tree: The work tree, reset before each file.
            cache: Folder for the results of scanning attachments.
            ran: The record of the run.
        """
        self._order = order
        self._base = base
        self._tree = tree
        self._ran = ran
        laws = order.laws
        if laws is None:
            listing = files_of_revision(order.repository, base)
            folder = laws_of_revision(order.repository, listing).folder
            laws = tree.folder / folder if folder else None
        self._options = Options(
            agencies=tree.folder / _AGENCIES, as_of=order.as_of, laws=laws, cache=cache, jobs=1
        )
        self._context, problems = read_build_context(self._options)
        if self._context is None:
            ran.problems += problems

    def work(self, receipt: Receipt) -> Receipt | None:
        """Import one file, propose the change, and write the reply.

        Returns:
            The receipt as it is now; `None` if the file has to wait for the next run, since
            something is wrong with the repository or machine rather than with the file.
        """
        if self._context is None:
            return None
        office = self._order.office
        tried = office.save(dataclasses.replace(receipt, tries=receipt.tries + 1))
        try:
            self._tree.reset()
            imported = import_file(
                office.original(receipt), receipt.agency, self._context.framework, self._options
            )
            if any(problem.code == UNREADABLE_LIST.code for problem in imported.run.problems):
                wrong = errors(imported.run.problems)[0]
                self._wait(receipt, f"{wrong.message} {wrong.cure}")
                return None
            stage, summary = _outcome(imported)
            done = dataclasses.replace(tried, stage=stage, summary=summary)
            write_trial(done, imported, office)
            problems: tuple[Problem, ...] = ()
            if done.stage is FileStage.PROPOSED:
                problems = propose(
                    done, imported, self._order, self._options, base=self._base, tree=self._tree
                )
        except GitError as error:
            self._wait(receipt, str(error))
            return None
        except OSError as error:
            self._wait(receipt, system_words(error))
            return None
        # The receipt is stored last: a run that is interrupted before writes the reply again.
        reply(self._order, done, imported, problems)
        return office.save(done)

    def _wait(self, receipt: Receipt, reason: str) -> None:
        """Leave a file for the next run, with a problem (TT889); this try does not count."""
        self._order.office.save(receipt)
        self._ran.problems.append(
            intake.NOT_DONE.at(
                Location(self._order.office.original(receipt).as_posix()),
                agency=receipt.agency,
                day=f"{receipt.received:%d/%m/%Y}",
                wording=reason,
            )
        )


def _outcome(imported: Imported) -> tuple[FileStage, str]:
    """Return the stage of a file after its import, and the result in a few words."""
    if imported.changes:
        return FileStage.PROPOSED, counts_of(imported)
    if errors(imported.run.problems) or imported.caught or imported.withheld_rows:
        return FileStage.REFUSED, "chưa dùng được"
    return FileStage.UNCHANGED, "không có gì mới"


def _may_be_tried(receipt: Receipt, order: Order, known: frozenset[str], ran: InboxRun) -> bool:
    """Tell whether a file can be processed now; if not, record why in `ran.problems`.

    Not after too many tries (TT888), without a mail address (TT885), or for an unknown agency
    (TT884).
    """
    office = order.office
    place = Location(office.original(receipt).as_posix())
    if receipt.tries >= _MAX_TRIES:
        ran.problems.append(
            intake.GIVEN_UP.at(
                place,
                agency=receipt.agency,
                day=f"{receipt.received:%d/%m/%Y}",
                count=receipt.tries,
                how=office.record(receipt.agency, receipt.digest),
            )
        )
        return False
    if receipt.agency not in order.settings.addresses:
        problem = intake.NO_ADDRESS.at(place, agency=receipt.agency, file=order.settings.name)
        ran.problems.append(problem)
        return False
    if receipt.agency not in known:
        ran.problems.append(intake.UNKNOWN_AGENCY.at(place, name=receipt.agency, hint=""))
        return False
    return True


def _push_all(order: Order, base: str, ran: InboxRun) -> None:
    """Push every proposed branch that is not pushed yet; record a problem (TT890) if one fails."""
    for receipt in order.office.receipts():
        if receipt.stage is not FileStage.PROPOSED or not receipt.name:
            continue
        try:
            push(receipt, order, base)
        except (GitError, OSError) as error:
            reason = system_words(error) if isinstance(error, OSError) else str(error)
            place = Location(order.office.results(receipt).as_posix())
            ran.problems.append(
                intake.NOT_PUSHED.at(
                    place, branch=receipt.branch, remote=order.remote, wording=reason
                )
            )
        else:
            ran.pushed.append(
                order.office.save(dataclasses.replace(receipt, stage=FileStage.PUSHED))
            )


def _agencies_of(repository: Repository, commit: str) -> frozenset[str]:
    """Return the ids of the agencies that a git revision contains."""
    entries = repository.files(commit, _AGENCIES) or ()
    paths = (entry.path.decode("utf-8", "replace").split("/") for entry in entries)
    return frozenset(
        parts[0]
        for parts in paths
        if len(parts) == 2 and parts[1] == PROFILE and not parts[0].startswith("_")  # noqa: PLR2004
    )
