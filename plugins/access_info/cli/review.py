"""`access-info diff` tells what a change of the data means and loses; `review` judges a whole proposal."""

from __future__ import annotations

import contextlib
import functools
import sys
from pathlib import Path

from access_info.changes.git import Repository
from access_info.changes.printing import as_json, as_markdown, as_text
from access_info.changes.reasons import explained, is_reason, read_reasons, unexplained
from access_info.changes.review import ProposalSummary
from access_info.changes.states import State, folder_state, revision_state
from access_info.cli.build import folder_site_options
from access_info.cli.check import print_unread
from access_info.cli.parser import UsageError
from access_info.cli.printing import print_annotations, print_problems
from access_info.cli.typed import Typed, append_summary, reading_event, refuse_foreign
from access_info.loading import folders
from access_info.pipeline import build_plain_site
from access_info.pipeline.preparation.context import Options
from access_info.pipeline.review.comparing import compare_states
from access_info.pipeline.review.reviewing import Proposal, ReviewedChange, review
from access_info.problems import Severity, failures
from access_info.source.replacing import replace_file
from access_info.waiting import temporary_folder

_MAX_DESCRIPTION = 1 << 20
_HIDDEN = (
    "Dữ liệu có thông tin không được phép công khai nên phần so sánh và trang xem thử không hiện ở đây: "
    "trang tóm tắt này ai cũng đọc được. Gỡ thông tin ấy ra, rồi báo người bảo trì theo SECURITY.md để xóa "
    "khỏi lịch sử của bản đề nghị."
)


def diff_command(options: Typed) -> int:
    """Print what a change of the data means and loses; return the exit code.

    It is 1 if a loss still needs a reason, or if the change brings errors.
    """
    for text in options.reason:
        if not is_reason(text):
            raise UsageError(
                f"Lý do “{text}” chưa nói gì. Viết vài chữ, ví dụ “2026-001: đã có ở mục khác”."
            )
    as_of = options.judgement_day()
    laws = options.laws_folder()
    with temporary_folder("so-sanh-") as temporary:
        sides = _ComparedStates(options.base, options.head, options.agencies, Path(temporary))
        texts = [*sides.messages(), _read_description(options.description)]
        judged = Options(agencies=sides.shown, as_of=as_of, laws=laws, progress=options.progress)
        difference = compare_states(sides.before, sides.after, judged)
    reasons = read_reasons(texts, options.reason)
    difference = explained(difference, reasons)
    problems = list(unexplained(difference, sides.shown, reasons))
    writers = {"json": as_json, "markdown": as_markdown, "text": as_text}
    shown = writers[options.format](difference, base=Path.cwd())
    if options.out is None:
        sys.stdout.write(shown)
    else:
        replace_file(options.out, shown)
    problems += difference.problems_new
    print_problems(problems)
    return 1 if failures(problems) else 0


class _ComparedStates:
    """The states before and after a change, from the folders or git revisions that were typed.

    Attributes:
        shown: The folder of agencies that messages name.
        before: The earlier state.
        after: The later state.
    """

    def __init__(self, base: str, head: str | None, agencies: Path, temporary: Path) -> None:
        """Find both states; `A..B` compares two revisions, `A...B` B with where A and B parted.

        Args:
            base: The earlier state as typed, or both in one word, with dots between them.
            head: The later state as typed; `None` for the folder as it is now.
            agencies: The folder of agencies as typed.
            temporary: A folder into which revisions are unpacked.
        """
        self._agencies = agencies
        self._temporary = temporary
        self._commits: list[str] = []
        self.shown = agencies.resolve()
        if head is None and ".." in base and not Path(base).is_dir():
            dots = "..." if "..." in base else ".."
            old, new = (name or "HEAD" for name in base.split(dots, 1))
            first, second = self._repository.commit(old), self._repository.commit(new)
            since = self._repository.merge_base(first, second) if dots == "..." else first
            self.before = self._revision_state(old, since)
            self.after = self._revision_state(new, second)
            return
        self.before = self._typed_state(base)
        self.after = self._typed_state(head) if head is not None else self._work_tree_state()

    def messages(self) -> list[str]:
        """Return the authors' messages of the commits between the two states."""
        if not self._commits:
            return []
        last = self._commits[1] if len(self._commits) > 1 else self._repository.commit("HEAD")
        return self._repository.messages(self._commits[0], last)

    @functools.cached_property
    def _repository(self) -> Repository:
        """The repository that the folder of agencies lies in; the folder itself may be gone."""
        folder = self.shown
        while not folder.is_dir():
            folder = folder.parent
        return Repository(folder)

    def _typed_state(self, typed: str) -> State:
        """Return the state that was typed: of a folder, else of a git revision.

        Raises:
            UsageError: It is neither.
        """
        folder = Path(typed)
        if folder.is_dir():
            return self._folder_state(typed, folder.resolve())
        with contextlib.suppress(ValueError):
            return self._revision_state(typed, self._repository.commit(typed))
        raise UsageError(f"Không có “{typed}”.")

    def _folder_state(self, label: str, folder: Path) -> State:
        """Return the state of a folder of agencies, or of one inside the folder that was typed."""
        name = self._agencies.name if self._agencies.is_absolute() else self._agencies.as_posix()
        inner = folder / name
        chosen = inner if inner.is_dir() else folder
        if chosen is folder and not _holds_agencies(folder):
            raise UsageError(
                f"“{label}” không phải thư mục các cơ quan, cũng không có thư mục “{name}” bên "
                "trong. Thêm --agencies TÊN nếu thư mục mang tên khác."
            )
        return folder_state(label, chosen)

    def _work_tree_state(self) -> State:
        """Return the state of the folder of agencies as it is now, edits included."""
        if not self.shown.is_dir():
            raise UsageError(f"Không có thư mục “{self._agencies}”.")
        return folder_state("thư mục đang sửa", self.shown)

    def _revision_state(self, label: str, commit: str) -> State:
        """Return the state of a commit, for which an own temporary folder is made."""
        top = self._repository.top.resolve()
        if not self.shown.is_relative_to(top):
            raise UsageError(f"Thư mục “{self._agencies}” không nằm trong kho “{top}”.")
        below = self.shown.relative_to(top).as_posix()
        room = self._temporary / str(len(self._commits))
        room.mkdir()
        self._commits.append(commit)
        named = label if commit.startswith(label) else f"{label} ({commit[:10]})"
        return revision_state(named, self._repository, commit, "" if below == "." else below, room)


