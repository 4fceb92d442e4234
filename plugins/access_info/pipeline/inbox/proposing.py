"""An imported file → one commit on a branch, what a reviewer needs beside it, and the proposal's text."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from pathlib import Path

from access_info.changes.git import (
    GitIdentity,
    Repository,
    WorkTree,
    open_branches,
    push_branch,
    set_branch,
)
from access_info.changes.review import ProposalSummary
from access_info.imports.lists.report import as_text
from access_info.model.declarations.date_words import vn_date
from access_info.pipeline.inbox.importing import Imported
from access_info.pipeline.inbox.receipts import Receipt, Workroom, branches_of
from access_info.pipeline.inbox.settings import InboxSettings
from access_info.pipeline.preparation.options import Options
from access_info.pipeline.review.reviewing import Proposal, ReviewedChange, review
from access_info.problems import Problem
from access_info.source import replace_file

TITLE, TEXT, BRANCH = "tieu-de.txt", "noi-dung.md", "nhanh.txt"
TRIAL, SUMMARY, REPLY = "doc-thu.txt", "tom-tat.md", "tra-loi.txt"
_COMMITTER = "Hộp thư tiếp cận thông tin"
_HIDDEN = (
    "Dữ liệu hiện có của cơ quan còn thông tin không được phép công khai nên phần so sánh không hiện ở đây: gỡ "
    "thông tin ấy trước."
)
# A forge takes 65,536 characters; the rest of the summary is beside the proposal.
_MOST_TEXT = 60_000


@dataclasses.dataclass(frozen=True)
class Proposed:
    """A branch, judged.

    Attributes:
        problems: What is wrong with it that was not wrong before.
    """

    problems: tuple[Problem, ...]


def title_of(receipt: Receipt) -> str:
    """Return the title of a proposal: it begins with the agency, as the review wants it."""
    return f"[{receipt.agency}] Danh mục gửi qua hộp thư ngày {vn_date(receipt.received.date())}"


def counts_of(imported: Imported) -> str:
    """Say in a few words what a file changes."""
    new = sum(len(plan.new) for plan in imported.run.plans)
    changed = sum(len(plan.changed) for plan in imported.run.plans)
    parts = [f"{new} mục mới, {changed} mục thay đổi"]
    rows = len({row.where for row in imported.withheld_rows})
    parts += [f"{rows} hàng để lại"] if rows else []
    return ", ".join(parts)


def propose(
    receipt: Receipt,
    imported: Imported,
    *,
    repository: Repository,
    base: str,
    tree: WorkTree,
    options: Options,
    settings: InboxSettings,
    office: Workroom,
) -> Proposed:
    """Commit what was imported, let a branch point to it, and write its review.

    Args:
        receipt: The file.
        imported: What came of it; the work tree holds it.
        repository: Where the branch will be.
        base: The commit that the tree was laid out from.
        tree: The work tree.
        options: Which data, as of which day.
        settings: Who sends.
        office: Where results are written.

    Raises:
        GitError: Git cannot do it.
    """
    paths = [
        file.path.relative_to(tree.folder).as_posix() for file in imported.run.files if file.changes
    ]
    commit = tree.commit(
        paths,
        f"{title_of(receipt)}\n\n{counts_of(imported)}.\n\nTep-goc: sha256:{receipt.digest}\n",
        author=GitIdentity(receipt.agency, settings.addresses[receipt.agency]),
        committer=GitIdentity(_COMMITTER, settings.email),
        moment=receipt.received,
    )
    set_branch(repository, receipt.branch, commit)
    with tempfile.TemporaryDirectory(prefix="xet-") as room:
        reviewed = review(
            repository,
            base,
            commit,
            proposal=Proposal(title=title_of(receipt), branch=receipt.branch),
            room=Path(room),
            as_of=options.as_of,
            laws=options.laws,
            cache=options.cache,
        )
        replace_file(office.results(receipt) / SUMMARY, _summary(reviewed))
    new = reviewed.difference.problems_new if reviewed.difference is not None else ()
    return Proposed(tuple(new))


def write_trial(receipt: Receipt, imported: Imported, office: Workroom) -> None:
    """Write how the file was understood, as `access-info import` tells it."""
    # Named as it was sent; the name is printed, never opened.
    shown = dataclasses.replace(imported.run, path=Path(receipt.name.replace("/", "_") or "tệp"))
    lines = [f"Tệp {receipt.name}, {receipt.number}", ""]
    lines += [f"{problem.message} → {problem.cure} ({problem.code})" for problem in shown.problems]
    lines += [
        f"Để lại, không đưa vào nhánh: {row.where} ({row.problem.code})"
        for row in imported.withheld_rows
    ]
    lines += ["", *as_text(shown, written=False, allow_removal=False)]
    replace_file(office.results(receipt) / TRIAL, "\n".join(lines) + "\n")


def push(
    receipt: Receipt, *, repository: Repository, remote: str, base: str, office: Workroom
) -> None:
    """Push a branch, then write the title and the text of its proposal.

    Raises:
        GitError: The remote does not take it.
    """
    push_branch(repository, remote, receipt.branch)
    others = [
        name
        for name in open_branches(repository, branches_of(receipt.agency), base)
        if name != receipt.branch
    ]
    folder = office.results(receipt)
    summary = (folder / SUMMARY).read_text(encoding="utf-8")
    # The title last: where it stands, the others do.
    replace_file(folder / TEXT, _text(receipt, others, summary))
    replace_file(folder / BRANCH, f"{receipt.branch}\n")
    replace_file(folder / TITLE, f"{title_of(receipt)}\n")


def _text(receipt: Receipt, others: Sequence[str], summary: str) -> str:
    more = (
        "Của cơ quan này còn nhánh chưa nhập: "
        + ", ".join(f"`{name}`" for name in others)
        + ". Tệp gửi sau thường thay tệp gửi trước: xem bản nào mới nhất, đóng bản kia.\n\n"
        if others
        else ""
    )
    cut = (
        summary
        if len(summary) <= _MOST_TEXT
        else f"{summary[:_MOST_TEXT].rpartition(chr(10))[0]}\n\n…\n"
    )
    return (
        f"Bản này lập tự động từ tệp mà cơ quan `{receipt.agency}` gửi tới hộp thư ngày "
        f"{vn_date(receipt.received.date())} ({receipt.summary}); mã nhận `{receipt.number}`.\n\n"
        f"- [ ] Người gửi đúng là của cơ quan này.\n- [ ] Thông tin được phép công khai; số, ngày, địa chỉ đã "
        f"đối chiếu với văn bản.\n\n{more}{cut}"
    )


def _summary(reviewed: ReviewedChange) -> str:
    hidden = reviewed.must_not_be_repeated
    return ProposalSummary(
        scope=reviewed.scope,
        problems=reviewed.problems,
        difference=None if hidden else reviewed.difference,
        root=reviewed.root,
        reason=reviewed.reason,
        owners=reviewed.owners,
        preview=_HIDDEN if hidden else "",
    ).as_markdown()
