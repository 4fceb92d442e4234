"""A proposal for its reviewer: the rules for what it may touch at once, and the summary of its judgement.

Scope is judged by paths alone, before anything of the change is read: the data of agencies, the province's
own settings, prose, and code are approved by different people.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath

from access_info.changes.difference import Difference, first_of
from access_info.changes.printing import MAX_BYTES, as_markdown, as_text, escaped, terminal_text
from access_info.loading.folders import JURISDICTION_FILE, PLACE_FOLDER, is_agency_id
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.problems import Location, Problem, Rule, Severity, failures

# Rules for what a proposal may touch at once (TT853–TT860).

MIXED = Rule(
    code="TT853",
    title="Vừa sửa dữ liệu vừa sửa mã",
    message="Bản đề nghị sửa cả dữ liệu ({data}) lẫn mã nguồn ({code}).",
    cure="Tách làm hai bản đề nghị. Không tách được thì ghi một dòng “Lý do: …” trong phần mô tả.",
    why="Người duyệt dữ liệu không đọc mã, người duyệt mã không biết dữ liệu đúng hay sai; để chung thì "
    "một phần sẽ được chấp nhận mà chưa ai xem.",
    wrong="agencies/so-tu-phap/cong-khai.yml và plugins/access_info/… trong một bản đề nghị",
    right="hai bản đề nghị: một cho agencies/so-tu-phap/, một cho plugins/",
)
FOREIGN = Rule(
    code="TT854",
    title="Sửa thư mục của cơ quan khác",
    message="Bản đề nghị ghi là của {named} nhưng sửa cả thư mục của “{agency}”.",
    cure="Bỏ phần sửa ấy ra. Đúng là phải sửa thì ghi thêm mã vào đầu tiêu đề: {title}, hoặc ghi một "
    "dòng “Lý do: …” trong phần mô tả.",
    why="Người duyệt của một cơ quan chỉ chịu trách nhiệm về thư mục của cơ quan mình.",
    wrong="[so-tu-phap] Cập nhật đầu mối: sửa cả agencies/xa-mau-hoa/",
    right="[so-tu-phap, xa-mau-hoa] Cập nhật đầu mối",
)
SEVERAL = Rule(
    code="TT855",
    title="Sửa nhiều cơ quan mà không nói rõ",
    message="Bản đề nghị sửa {count} cơ quan ({agencies}) mà tiêu đề không ghi cơ quan nào.",
    cure="Mỗi cơ quan một bản đề nghị. Đúng là phải sửa cùng lúc thì ghi đủ mã ở đầu tiêu đề: {title}, "
    "hoặc ghi một dòng “Lý do: …” trong phần mô tả.",
    why="Sửa nhầm thư mục là lỗi hay gặp nhất; ghi rõ thì người duyệt biết đó là chủ ý.",
    wrong="Cập nhật đầu mối",
    right="[so-tu-phap, xa-mau-hoa] Cập nhật đầu mối",
)
STRANGE_FILE = Rule(
    code="TT856",
    title="Tệp điều khiển kho nằm trong dữ liệu",
    message="“{name}” là {what}.",
    cure="Xóa “{name}” khỏi bản đề nghị; trong agencies/ chỉ để tệp dữ liệu và tệp đính kèm.",
    why="Tệp loại này đổi cách kho đọc các tệp khác, hoặc dẫn ra ngoài thư mục của cơ quan, mà không hiện "
    "ra trong phần so sánh.",
    wrong="agencies/so-tu-phap/.gitattributes",
    right="agencies/so-tu-phap/tep/quy-che.pdf",
)
CLUTTER = Rule(
    code="TT857",
    severity=Severity.WARNING,
    title="Tệp tạm, không phải dữ liệu",
    message="“{name}” là tệp tạm do phần mềm tạo ra, không phải dữ liệu.",
    cure="Xóa “{name}” khỏi bản đề nghị.",
    why="Tệp này không lên trang nhưng nằm mãi trong lịch sử của kho.",
)
STALE_OWNERS = Rule(
    code="TT858",
    title="CODEOWNERS không khớp người duyệt đã khai",
    message="Tệp CODEOWNERS không khớp “nguoi_duyet” trong agencies/_dia-ban.yml.",
    cure="Chạy access-info schema rồi ghi nhận tệp CODEOWNERS, hoặc chép nội dung đúng ở phần tóm tắt.",
    why="Nơi giữ kho mời người duyệt theo CODEOWNERS, không theo _dia-ban.yml.",
    wrong="sửa nguoi_duyet trong agencies/_dia-ban.yml mà không ghi lại CODEOWNERS",
    right="access-info schema",
)
BAD_NAME = Rule(
    code="TT859",
    title="Không dùng được tên tệp",
    message="Không dùng được tên tệp “{name}”.",
    cure="Đổi tên tệp: chỉ dùng chữ, số, dấu chấm, gạch nối; không dùng “:”, “\\”, ký tự xuống dòng; không "
    "trùng tên tệp khác.",
    why="Nhiều máy tính không giữ được tệp có tên như vậy; tệp không mở ra kiểm tra được thì không ai biết trong đó "
    "có gì.",
    wrong="tep/quyet-dinh:12.pdf",
    right="tep/quyet-dinh-12.pdf",
)
OFFICE_FILE = Rule(
    code="TT860",
    title="Tệp Word, Excel, CSV, PDF nằm ngoài thư mục của cơ quan",
    message="“{name}” nằm ngoài thư mục của cơ quan: không ai kiểm tra được trong đó có gì.",
    cure="Đừng ghép đề nghị này. Chuyển tệp ra ngoài kho, ví dụ ../tep-nhan/, rồi lập lại đề nghị từ nhánh mới chỉ có "
    "thư mục agencies/. Tệp được phép công khai thì để trong agencies/MÃ/tep/.",
    why="Tệp gốc có thể có danh mục không được tiếp cận hoặc thông tin riêng của người dân. Chỉ tệp trong thư mục của "
    "cơ quan mới được kiểm tra; lịch sử của kho giữ mãi cả tệp đã xóa. Đã ghép hay đã đẩy lên nơi giữ kho thì làm theo trang "
    "“Gỡ thông tin đăng nhầm”.",
    wrong="danh-muc.docx ở thư mục gốc của kho",
    right="../tep-nhan/danh-muc.docx, ngoài kho",
)


# Judges the scope of a proposal: whether it touches only files that belong together.

AGENCIES = "agencies"
_PROVINCE = frozenset({f"{AGENCIES}/{JURISDICTION_FILE}", f"{AGENCIES}/README.md", CODE_OWNERS})
# Pages written by `access-info schema`, which change with the code: “content/bien-tap/truong.md”,
# “content/bien-tap/loi-tt1.md”; not “content/bien-tap/index.md”.
_GENERATED = re.compile(r"content/bien-tap/(?:truong|lenh|loi(?:-tt\d)?)\.md")
# “[so-tu-phap] [xa-a] Cập nhật”: group 1 is “[so-tu-phap] [xa-a] ”.
_TITLE = re.compile(r"\s*((?:\[[^\]\n]{1,400}\]\s*)+)")
_SEPARATORS = re.compile(r"[\s,;\[\]]+")
# Files of offices, and what they are packed in. They are looked into where agencies keep attachments alone.
_OFFICE_ENDINGS = frozenset(
    {
        *(".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".pdf", ".csv", ".tsv"),
        *(".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".ppt", ".pptx", ".pptm", ".odp"),
        *(".zip", ".rar", ".7z"),
    }
)
# The generator's own: what it is tried on, and the summary that its guides link to.
_OF_THE_GENERATOR = re.compile(r"(?:tests|scripts/benchmark)/.+|content/huong-dan/mot-trang\.pdf")
_LINK, _MODULE = 0o120000, 0o160000
_MAX_NAMED = 6


class Area(StrEnum):
    """The kind of a file, by which people approve its changes; the value is its name for people."""

    AGENCY = "dữ liệu của cơ quan"
    PROVINCE = "tệp của tỉnh"
    OFFICE = "tệp văn phòng ngoài thư mục của cơ quan"
    CONTENT = "trang hướng dẫn"
    CODE = "mã nguồn"


@dataclasses.dataclass(frozen=True, slots=True)
class Touched:
    """A file that changed.

    Attributes:
        path: Below the repository's root, with `/`.
        mode: The mode that git keeps (`0o100644`); 0 when the file is gone.
    """

    path: str
    mode: int

    @property
    def area(self) -> Area:
        """The kind of file, which decides who approves its changes."""
        parts = PurePosixPath(self.path).parts
        if self.path in _PROVINCE or parts[:2] == (AGENCIES, PLACE_FOLDER):
            return Area.PROVINCE
        if self.agency:
            return Area.AGENCY
        if _is_office_file(self.path):
            return Area.OFFICE
        if parts[:1] == ("content",) and not _GENERATED.fullmatch(self.path):
            return Area.CONTENT
        return Area.CODE

    @property
    def agency(self) -> str:
        """The agency whose folder it lies in, or ""."""
        parts = PurePosixPath(self.path).parts
        inside = len(parts) > 2 and parts[0] == AGENCIES and not parts[1].startswith("_")  # noqa: PLR2004
        return parts[1] if inside else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scope:
    """The files that a proposal touches, and the agencies that it names.

    Attributes:
        files: Every file that changed, by path.
        named: Agencies that the proposal says it is about.
    """

    files: tuple[Touched, ...]
    named: tuple[str, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas it reaches into, data first."""
        reached = {file.area for file in self.files}
        return tuple(area for area in Area if area in reached)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies whose folders it changes, sorted."""
        return tuple(sorted({file.agency for file in self.files} - {""}))

    @property
    def touches_data(self) -> bool:
        """Whether the data must be judged again."""
        return bool({Area.AGENCY, Area.PROVINCE} & set(self.areas))

    def files_in(self, *areas: Area) -> list[Touched]:
        """Return the files of some areas, area by area."""
        return [file for area in areas for file in self.files if file.area is area]


def scope_of(
    files: Iterable[Touched], *, title: str = "", branch: str = "", known: Collection[str] = ()
) -> Scope:
    """Collect what a proposal touches and the agencies that its title or branch names, to compare the two.

    Args:
        files: The changed files.
        title: The proposal's title: `[so-tu-phap] Cập nhật đầu mối`.
        branch: The proposal's branch, asked when the title names no agency: `cms/so-tu-phap`.
        known: Agencies before and after the change.
    """
    files = tuple(sorted(files, key=lambda file: file.path))
    known = {*known, *(file.agency for file in files)} - {""}
    opening = _TITLE.match(title)
    words = _SEPARATORS.split(opening[1].lower()) if opening else []
    named = [word for word in dict.fromkeys(words) if word in known and is_agency_id(word)]
    if not named:
        named = [part for part in dict.fromkeys(branch.split("/")) if part in known]
    return Scope(files=files, named=tuple(named))


def judge_scope(scope: Scope, root: Path, *, reason: str = "") -> Iterator[Problem]:
    """Yield problems of a proposal by the files that it touches, before any is read.

    It mixes data and code (TT853), changes agencies it does not name (TT854, TT855), brings
    files that are no data (TT856, TT857) or office files outside agencies' folders (TT860).

    Args:
        scope: The files that the proposal touches.
        root: The repository's root in the state after the change.
        reason: The proposal's reason for its scope, which turns errors into warnings; or "".
    """
    for problem in (*_mixed(scope, root), *_foreign(scope, root)):
        yield dataclasses.replace(problem, severity=Severity.WARNING) if reason else problem
    for file in scope.files:
        yield from _strange(file, root)
    for file in scope.files_in(Area.OFFICE):
        if file.mode:
            yield OFFICE_FILE.at(_place(file, root), name=file.path)


def _is_office_file(path: str) -> bool:
    """Tell whether a file is an office document or archive, other than the generator's samples."""
    ending = PurePosixPath(path).suffix.lower()
    return ending in _OFFICE_ENDINGS and not _OF_THE_GENERATOR.fullmatch(path)


