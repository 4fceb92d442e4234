"""An imported file → one commit on a branch, what a reviewer needs beside it, and the proposal's text."""

from __future__ import annotations

import dataclasses
import functools
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

from access_info.changes.git import (
    GitIdentity,
    WorkTree,
)
from access_info.changes.review import ProposalSummary
from access_info.imports.lists.headings import LABELS
from access_info.imports.lists.items import NewItem, Row
from access_info.imports.lists.report import as_text
from access_info.imports.lists.run import Import, run_import, write_all
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, load_agency
from access_info.loading.folders import JURISDICTION_FILE, read_folder
from access_info.model.types import vn_date
from access_info.pipeline.inbox.intake import (
    FileStage,
    Order,
    Receipt,
    Workroom,
    branches_of,
)
from access_info.pipeline.preparation.context import Options
from access_info.pipeline.preparation.inspection import finding_records, judge_each
from access_info.pipeline.review.reviewing import Proposal, ReviewedChange, review
from access_info.problems import Problem, Withheld, errors, failures
from access_info.source.events import Plain
from access_info.source.replacing import replace_file

# A file → the agency's lists in the work tree, without the rows that the secrecy gate catches.

# What one row hid from the gate, the next reading shows; a list that goes on doing so is refused.
_MAX_ROUNDS = 4


@dataclasses.dataclass(frozen=True)
class WithheldRow:
    """A row that stays out, with what the gate says of it.

    Attributes:
        where: Where it stands: `Bảng 1, hàng 5`.
        problem: What must not be published; it quotes nothing of it.
    """

    where: str
    problem: Problem