def _holds_agencies(folder: Path) -> bool:
    """Tell whether a folder looks like a folder of agencies: it holds their files."""
    if (folder / folders.JURISDICTION_FILE).exists():
        return True
    return any((path / folders.PROFILE).exists() for path in folder.iterdir() if path.is_dir())


def review_command(options: Typed) -> int:
    """Judge a proposal, print its summary for the reviewer, and build the preview if asked to."""
    proposal = _proposal(options)
    out = options.bundle.resolve() if options.bundle else None
    if out is not None:
        refuse_foreign(out, options.bundle)
    as_of = options.judgement_day()
    # Without `--laws`, the proposal's own packs count, not those of the current folder.
    laws = options.laws_folder() if options.laws is not None else None
    with temporary_folder("xet-") as temporary:
        reviewed = review(
            Repository(options.repository.resolve()),
            options.base,
            options.head,
            proposal=proposal,
            room=Path(temporary),
            as_of=as_of,
            laws=laws,
            progress=options.progress,
        )
        built = False
        if out is not None and reviewed.agencies and not reviewed.must_not_be_repeated:
            wanted = folder_site_options(
                options,
                agencies=reviewed.root / "agencies",
                only=tuple(sorted(reviewed.agencies)),
                laws=reviewed.laws,
            )
            built = not build_plain_site(wanted, out=out).stops
        _print_review(options, reviewed, built=built)
    return 1 if reviewed.stops else 0


def _print_review(options: Typed, reviewed: ReviewedChange, *, built: bool) -> None:
    """Print what is wrong with a proposal, then the summary, or add that to a file."""
    if reviewed.brings_files:
        print_unread()
    if options.format == "github":
        print_annotations(reviewed.problems, reviewed.root)
    else:
        for problem in reviewed.problems:
            print(problem.format(reviewed.root), file=sys.stderr)
    preview = _preview_sentence(options, reviewed, built=built)
    as_text = options.format == "text" and options.summary is None
    judged = ProposalSummary(
        scope=reviewed.scope,
        problems=reviewed.problems,
        difference=None if reviewed.must_not_be_repeated else reviewed.difference,
        root=reviewed.root,
        reason=reviewed.reason,
        owners=reviewed.owners,
        preview=preview,
    )
    summary = judged.as_text() if as_text else judged.as_markdown()
    if options.summary is not None:
        append_summary(options.summary, summary)
    else:
        print(summary, end="")
    wrong = len(failures(reviewed.problems))
    warned = sum(1 for problem in reviewed.problems if problem.severity is Severity.WARNING)
    print(f"Đã xét {len(reviewed.scope.files)} tệp: {wrong} lỗi, {warned} cảnh báo.")


def _preview_sentence(options: Typed, reviewed: ReviewedChange, *, built: bool) -> str:
    """Return a sentence on where the preview's pages are, or why there are none; "" if not asked for."""
    if reviewed.must_not_be_repeated:
        return _HIDDEN
    if options.bundle is None or not reviewed.agencies:
        return ""
    if not built:
        return "Dữ liệu có lỗi nên chưa dựng được trang xem thử."
    if options.format == "text" and options.summary is None:
        return f"Các trang nằm trong thư mục {options.bundle}: mở index.html."
    return (
        f"Các trang nằm trong gói `{options.bundle.name}` (trên GitHub: cuối trang này, mục "
        "*Artifacts*): tải về, giải nén rồi mở `index.html`."
    )


def _proposal(options: Typed) -> Proposal:
    """Return a proposal's title, branch and description: as typed, else from GitHub's event file."""
    title = branch = body = ""
    if options.event is not None:
        with reading_event(options.event, "một đề nghị sửa đổi") as event:
            request = event["pull_request"]
            texts = [request.get("title"), request["head"].get("ref"), request.get("body")]
            title, branch, body = (text if isinstance(text, str) else "" for text in texts)
    typed = options.description
    return Proposal(
        title=options.title or title,
        branch=options.branch or branch,
        description=_read_description(typed) if typed is not None else body[:_MAX_DESCRIPTION],
    )


def _read_description(path: Path | None) -> str:
    """Return the text of a proposal, up to a limit; "" if no file was typed."""
    if path is None:
        return ""
    with path.open("rb") as file:
        return file.read(_MAX_DESCRIPTION).decode("utf-8", "replace")
