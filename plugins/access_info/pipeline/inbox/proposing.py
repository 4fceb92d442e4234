"""Turning a received file into a proposal: import, commit on a branch, texts for reviewer and sender."""

from __future__ import annotations

import dataclasses
import functools
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
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
from access_info.waiting import temporary_folder

# Importing a file into the agency's lists in the work tree, without rows that the secrecy gate
# catches.

# Leaving out a row may let the gate see another: it is asked again, at most this often.
_MAX_ROUNDS = 4


@dataclasses.dataclass(frozen=True)
class WithheldRow:
    """A row of a sent file that is not imported, since the secrecy gate caught something in it.

    Attributes:
        where: The row's place in the file: `Bảng 1, hàng 5`.
        problem: The gate's problem, which quotes nothing secret.
    """

    where: str
    problem: Problem


@dataclasses.dataclass(frozen=True)
class Imported:
    """The result of importing a file into the work tree.

    Attributes:
        run: The import, without the withheld rows.
        withheld_rows: Rows that were left out.
        caught: The gate's problems that belong to no single row; if there is any, nothing was
            written.
    """

    run: Import
    withheld_rows: tuple[WithheldRow, ...] = ()
    caught: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the import has changed files of the work tree."""
        return self.run.changes and not self.caught and not errors(self.run.problems)


def import_file(original: Path, agency: str, framework: Framework, options: Options) -> Imported:
    """Import a file into an agency's lists, without the rows that the secrecy gate catches.

    The lists are written, judged, and written again without the caught rows, until the gate finds
    nothing more. At the end nothing of a withheld row is on disk.

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
    """Return the rows that the gate would catch if an import were written; the agency's files stay.

    So `access-info import` can warn before it writes. The import is tried in a temporary copy of
    the agency's folder.

    Args:
        run: The import, not yet written.
        loaded: The agency as it is now.
        options: Which data, as of which day.
    """
    if not run.changes:
        return ()
    with temporary_folder("nhap-thu-") as room:
        agencies = Path(room).resolve()
        settings = options.agencies / JURISDICTION_FILE
        if settings.is_file():
            shutil.copyfile(settings, agencies / JURISDICTION_FILE)
        folder = agencies / run.agency
        # Only the rows are of interest, so attachments are not copied.
        shutil.copytree(
            loaded.folder.path, folder, symlinks=True, ignore=shutil.ignore_patterns("tep")
        )
        for file in run.files:
            if file.changes:
                path = folder / file.path.relative_to(loaded.folder.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(file.text, encoding="utf-8", newline="\n")
        trial = dataclasses.replace(options, agencies=agencies, cache=None)
        caught_rows, _ = _caught_rows(run, folder, _gate_problems(run, loaded.folder.path, trial))
    return _rows_in_order(caught_rows)


def _undo_writing(run: Import) -> None:
    """Undo an import: restore the files it changed, delete those it made."""
    for file in run.files:
        if file.changes and file.before is not None:
            file.path.write_bytes(file.before)
        elif file.changes:
            file.path.unlink()


def _gate_problems(run: Import, own: Path, options: Options) -> list[Problem]:
    """Return the secrecy gate's problems in the files that an import wrote.

    Judging an agency also brings problems of its other files and of its predecessors: these are left
    out.

    Args:
        run: The import.
        own: The agency's real folder, to which the import's paths belong.
        options: Which data to judge: the folder that the files were written to, real or temporary.
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
    """Match the gate's problems to rows of the imported file, with the documents under these rows.

    Problems of rows that the file neither adds nor changes are ignored: they are not the sender's.

    Args:
        run: The import.
        agency: The agency's folder, with the files written.
        caught: The gate's problems.

    Returns:
        The caught rows; and the problems that belong to no row, such as those of a whole file.
    """
    items = dict(_written(run))
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


def _written(run: Import) -> Iterator[tuple[str, NewItem]]:
    """Yield (id of the item, row of the file) for each item that the import adds or changes."""
    for plan in run.plans:
        for at, (item, _) in enumerate(plan.new):
            yield run.ids.get((plan.name, at), ""), item
        for match in plan.changed:
            yield match.existing.id, match.row


def _ids_at(loaded: LoadedAgency, withheld: Withheld) -> Iterator[str]:
    """Yield the ids of the item at a withheld place and of the documents under it.

    None if the place is a whole file.
    """
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
    """Return the withheld rows in the order of the file, each once."""
    return tuple(
        dict.fromkeys(row for place in sorted(withheld_rows) for row in withheld_rows[place])
    )


# The files of a receipt's results: title, text and branch of the proposal; trial import, summary,
# reply.
TITLE, TEXT, BRANCH = "tieu-de.txt", "noi-dung.md", "nhanh.txt"
TRIAL, SUMMARY, REPLY = "doc-thu.txt", "tom-tat.md", "tra-loi.txt"
_COMMITTER = "Hộp thư tiếp cận thông tin"
_HIDDEN = (
    "Dữ liệu hiện có của cơ quan còn thông tin không được phép công khai nên phần so sánh không hiện ở đây: gỡ "
    "thông tin ấy trước."
)
# A forge accepts 65,536 characters in a description; the whole summary is in its own file.
_MAX_TEXT = 60_000


def title_of(receipt: Receipt) -> str:
    """Return a proposal's title; it begins with the agency's id, which tells the review its scope."""
    return f"[{receipt.agency}] Danh mục gửi qua hộp thư ngày {vn_date(receipt.received.date())}"


def counts_of(imported: Imported) -> str:
    """Return in Vietnamese how many items a file adds and changes, and how many rows were withheld."""
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
    """Commit the imported data, set the receipt's branch to the commit, and write the review's summary.

    Args:
        receipt: The receipt of the file.
        imported: The import, whose files are in the work tree.
        order: The arguments of the run.
        options: Which data, as of which day.
        base: The commit that the work tree was made from.
        tree: The work tree.

    Returns:
        The problems that the change adds to the data.

    Raises:
        GitError: A git command fails.
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
    with temporary_folder("xet-") as room:
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
    """Write how the file was understood, in the words of `access-info import`, for the reviewer."""
    # The sender's name of the file is printed, never opened.
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
    """Push the receipt's branch, then write title and text of its proposal for whoever opens it.

    Args:
        receipt: The receipt of the file.
        order: The arguments of the run.
        base: The commit at which branches begin.

    Raises:
        GitError: The remote refuses the branch.
    """
    order.repository.push_branch(order.remote, receipt.branch)
    others = [
        name
        for name in order.repository.open_branches(branches_of(receipt.agency), base)
        if name != receipt.branch
    ]
    folder = order.office.results(receipt)
    summary = (folder / SUMMARY).read_text(encoding="utf-8")
    # The title is written last: where it exists, the other files are complete.
    replace_file(folder / TEXT, _description(receipt, others, summary))
    replace_file(folder / BRANCH, f"{receipt.branch}\n")
    replace_file(folder / TITLE, f"{title_of(receipt)}\n")


def _description(receipt: Receipt, others: Sequence[str], summary: str) -> str:
    """Return the description of a proposal: its source, what to check, what it changes.

    Args:
        receipt: The receipt of the file.
        others: Other open branches of the same agency.
        summary: The review's summary, cut here if too long.
    """
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
    """Return the summary of a branch for its reviewer, as Markdown; without the difference if secret."""
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


# Replies to clerks, who know no command line: the result of their file, and what to send instead.

_MAX_LINES = 40  # of a list in a reply
_KINDS = (
    "Gửi tệp Excel (.xlsx, .xls), LibreOffice (.ods), Word (.docx) hoặc .csv, không đặt mật khẩu, không có macro, mỗi "
    "mục một hàng, hàng tiêu đề có cột “Tên thông tin” và các cột như Số, ký hiệu; Ngày ban hành; Đơn vị phụ trách."
)
# Phrases of cures for people who type commands → the same for clerks who send files.
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
# A sentence for people who edit the data, no use to clerks: `--sheet`, `mien_tru`, “lệnh withdraw”,
# `tep/`.
_FOR_EDITORS = re.compile(r"--\w|\blệnh\b|access-info|\b[a-z]+_[a-z_]+\b|\btep/|\.yml\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ỸĐ])")
_KEY = re.compile(r"“([a-z_.]+)”:")
_ASK = "Hỏi người quản trị của tỉnh."


def for_clerks(cure: str) -> str:
    """Return a problem's cure for a clerk who only sends files: without commands and field names.

    If nothing is left, the advice to ask the province's administrator.
    """
    for pattern, words in _IN_OTHER_WORDS:
        cure = pattern.sub(words, cure)
    sentences = [part for part in _SENTENCES.split(cure) if not _FOR_EDITORS.search(part)]
    return " ".join(sentences) or _ASK


def _phrase(problem: Problem) -> str:
    """Return a problem and its cure as one line for a clerk, with fields by their Vietnamese labels."""
    message = _KEY.sub(
        lambda key: f"“{LABELS[key[1]]}”:" if key[1] in LABELS else key[0], problem.message
    )
    return f"{message} → {for_clerks(problem.cure)}"


def reply(
    order: Order, receipt: Receipt, imported: Imported | None, problems: Sequence[Problem]
) -> None:
    """Write the reply to the sender of a file.

    Args:
        order: The arguments of the run.
        receipt: The receipt of the processed file.
        imported: The import; `None` if the file could not be read at all.
        problems: Problems that the change adds to the data.
    """
    _write_reply(order, receipt, _reply_lines(receipt, imported, problems), REPLY)


def reply_to_repeated(order: Order, receipt: Receipt) -> None:
    """Write the reply to somebody who sent the same file a second time; the first reply stays."""
    moment = f"{order.now:%Y%m%d%H%M%S}"
    lines = [
        *_opening_lines(receipt),
        "",
        f"Tệp này giống hệt tệp đã nhận ngày {vn_date(receipt.received.date())}, nên không làm gì thêm.",
        *([f"Kết quả lần ấy: {receipt.summary}."] if receipt.summary else []),
        "Nếu định gửi bản mới thì có thể đã đính nhầm bản cũ: mở tệp xem lại, lưu rồi gửi lại.",
    ]
    _write_reply(order, receipt, lines, f"tra-loi-{moment}.txt", suffix=f"-{moment}")


def _write_reply(
    order: Order, receipt: Receipt, lines: Iterable[str], name: str, *, suffix: str = ""
) -> None:
    """Write a reply: as a text among the results, and as a mail if the agency has an address.

    Args:
        order: The arguments of the run.
        receipt: The receipt of the file.
        lines: The reply.
        name: File name of the text.
        suffix: Tells the mail of a further reply about the same file from the first.
    """
    text = "\n".join(lines) + "\n"
    replace_file(order.office.results(receipt) / name, text)
    if receipt.agency in order.settings.addresses:
        replace_file(order.office.letter(receipt, suffix), _mail(order, receipt, text))


def _mail(order: Order, receipt: Receipt, text: str) -> bytes:
    """Return a reply as a mail message ready for `sendmail -t`; no header is taken from the sent file."""
    message = EmailMessage()
    message["From"] = order.settings.email
    message["To"] = order.settings.addresses[receipt.agency]
    message["Subject"] = f"[{receipt.agency}] Tệp đã gửi, mã nhận {receipt.number}"
    # Keeps other machines from replying automatically to this automatic reply (RFC 3834, 5).
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text)
    return message.as_bytes()