@dataclasses.dataclass(frozen=True)
class Imported:
    """A file, imported into the work tree.

    Attributes:
        run: The import, without the rows that stay out.
        withheld_rows: The rows that stay out.
        caught: What the gate found that no row could be told of, so that nothing was written.
    """

    run: Import
    withheld_rows: tuple[WithheldRow, ...] = ()
    caught: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the work tree was changed."""
        return self.run.changes and not self.caught and not errors(self.run.problems)


def import_file(original: Path, agency: str, framework: Framework, options: Options) -> Imported:
    """Import a file into an agency's lists, and leave out what must not be published.

    Nothing of a row that is left out is on disk when this returns.

    Args:
        original: The file.
        agency: The agency's id.
        framework: The laws.
        options: Which data, as of which day.
    """
    loaded = load_agency(read_folder(options.agencies / agency))
    run_without = functools.partial(
        run_import,
        *(original, loaded, framework),
        name=None,
        sheet=None,
        as_of=options.as_of,
        allow_removal=False,
    )
    run = run_without(without=frozenset())
    withheld_rows: dict[Row, tuple[WithheldRow, ...]] = {}
    unplaced: list[Problem] = []
    for _ in range(_MAX_ROUNDS):
        if errors(run.problems) or not run.changes:
            return Imported(run, _rows_in_order(withheld_rows))
        write_all(run.files)
        caught = _gate_problems(run, options.agencies / agency, options)
        caught_rows, unplaced = _caught_rows(run, loaded.folder.path, caught)
        if not caught_rows and not unplaced:
            return Imported(run, _rows_in_order(withheld_rows))
        _undo_writing(run)
        if not caught_rows:
            return Imported(run, _rows_in_order(withheld_rows), tuple(unplaced))
        withheld_rows |= caught_rows
        run = run_without(without=frozenset(withheld_rows))
    return Imported(run, _rows_in_order(withheld_rows), tuple(caught))


def foreseen_rows(run: Import, loaded: LoadedAgency, options: Options) -> tuple[WithheldRow, ...]:
    """Tell what the gate would say of an import's rows; the agency's own files stay as they are.

    Args:
        run: The import, not written.
        loaded: The agency as it is.
        options: Which data, as of which day.
    """
    if not run.changes:
        return ()
    with tempfile.TemporaryDirectory(prefix="nhap-thu-") as room:
        agencies = Path(room).resolve()
        settings = options.agencies / JURISDICTION_FILE
        if settings.is_file():
            shutil.copyfile(settings, agencies / JURISDICTION_FILE)
        folder = agencies / run.agency
        # What rows say is asked for: attachments need not be looked into again.
        shutil.copytree(
            loaded.folder.path, folder, symlinks=True, ignore=shutil.ignore_patterns("tep")
        )
        for file in run.files:
            if file.changes:
                path = folder / file.path.relative_to(loaded.folder.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(file.text, encoding="utf-8", newline="\n")
        there = dataclasses.replace(options, agencies=agencies, cache=None)
        caught_rows, _ = _caught_rows(run, folder, _gate_problems(run, loaded.folder.path, there))
    return _rows_in_order(caught_rows)


def _undo_writing(run: Import) -> None:
    """Undo what an import wrote."""
    for file in run.files:
        if file.changes and file.before is not None:
            file.path.write_bytes(file.before)
        elif file.changes:
            file.path.unlink()


def _gate_problems(run: Import, own: Path, options: Options) -> list[Problem]:
    """List what the gate says of the files that the import wrote.

    Args:
        run: The import.
        own: The agency's folder, which the import is for.
        options: Which data: those that the files were written to.
    """
    folder = options.agencies / run.agency
    written = {file.path.relative_to(own).as_posix() for file in run.files if file.changes}
    judged = judge_each(options, finding_records, only=frozenset({run.agency}))
    return [
        problem
        for problem in judged.problems
        if problem.withheld is not None
        and problem.withheld.file in written
        and Path(problem.location.path).is_relative_to(folder)
    ]


def _caught_rows(
    run: Import, agency: Path, caught: list[Problem]
) -> tuple[dict[Row, tuple[WithheldRow, ...]], list[Problem]]:
    """Find the file's rows that are new or changed and that the gate caught, and what stands under them.

    Rows that the gate caught before, and that the file leaves as they were, are not the sender's.

    Args:
        run: The import.
        agency: The agency's folder, with the files written.
        caught: What the gate says.

    Returns:
        The rows, and what the gate says of no row, such as of a whole file.
    """
    items = dict(_rows_written(run))
    folder = load_agency(read_folder(agency))
    caught_rows: dict[Row, tuple[WithheldRow, ...]] = {}
    unplaced: list[Problem] = []
    for problem in caught:
        ids = list(_ids_at(folder, problem.withheld)) if problem.withheld is not None else []
        if not ids:
            unplaced.append(problem)
        for item in (items[identifier] for identifier in ids if identifier in items):
            row = WithheldRow(f"{item.table}, hàng {item.row}", problem)
            caught_rows[item.place] = (*caught_rows.get(item.place, ()), row)
    for plan in run.plans:
        for item, parent in plan.new:
            if parent is not None and parent.place in caught_rows:
                withheld_rows = [
                    WithheldRow(f"{item.table}, hàng {item.row}", row.problem)
                    for row in caught_rows[parent.place]
                ]
                caught_rows.setdefault(item.place, tuple(withheld_rows))
    return caught_rows, unplaced


def _rows_written(run: Import) -> Iterator[tuple[str, NewItem]]:
    """Yield the ids that the file adds or changes, each with the row that does."""
    for plan in run.plans:
        for at, (item, _) in enumerate(plan.new):
            yield run.ids.get((plan.name, at), ""), item
        for match in plan.changed:
            yield match.existing.id, match.row


def _ids_at(loaded: LoadedAgency, withheld: Withheld) -> Iterator[str]:
    """Yield the ids of the row at a withheld place and of those under it; none for a whole file."""
    document = loaded.documents.get(withheld.file)
    value: Plain = document.data if document is not None and withheld.keys else None
    for key in withheld.keys:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            value = None
    below = value.get("van_ban") if isinstance(value, dict) else None
    for row in (value, *(below if isinstance(below, list) else ())):
        if isinstance(row, dict) and isinstance(row.get("ma"), str):
            yield str(row["ma"])


def _rows_in_order(withheld_rows: dict[Row, tuple[WithheldRow, ...]]) -> tuple[WithheldRow, ...]:
    """List the rows that stay out, in the order of the file, each once."""
    return tuple(
        dict.fromkeys(row for place in sorted(withheld_rows) for row in withheld_rows[place])
    )


TITLE, TEXT, BRANCH = "tieu-de.txt", "noi-dung.md", "nhanh.txt"
TRIAL, SUMMARY, REPLY = "doc-thu.txt", "tom-tat.md", "tra-loi.txt"
_COMMITTER = "Hộp thư tiếp cận thông tin"
_HIDDEN = (
    "Dữ liệu hiện có của cơ quan còn thông tin không được phép công khai nên phần so sánh không hiện ở đây: gỡ "
    "thông tin ấy trước."
)
# A forge takes 65,536 characters; the rest of the summary is beside the proposal.
_MAX_TEXT = 60_000


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
    order: Order,
    options: Options,
    *,
    base: str,
    tree: WorkTree,
) -> tuple[Problem, ...]:
    """Commit what was imported, let a branch point to it, and write its review.

    Args:
        receipt: The file.
        imported: What came of it; the work tree holds it.
        order: What is to be done.
        options: Which data, as of which day.
        base: The commit that the tree was laid out from.
        tree: The work tree.

    Returns:
        What is wrong with the branch that was not wrong before.

    Raises:
        GitError: Git cannot do it.
    """
    paths = [
        file.path.relative_to(tree.folder).as_posix() for file in imported.run.files if file.changes
    ]
    commit = tree.commit(
        paths,
        f"{title_of(receipt)}\n\n{counts_of(imported)}.\n\nTep-goc: sha256:{receipt.digest}\n",
        author=GitIdentity(receipt.agency, order.settings.addresses[receipt.agency]),
        committer=GitIdentity(_COMMITTER, order.settings.email),
        moment=receipt.received,
    )
    order.repository.set_branch(receipt.branch, commit)
    with tempfile.TemporaryDirectory(prefix="xet-") as room:
        reviewed = review(
            order.repository,
            base,
            commit,
            proposal=Proposal(title=title_of(receipt), branch=receipt.branch),
            room=Path(room),
            as_of=options.as_of,
            laws=options.laws,
            cache=options.cache,
        )
        replace_file(order.office.results(receipt) / SUMMARY, _summary(reviewed))
    return reviewed.difference.problems_new if reviewed.difference is not None else ()


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


def push(receipt: Receipt, order: Order, base: str) -> None:
    """Push a branch, then write the title and the text of its proposal.

    Raises:
        GitError: The remote does not take it.
    """
    order.repository.push_branch(order.remote, receipt.branch)
    others = [
        name
        for name in order.repository.open_branches(branches_of(receipt.agency), base)
        if name != receipt.branch
    ]
    folder = order.office.results(receipt)
    summary = (folder / SUMMARY).read_text(encoding="utf-8")
    # The title last: where it stands, the others do.
    replace_file(folder / TEXT, _description(receipt, others, summary))
    replace_file(folder / BRANCH, f"{receipt.branch}\n")
    replace_file(folder / TITLE, f"{title_of(receipt)}\n")


def _description(receipt: Receipt, others: Sequence[str], summary: str) -> str:
    """Write the description of a proposal: where it comes from, what to look at, what it changes."""
    more = (
        "Của cơ quan này còn nhánh chưa nhập: "
        + ", ".join(f"`{name}`" for name in others)
        + ". Tệp gửi sau thường thay tệp gửi trước: xem bản nào mới nhất, đóng bản kia.\n\n"
        if others
        else ""
    )
    cut = (
        summary
        if len(summary) <= _MAX_TEXT
        else f"{summary[:_MAX_TEXT].rpartition(chr(10))[0]}\n\n…\n"
    )
    return (
        f"Bản này lập tự động từ tệp mà cơ quan `{receipt.agency}` gửi tới hộp thư ngày "
        f"{vn_date(receipt.received.date())} ({receipt.summary}); mã nhận `{receipt.number}`.\n\n"
        f"- [ ] Người gửi đúng là của cơ quan này.\n- [ ] Thông tin được phép công khai; số, ngày, địa chỉ đã "
        f"đối chiếu với văn bản.\n\n{more}{cut}"
    )


def _summary(reviewed: ReviewedChange) -> str:
    """Write what a reviewer needs to know of a branch, as Markdown."""
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


# Answers to clerks, who know no command line: what came of their file, and what to send instead.

_MAX_LINES = 40
_KINDS = (
    "Gửi tệp Excel (.xlsx, .xls), LibreOffice (.ods), Word (.docx) hoặc .csv, không đặt mật khẩu, không có macro, mỗi "
    "mục một hàng, hàng tiêu đề có cột “Tên thông tin” và các cột như Số, ký hiệu; Ngày ban hành; Đơn vị phụ trách."
)
# What cures say to who types commands, in the words of who sends files.
_IN_OTHER_WORDS = (
    (
        re.compile(r"Luật buộc phải công khai thì ghi quyết định vào “mien_tru” của mục\."),
        "Luật buộc phải công khai thì viết thư cho người quản trị, kèm số quyết định.",
    ),
    (
        re.compile(r"Chạy lại lệnh với --list [\w{}-]+, hoặc bỏ --list [^.]+\."),
        "Gửi bảng ấy dưới đúng tên danh mục của nó.",
    ),
    (re.compile(r", hoặc nhập riêng bảng ấy với --sheet “[^”]*” --list [\w-]+"), ""),
    (re.compile(r"rồi chạy lại lệnh|rồi chạy lệnh với bản ấy|rồi nhập lại"), "rồi gửi lại"),
    (re.compile(r"rồi (?:dùng|nhập) tệp(?: \.\w+)? ấy|rồi nhập tệp"), "rồi gửi tệp ấy"),
    (re.compile(r"rồi nhập\b(?! tệp)"), "rồi gửi lại"),
    (re.compile(r"\brồi dùng\b"), "rồi gửi"),
)
# A sentence that only who holds the data can follow: `--sheet`, `mien_tru`, “lệnh withdraw”, `tep/`.
_FOR_EDITORS = re.compile(r"--\w|\blệnh\b|access-info|\b[a-z]+_[a-z_]+\b|\btep/|\.yml\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ỸĐ])")
_KEY = re.compile(r"“([a-z_.]+)”:")
_ASK = "Hỏi người quản trị của tỉnh."


def for_clerks(cure: str) -> str:
    """Say a cure without commands and keys of data: who reads it sends files."""
    for pattern, words in _IN_OTHER_WORDS:
        cure = pattern.sub(words, cure)
    sentences = [part for part in _SENTENCES.split(cure) if not _FOR_EDITORS.search(part)]
    return " ".join(sentences) or _ASK


def _problem_line(problem: Problem) -> str:
    """Tell a problem, its fields by the names that people know."""
    message = _KEY.sub(
        lambda key: f"“{LABELS[key[1]]}”:" if key[1] in LABELS else key[0], problem.message
    )
    return f"{message} → {for_clerks(problem.cure)}"


def reply_text(receipt: Receipt, imported: Imported | None, problems: Sequence[Problem]) -> str:
    """Write the reply to whoever sent a file.

    Args:
        receipt: The file, worked on.
        imported: What came of it; `None` where it is nothing that could be read.
        problems: What the review says of the proposal, nothing of which was there before.
    """
    return "\n".join(_reply_lines(receipt, imported, problems)) + "\n"


def repeated_text(receipt: Receipt) -> str:
    """Write the reply to whoever sent the same file again."""
    lines = [
        *_opening_lines(receipt),
        "",
        f"Tệp này giống hệt tệp đã nhận ngày {vn_date(receipt.received.date())}, nên không làm gì thêm.",
        *([f"Kết quả lần ấy: {receipt.summary}."] if receipt.summary else []),
        "Nếu định gửi bản mới thì có thể đã đính nhầm bản cũ: mở tệp xem lại, lưu rồi gửi lại.",
    ]
    return "\n".join(lines) + "\n"


def letter(text: str, *, receipt: Receipt, sender: str, addressee: str) -> bytes:
    """Put a reply into a message ready for `sendmail -t`; nothing of its head comes from the file.

    Args:
        text: The reply.
        receipt: The file.
        sender: The inbox's address.
        addressee: The agency's address.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = addressee
    message["Subject"] = f"[{receipt.agency}] Tệp đã gửi, mã nhận {receipt.number}"
    # A machine that answers answers is told not to (RFC 3834, 5).
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text)
    return message.as_bytes()


