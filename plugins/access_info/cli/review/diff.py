"""`access-info diff`: says what a change of the data means, and what it loses."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from access_info.changes.git import GitError, Repository
from access_info.changes.printing import as_json, as_markdown, as_text
from access_info.changes.reasons import explained, is_reason, read_reasons, unexplained
from access_info.changes.states import State, folder_state, revision_state
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_laws,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.usage import UsageError
from access_info.loading import folders
from access_info.pipeline.review.comparing import compare_states
from access_info.problems import failures
from access_info.source import replace_file

_MOST_DESCRIPTION = 1 << 20


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "diff",
        description="So sánh hai bản dữ liệu: phiên bản git (tên nhánh, số hiệu) hoặc thư mục. Đổi "
        "cách trình bày thì ghi “không đổi nội dung”. Mất mục, liên hệ, số liệu, quy chế, tệp, trang hay "
        "địa chỉ, điểm luật, lùi hạn đính chính thì phải có lý do nêu tên điều bị mất (--reason, --description, hoặc "
        "dòng “Lý do: 2026-001: …” trong lời ghi của lần lưu), nếu không lệnh kết thúc với mã 1.",
    )
    parser.add_argument(
        "base",
        metavar="TRƯỚC",
        help="bản trước; TRƯỚC...SAU: so từ chỗ hai nhánh tách nhau, như đề nghị sửa đổi cần",
    )
    parser.add_argument(
        "head", metavar="SAU", nargs="?", help="bản sau; bỏ trống: thư mục đang sửa trên máy"
    )
    add_agencies(parser)
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="text: cho người đọc; markdown: cho trang tóm tắt; json: cho chương trình "
        "(mặc định: text)",
    )
    parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi vào tệp thay vì in ra")
    parser.add_argument(
        "--reason",
        action="append",
        default=[],
        metavar="LÝ_DO",
        help="lý do cho điều bị bỏ, ví dụ “2026-001: đăng nhầm”, “2 liên hệ: bỏ máy lẻ”",
    )
    parser.add_argument(
        "--description",
        type=Path,
        metavar="TỆP",
        help="tệp chứa phần mô tả của đề nghị sửa đổi, để tìm dòng “Lý do: 2026-001: …”",
    )
    add_day(parser)
    add_laws(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, print, and say what still needs a reason."""
    for text in options.reason:
        if not is_reason(text):
            raise UsageError(
                f"Lý do “{text}” chưa nói gì. Viết vài chữ, ví dụ “2026-001: đã có ở mục khác”."
            )
    as_of = judgement_day(options)
    laws = laws_folder(options.laws)
    with tempfile.TemporaryDirectory(prefix="so-sanh-") as temporary:
        try:
            sides = _Sides(options.base, options.head, options.agencies, Path(temporary))
            texts = [*sides.messages(), *_description(options.description)]
            difference = compare_states(
                sides.before,
                sides.after,
                shown=sides.shown,
                as_of=as_of,
                laws=laws,
                progress=options.progress,
            )
        except GitError as error:
            raise UsageError(str(error)) from None
    reasons = read_reasons(texts, options.reason)
    difference = explained(difference, reasons)
    problems = list(unexplained(difference, sides.shown, reasons))
    if options.format == "json":
        shown = as_json(difference, base=Path.cwd())
    else:
        printed = as_markdown if options.format == "markdown" else as_text
        shown = printed(difference, base=Path.cwd())
    if options.out is None:
        sys.stdout.write(shown)
    else:
        replace_file(options.out, shown)
    wrong = [*problems, *failures(difference.problems_new)]
    print_problems([*problems, *difference.problems_new])
    return 1 if failures(wrong) else 0


def _description(path: Path | None) -> list[str]:
    """Read the text of a pull request, up to a limit."""
    if path is None:
        return []
    with path.open("rb") as file:
        return [file.read(_MOST_DESCRIPTION).decode("utf-8", "replace")]


class _Sides:
    """Both states, found from what was typed."""

    def __init__(self, base: str, head: str | None, agencies: Path, temporary: Path) -> None:
        self._agencies = agencies
        self._temporary = temporary
        self._repository: Repository | None = None
        self._commits: list[str] = []
        self.shown = agencies.resolve()
        if head is None and ".." in base and not Path(base).is_dir():
            joint, dots, other = base.partition("...")
            if not dots:
                joint, dots, other = base.partition("..")
            first = self._repo().commit(joint or "HEAD")
            second = self._repo().commit(other or "HEAD")
            since = self._repo().merge_base(first, second) if dots == "..." else first
            self.before = self._revision(joint or "HEAD", since)
            self.after = self._revision(other or "HEAD", second)
            return
        self.before = self._state(base)
        self.after = self._state(head) if head is not None else self._work_tree()

    def messages(self) -> list[str]:
        """Return the authors' messages of the commits between the two states."""
        if self._repository is None or not self._commits:
            return []
        last = self._commits[1] if len(self._commits) > 1 else self._repository.commit("HEAD")
        return self._repository.messages(self._commits[0], last)

    def _repo(self) -> Repository:
        if self._repository is None:
            folder = self._agencies.resolve()
            while not folder.is_dir():
                folder = folder.parent
            self._repository = Repository(folder)
        return self._repository

    def _state(self, typed: str) -> State:
        folder = Path(typed)
        if folder.is_dir():
            return self._folder(typed, folder.resolve())
        with contextlib.suppress(ValueError):
            return self._revision(typed, self._repo().commit(typed))
        raise UsageError(f"Không có “{typed}”.")

    def _folder(self, label: str, folder: Path) -> State:
        name = self._agencies.name if self._agencies.is_absolute() else self._agencies.as_posix()
        inner = folder / name
        chosen = inner if inner.is_dir() else folder
        if chosen is folder and not _holds_agencies(folder):
            raise UsageError(
                f"“{label}” không phải thư mục các cơ quan, cũng không có thư mục “{name}” bên "
                "trong. Thêm --agencies TÊN nếu thư mục mang tên khác."
            )
        return folder_state(label, chosen)

    def _work_tree(self) -> State:
        if not self.shown.is_dir():
            raise UsageError(f"Không có thư mục “{self._agencies}”.")
        return folder_state("thư mục đang sửa", self.shown)

    def _revision(self, label: str, commit: str) -> State:
        repository = self._repo()
        top = repository.top.resolve()
        if not self.shown.is_relative_to(top):
            raise UsageError(f"Thư mục “{self._agencies}” không nằm trong kho “{top}”.")
        below = self.shown.relative_to(top).as_posix()
        room = self._temporary / str(len(self._commits))
        room.mkdir()
        self._commits.append(commit)
        named = label if commit.startswith(label) else f"{label} ({commit[:10]})"
        return revision_state(named, repository, commit, "" if below == "." else below, room)


def _holds_agencies(folder: Path) -> bool:
    """Tell whether a folder looks like one of agencies."""
    if (folder / folders.JURISDICTION_FILE).exists():
        return True
    return any((path / folders.PROFILE).exists() for path in folder.iterdir() if path.is_dir())