def _opening_lines(receipt: Receipt) -> Iterator[str]:
    """Yield the first lines of every reply: agency, file, day and number of the receipt."""
    yield f"Cơ quan: {receipt.agency}"
    yield f"Tệp: {receipt.name or '(đã xóa theo hạn lưu)'}"
    yield f"Nhận ngày {vn_date(receipt.received.date())}, mã nhận {receipt.number}"


def _reply_lines(
    receipt: Receipt, imported: Imported | None, problems: Sequence[Problem]
) -> Iterator[str]:
    """Yield the lines of a reply: the result, then what to correct."""
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
        yield from _withheld_lines(imported.withheld_rows)
        yield from _problem_list(
            "Người duyệt sẽ hỏi những điều sau; sửa được thì sửa trong tệp rồi gửi lại:",
            problems,
        )
    failed = failures(imported.run.problems)
    warnings = [problem for problem in imported.run.problems if problem not in failed]
    yield from _problem_list("Nên xem lại trong tệp:", warnings)


def _refusal_lines(imported: Imported) -> Iterator[str]:
    """Yield the lines of a reply about a file from which nothing could be imported."""
    yield "KẾT QUẢ: chưa dùng được, chưa đưa gì vào danh mục."
    yield from _withheld_lines(imported.withheld_rows)
    yield from _problem_list(
        "Trong tệp có điều không được phép công khai, không rõ ở hàng nào:", imported.caught
    )
    yield from _problem_list("Phải sửa:", failures(imported.run.problems))
    yield from ("", _KINDS)


def _withheld_lines(withheld_rows: Sequence[WithheldRow]) -> Iterator[str]:
    """Yield the lines of a reply about rows left out since they hold what must not be public."""
    if withheld_rows:
        yield ""
        yield "Các hàng sau có điều không được phép công khai nên để lại, chưa đưa vào đâu cả:"
        yield from _shortened([f"- {row.where}: {_phrase(row.problem)}" for row in withheld_rows])
        yield "Bỏ điều ấy khỏi hàng rồi gửi lại tệp; đừng gửi lại y nguyên."


def _problem_list(title: str, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield a title and a line for each problem; nothing without problems."""
    if problems:
        yield ""
        yield title
        yield from _shortened([f"- {_phrase(problem)}" for problem in problems])


def _shortened(lines: list[str]) -> Iterator[str]:
    """Yield at most `_MAX_LINES` lines, then how many more there are."""
    yield from lines[:_MAX_LINES]
    if len(lines) > _MAX_LINES:
        yield f"- … và {len(lines) - _MAX_LINES} điều nữa"