def _opening_lines(receipt: Receipt) -> Iterator[str]:
    """Yield the lines that each reply begins with: which agency, which file, received when."""
    yield f"Cơ quan: {receipt.agency}"
    yield f"Tệp: {receipt.name or '(đã xóa theo hạn lưu)'}"
    yield f"Nhận ngày {vn_date(receipt.received.date())}, mã nhận {receipt.number}"


def _reply_lines(
    receipt: Receipt, imported: Imported | None, problems: Sequence[Problem]
) -> Iterator[str]:
    """Yield the lines of the reply to whoever sent a file: the result, then what to mend."""
    yield from _opening_lines(receipt)
    yield ""
    if receipt.why:
        yield "KẾT QUẢ: không đọc được."
        yield ""
        yield f"- {receipt.why[0].upper()}{receipt.why[1:]}."
        yield from ("", _KINDS)
        return
    if imported is None:
        return
    if receipt.stage is FileStage.REFUSED:
        yield from _refusal_lines(imported)
    elif receipt.stage is FileStage.UNCHANGED:
        yield "KẾT QUẢ: không có gì mới. Danh mục hiện có đã đúng như tệp, không phải làm gì."
    else:
        yield f"KẾT QUẢ: đã đọc được ({receipt.summary}), đang chờ người duyệt."
        yield "Chưa có gì lên trang cho tới khi người duyệt chấp nhận."
        if vanished := sum(len(plan.vanished) for plan in imported.run.plans):
            yield (
                f"{vanished} mục đang có mà tệp này không có thì vẫn giữ; muốn bỏ mục nào thì viết thư nói rõ mục nào, "
                "vì sao."
            )
        yield from _withheld_row_lines(imported.withheld_rows)
        yield from _problem_list(
            "Người duyệt sẽ hỏi những điều sau; sửa được thì sửa trong tệp rồi gửi lại:",
            problems,
        )
    failed = failures(imported.run.problems)
    warnings = [problem for problem in imported.run.problems if problem not in failed]
    yield from _problem_list("Nên xem lại trong tệp:", warnings)