def _mixed(scope: Scope, root: Path) -> Iterator[Problem]:
    """Yield TT853 if a proposal changes data and code at once: different people approve them."""
    data = scope.files_in(Area.AGENCY, Area.PROVINCE)
    code = scope.files_in(Area.CODE)
    if data and code:
        yield MIXED.at(_place(code[0], root), data=_paths(data), code=_paths(code))


def _foreign(scope: Scope, root: Path) -> Iterator[Problem]:
    """Yield TT854 for each changed agency that a proposal does not name.

    One that names none and changes several yields TT855.
    """
    first = {file.agency: file for file in reversed(scope.files)}
    suggested = f"[{', '.join(scope.agencies)}]"
    if scope.named:
        for agency in scope.agencies:
            if agency not in scope.named:
                named = ", ".join(f"“{name}”" for name in scope.named)
                place = _place(first[agency], root)
                yield FOREIGN.at(place, named=named, agency=agency, title=suggested)
    elif len(scope.agencies) > 1:
        yield SEVERAL.at(
            _place(first[scope.agencies[1]], root),
            count=len(scope.agencies),
            agencies=first_of(scope.agencies, _MAX_NAMED),
            title=suggested if len(scope.agencies) <= _MAX_NAMED else "[mã, mã, …]",
        )


