"""Answers to clerks, who know no command line: what came of their file, and what to send instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage

from access_info.imports.lists.headings import LABELS
from access_info.model.declarations.date_words import vn_date
from access_info.pipeline.inbox.importing import Imported, WithheldRow
from access_info.pipeline.inbox.receipts import FileStage, Receipt
from access_info.problems import Problem, failures

_MOST = 40
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


def _worded(problem: Problem) -> str:
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
    return "\n".join(_lines(receipt, imported, problems)) + "\n"


def repeated_text(receipt: Receipt, name: str) -> str:
    """Write the reply to whoever sent the same file again."""
    return (
        "\n".join(
            [
                *_head(receipt, name),
                "",
                f"Tệp này giống hệt tệp đã nhận ngày {vn_date(receipt.received.date())}, nên không làm gì thêm.",
                *([f"Kết quả lần ấy: {receipt.summary}."] if receipt.summary else []),
                "Nếu định gửi bản mới thì có thể đã đính nhầm bản cũ: mở tệp xem lại, lưu rồi gửi lại.",
            ]
        )
        + "\n"
    )


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


def _head(receipt: Receipt, name: str) -> Iterator[str]:
    yield f"Cơ quan: {receipt.agency}"
    yield f"Tệp: {name or '(đã xóa theo hạn lưu)'}"
    yield f"Nhận ngày {vn_date(receipt.received.date())}, mã nhận {receipt.number}"


def _lines(
    receipt: Receipt, imported: Imported | None, problems: Sequence[Problem]
) -> Iterator[str]:
    yield from _head(receipt, receipt.name)
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
        yield from _refused(imported)
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
        yield from _withheld_rows(imported.withheld_rows)
        yield from _listed(
            "Người duyệt sẽ hỏi những điều sau; sửa được thì sửa trong tệp rồi gửi lại:",
            problems,
        )
    warnings = [
        problem
        for problem in imported.run.problems
        if problem not in failures(imported.run.problems)
    ]
    yield from _listed("Nên xem lại trong tệp:", warnings)


def _refused(imported: Imported) -> Iterator[str]:
    yield "KẾT QUẢ: chưa dùng được, chưa đưa gì vào danh mục."
    yield from _withheld_rows(imported.withheld_rows)
    yield from _listed(
        "Trong tệp có điều không được phép công khai, không rõ ở hàng nào:", imported.caught
    )
    yield from _listed("Phải sửa:", failures(imported.run.problems))
    yield from ("", _KINDS)


def _withheld_rows(withheld_rows: Sequence[WithheldRow]) -> Iterator[str]:
    if withheld_rows:
        yield ""
        yield "Các hàng sau có điều không được phép công khai nên để lại, chưa đưa vào đâu cả:"
        lines = [f"- {row.where}: {_worded(row.problem)}" for row in withheld_rows]
        yield from _some(lines)
        yield "Bỏ điều ấy khỏi hàng rồi gửi lại tệp; đừng gửi lại y nguyên."


def _listed(title: str, problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield ""
        yield title
        yield from _some([f"- {_worded(problem)}" for problem in problems])


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"- … và {len(lines) - _MOST} điều nữa"