def _refusal_lines(imported: Imported) -> Iterator[str]:
    """Yield the lines about a file of which nothing could be taken."""
    yield "KẾT QUẢ: chưa dùng được, chưa đưa gì vào danh mục."
    yield from _withheld_row_lines(imported.withheld_rows)
    yield from _problem_list(
        "Trong tệp có điều không được phép công khai, không rõ ở hàng nào:", imported.caught
    )
    yield from _problem_list("Phải sửa:", failures(imported.run.problems))
    yield from ("", _KINDS)


def _withheld_row_lines(withheld_rows: Sequence[WithheldRow]) -> Iterator[str]:
    """Yield the lines about rows that stay out since they hold what must not be public."""
    if withheld_rows:
        yield ""
        yield "Các hàng sau có điều không được phép công khai nên để lại, chưa đưa vào đâu cả:"
        yield from _shortened(
            [f"- {row.where}: {_problem_line(row.problem)}" for row in withheld_rows]
        )
        yield "Bỏ điều ấy khỏi hàng rồi gửi lại tệp; đừng gửi lại y nguyên."


def _problem_list(title: str, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the lines of a list of problems under a title; none without problems."""
    if problems:
        yield ""
        yield title
        yield from _shortened([f"- {_problem_line(problem)}" for problem in problems])


def _shortened(lines: list[str]) -> Iterator[str]:
    """Yield the first lines of a list, and how many more there are."""
    yield from lines[:_MAX_LINES]
    if len(lines) > _MAX_LINES:
        yield f"- … và {len(lines) - _MAX_LINES} điều nữa"