def _strange(file: Touched, root: Path) -> Iterator[Problem]:
    """Yield TT856 for a file below `agencies/` that steers git or leads elsewhere (`.gitattributes`).

    Clutter of programs (`Thumbs.db`, hidden files) yields TT857.
    """
    path = PurePosixPath(file.path)
    if not file.mode or path.parts[:1] != (AGENCIES,):
        return
    if file.mode in {_LINK, _MODULE}:
        what = "lối tắt tới chỗ khác" if file.mode == _LINK else "một kho khác gắn vào"
        yield STRANGE_FILE.at(_place(file, root), name=file.path, what=what)
        return
    hidden = [part for part in path.parts[1:] if part.startswith(".") and part != ".gitkeep"]
    if any(part.lower().startswith(".git") for part in hidden):
        what = "tệp cấu hình của git"
        yield STRANGE_FILE.at(_place(file, root), name=file.path, what=what)
    elif hidden or path.name in {"Thumbs.db", "desktop.ini"}:
        yield CLUTTER.at(_place(file, root), name=file.path)


def _place(file: Touched, root: Path) -> Location:
    return Location((root / file.path).as_posix())


def _paths(files: Iterable[Touched]) -> str:
    return first_of([file.path for file in files], _MAX_NAMED)


_MAX_PROBLEMS = 100
_MAX_AGENCIES = 20
_AREA_REMARKS = {
    Area.PROVINCE: "Có sửa tệp của tỉnh: người duyệt của tỉnh phải xem.",
    Area.OFFICE: "Có tệp văn phòng ngoài thư mục của cơ quan: không được kiểm tra, không được ghép.",
    Area.CODE: "Có sửa tệp ngoài dữ liệu (mã nguồn, cấu hình, gói luật): người quản trị kho phải xem. "
    "Việc kiểm tra ở đây dùng mã của nhánh gốc, không chạy mã của đề nghị; kho của bộ dựng còn "
    "có kết quả “Kiểm tra mã”.",
    Area.CONTENT: "Có sửa trang hướng dẫn: đọc phần so sánh của các tệp trong `content/`.",
}
# The difference needs room too.
_MAX_OWNERS = 100_000


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProposalSummary:
    """The summary of a judged proposal for its reviewer: what stops it is said first.

    Attributes:
        scope: The files that the proposal touches.
        problems: Everything that is wrong, in order.
        difference: The difference of the data; `None` when no data changed or it must be hidden.
        root: The folder that paths are shown relative to.
        reason: The author's reason for its scope, or "".
        owners: The right content of `CODEOWNERS`, or "".
        preview: How to look at the pages, one sentence, or "".
    """

    scope: Scope
    problems: Sequence[Problem]
    difference: Difference | None
    root: Path
    reason: str = ""
    owners: str = ""
    preview: str = ""

    @property
    def verdict(self) -> str:
        """The heading: how many mistakes, losses or places to compare there are.

        A loss or replacement is never called right, whatever the reason: only a person with the
        document can tell whether a replaced number is right.
        """
        wrong, difference = len(failures(self.problems)), self.difference
        if wrong:
            return f"❌ Còn {wrong} điều phải sửa"
        if difference is None:
            return "✅ Không thấy điều gì phải sửa"
        if difference.losses:
            return f"⚠ Có {len(difference.losses)} điều bị mất, phải xem từng điều và lý do"
        if not difference.is_whole:
            return "⚠ Có tệp không so được, có thể mất mà không thấy"
        to_compare = difference.to_compare
        if difference.replaced:
            return f"⚠ Có {to_compare} chỗ phải đối chiếu với văn bản"
        compare = f", có {to_compare} chỗ cần đối chiếu" if to_compare else ""
        return f"✅ Không thấy điều gì phải sửa{compare}"

    def as_markdown(self) -> str:
        """Write the summary for a forge's job page; data in it can be nothing but text."""
        head = "\n".join(self._markdown_lines())
        if self.difference is None:
            return f"{head}\n"
        most = MAX_BYTES - len(head.encode())
        return f"{head}\n\n{as_markdown(self.difference, base=self.root, most=most)}"

    def as_text(self) -> str:
        """Write the summary for a terminal, without the problems, which are printed already.

        No character of the data can move the cursor.
        """
        text = terminal_text(self._text_lines())
        if self.difference is None:
            return text
        return f"{text}\n{as_text(self.difference, base=self.root)}"

    def _markdown_lines(self) -> Iterator[str]:
        """Yield the summary's lines in Markdown, problems included."""
        yield f"# {self.verdict}"
        for line in self._reach(escaped):
            yield from ("", line)
        warned = [problem for problem in self.problems if problem.severity is Severity.WARNING]
        yield from self._problems("Phải sửa", failures(self.problems))
        yield from self._problems("Nên xem lại", warned)
        if self.owners:
            yield from ("", "### Tệp CODEOWNERS phải là", "")
            if len(self.owners) > _MAX_OWNERS:
                yield "Tệp quá dài để hiện ở đây: chạy `access-info schema`."
            else:
                yield from ("```text", self.owners.rstrip("\n"), "```")
        if self.preview:
            yield from ("", "### Xem thử", "", self.preview)

    def _text_lines(self) -> Iterator[str]:
        """Yield the summary's lines for a terminal, where problems are printed apart."""
        yield from (self.verdict, "")
        yield from (line.replace("`", "") for line in self._reach(str))
        if self.owners:
            yield from ("", "Tệp CODEOWNERS phải là (chạy access-info schema để ghi lại):", "")
            yield from (f"  {line}" for line in self.owners.splitlines())
        if self.preview:
            yield from ("", f"Xem thử: {self.preview}")

    def _reach(self, escape: Callable[[str], str]) -> Iterator[str]:
        """Yield sentences that say which files and agencies the proposal touches, and why.

        Args:
            escape: Escapes data for the format that is written.
        """
        scope = self.scope
        if not scope.files:
            yield "Đề nghị này không đổi tệp nào."
            return
        counted = (f"{area.value} ({len(scope.files_in(area))} tệp)" for area in scope.areas)
        yield f"Đề nghị này sửa {'; '.join(counted)}."
        if scope.agencies:
            names = first_of([*map(escape, scope.agencies)], _MAX_AGENCIES)
            yield f"Cơ quan: {names}."
        if self.reason:
            yield f"Lý do người gửi ghi: {escape(self.reason)}"
        yield from (text for area, text in _AREA_REMARKS.items() if area in scope.areas)

    def _problems(self, title: str, problems: Sequence[Problem]) -> Iterator[str]:
        """Yield a list of problems below a heading, in Markdown; nothing without problems."""
        if not problems:
            return
        yield from ("", f"### {title}", "")
        for problem in problems[:_MAX_PROBLEMS]:
            at = problem.location
            place = escaped(f"{at.relative_to(self.root)}:{at.line}")
            message, cure = escaped(problem.message), escaped(problem.cure)
            yield f"- **{place}** {message} → {cure} ({problem.code})"
        if len(problems) > _MAX_PROBLEMS:
            more = len(problems) - _MAX_PROBLEMS
            yield f"- … và {more} điều nữa; xem đủ bằng `access-info check`."
