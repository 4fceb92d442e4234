"""One run over the inbox: receive, work on each file, push, tell."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

from access_info.changes.git import GitError, Repository, WorkTree
from access_info.imports.lists.rules import UNREADABLE_LIST
from access_info.loading.folders import PROFILE
from access_info.pipeline.inbox import intake
from access_info.pipeline.inbox.intake import FileStage, Order, Receipt, take_in
from access_info.pipeline.inbox.proposing import (
    REPLY,
    Imported,
    counts_of,
    import_file,
    letter,
    propose,
    push,
    repeated_text,
    reply_text,
    write_trial,
)
from access_info.pipeline.preparation.context import Options, read_build_context
from access_info.pipeline.review.reviewing import laws_of_revision
from access_info.problems import Location, Problem, errors
from access_info.source.replacing import replace_file, system_words

_AGENCIES = "agencies"
_MAX_TRIES = 3


@dataclasses.dataclass(kw_only=True)
class Ran:
    """What a run did.

    Attributes:
        done: Receipts that were worked on, as they are now.
        again: Files that were sent before.
        pushed: Receipts whose branches were pushed now.
        expired: Receipts whose originals were deleted.
        unfinished: Files that are being written.
        problems: What whoever runs the inbox must see to.
    """

    done: list[Receipt] = dataclasses.field(default_factory=list)
    again: list[Receipt] = dataclasses.field(default_factory=list)
    pushed: list[Receipt] = dataclasses.field(default_factory=list)
    expired: list[Receipt] = dataclasses.field(default_factory=list)
    unfinished: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)


def run_inbox(order: Order, tell: Callable[[Receipt], None]) -> Ran:
    """Receive what lies in the inbox and work on everything that waits.

    Each step is noted on disk before the next, so that a run that was ended is gone on with; whoever
    calls holds the office's lock.

    Args:
        order: What is to be done.
        tell: Told of each file as soon as it is done.

    Raises:
        GitError: The base is not there.
    """
    ran = Ran()
    office = order.office
    order.repository.remove_tree(office.tree)
    office.clear_leftovers()
    ran.expired += office.expire(order.as_of, order.keep_days)
    base = order.repository.commit(order.base)
    known = _agencies_of(order.repository, base)
    intake = take_in(order, known)
    ran.problems += intake.problems
    ran.unfinished = intake.unfinished
    ran.again += intake.again
    for receipt in intake.again:
        moment = f"{order.now:%Y%m%d%H%M%S}"
        _write_reply(
            order, receipt, repeated_text(receipt), f"tra-loi-{moment}.txt", suffix=f"-{moment}"
        )
    waiting = [one for one in office.receipts() if one.stage is FileStage.WAITING]
    ready = [receipt for receipt in waiting if _may_be_tried(receipt, order, known, ran)]
    for receipt in (one for one in ready if one.why):
        done = dataclasses.replace(receipt, stage=FileStage.REFUSED, summary="không đọc được")
        ran.done.append(_finish(order, done, None, ()))
        tell(ran.done[-1])
    files = [receipt for receipt in ready if not receipt.why]
    if files:
        with (
            WorkTree(order.repository, office.tree, base) as tree,
            tempfile.TemporaryDirectory(prefix="da-xem-") as cache,
            order.progress.of("đọc tệp gửi tới", len(files)) as seen,
        ):
            worker = _FileReading(order, base, tree, Path(cache), ran)
            for receipt in files:
                done_now = worker.work(receipt)
                if done_now is not None:
                    ran.done.append(done_now)
                    tell(done_now)
                seen()
    if order.remote:
        _push_all(order, base, ran)
    return ran


class _FileReading:
    """Works on the files of one run, in one work tree."""

    def __init__(self, order: Order, base: str, tree: WorkTree, cache: Path, ran: Ran) -> None:
        self._order = order
        self._base = base
        self._tree = tree
        self._ran = ran
        entries = order.repository.files(base, "") or ()
        listing = {entry.path.decode("utf-8", "surrogateescape"): entry for entry in entries}
        laws = order.laws
        if laws is None:
            folder = laws_of_revision(order.repository, listing).folder
            laws = tree.folder / folder if folder else None
        self._options = Options(
            agencies=tree.folder / _AGENCIES, as_of=order.as_of, laws=laws, cache=cache, jobs=1
        )
        self._context, problems = read_build_context(self._options)
        if self._context is None:
            ran.problems += problems

    def work(self, receipt: Receipt) -> Receipt | None:
        """Work on a file; `None` where it has to wait for something that is not its sender's."""
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
        return _finish(self._order, done, imported, problems)

    def _wait(self, receipt: Receipt, reason: str) -> None:
        """Leave a file for the next run, which is no try that failed for the file's own sake."""
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
    """Return how far a file has come once it was imported, and what came of it in a few words."""
    if imported.changes:
        return FileStage.PROPOSED, counts_of(imported)
    if errors(imported.run.problems) or imported.caught or imported.withheld_rows:
        return FileStage.REFUSED, "chưa dùng được"
    return FileStage.UNCHANGED, "không có gì mới"


def _finish(
    order: Order, receipt: Receipt, imported: Imported | None, problems: tuple[Problem, ...]
) -> Receipt:
    """Write the reply, then note that the file is done."""
    _write_reply(order, receipt, reply_text(receipt, imported, problems), REPLY)
    return order.office.save(receipt)


def _write_reply(order: Order, receipt: Receipt, text: str, name: str, *, suffix: str = "") -> None:
    """Write a reply: beside the results, and as a letter where the agency has an address.

    Args:
        order: What is to be done.
        receipt: The file.
        text: The reply.
        name: Name of the file beside the results.
        suffix: What tells the letter's name from that of the first reply.
    """
    office = order.office
    replace_file(office.results(receipt) / name, text)
    addressee = order.settings.addresses.get(receipt.agency)
    if addressee is not None:
        mail = letter(text, receipt=receipt, sender=order.settings.email, addressee=addressee)
        replace_file(office.letter(receipt, suffix), mail)


def _may_be_tried(receipt: Receipt, order: Order, known: frozenset[str], ran: Ran) -> bool:
    """Tell whether a file is worked on now; if not, say why."""
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


def _push_all(order: Order, base: str, ran: Ran) -> None:
    """Push every branch that is proposed and not pushed yet; note what the remote refuses."""
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
    """List the ids of the agencies that a revision has."""
    entries = repository.files(commit, _AGENCIES) or ()
    paths = (entry.path.decode("utf-8", "replace").split("/") for entry in entries)
    return frozenset(
        parts[0]
        for parts in paths
        if len(parts) == 2 and parts[1] == PROFILE and not parts[0].startswith("_")  # noqa: PLR2004
    )
