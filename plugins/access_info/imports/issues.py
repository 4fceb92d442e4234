"""Turn a form filled in at the forge (the site of the code) into a change of an agency's data.

Nothing that senders say of themselves gets into the data: names and contacts are taken out of the text.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from access_info.checks.items import missing_ids
from access_info.checks.safety import rules as gate
from access_info.checks.safety.detections import Detection, TextPlace
from access_info.checks.safety.numbers import numbers_in
from access_info.checks.safety.personal_facts import persons_in
from access_info.checks.safety.shapes import (
    CAPITAL,
    EXACT_HOUSE,
    IDENTITY_SHAPE,
    MAILBOX,
    MOBILE_SHAPE,
    NAME_LABELS,
    NAMING_ONESELF,
    OF_THE_WRITER,
    OLD_IDENTITY_SHAPE,
    SENDERS,
    STRONG_HOME,
    either,
)
from access_info.checks.safety.texts import NormalizedText
from access_info.loading import LoadedAgency
from access_info.loading.folders import DISCLOSURE_FILE, DISCLOSURE_FOLDER, PROFILE, is_agency_id
from access_info.model.agency import AgencyProfile
from access_info.model.derived import starter_files, without_row_sample
from access_info.model.fields import canonical
from access_info.model.items import Item
from access_info.model.typed_days import AcceptedDays, read_day
from access_info.model.types import fold, is_web_address, nearest
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.problems import Location, Problem, Rule, Severity
from access_info.source.documents import SourceDocument, parse_yaml, read_yaml
from access_info.source.events import Plain
from access_info.source.replacing import replace_files
from access_info.source.rewriting import dump_yaml, rewrite_yaml

# What keeps a form from becoming a change of the data (TT861–TT870).

NO_FORM = Rule(
    code="TT861",
    title="Phiếu không theo biểu mẫu",
    message="Nội dung này không có câu trả lời nào của các biểu mẫu.",
    cure="Mời người gửi dùng một biểu mẫu, hoặc sửa phiếu cho có các dòng “### tên câu hỏi” như cũ.",
    why="Chỉ chép được câu trả lời dưới câu hỏi đã biết, không đoán ý trong văn xuôi.",
)
NOT_DATA = Rule(
    code="TT862",
    title="Phiếu không nói về dữ liệu",
    message="Phiếu “{form}” không lập thành thay đổi dữ liệu được.",
    cure="Chuyển phiếu cho người bảo trì mã nguồn; bỏ nhãn lập bản đề nghị.",
    why="Lỗi của trang web không nằm trong tệp dữ liệu của cơ quan.",
)
UNANSWERED = Rule(
    code="TT863",
    title="Phiếu thiếu câu trả lời",
    message="Câu “{question}” chưa có câu trả lời.",
    cure="Hỏi lại người gửi, sửa phiếu cho đủ, rồi gắn lại nhãn.",
    why="Thiếu câu này thì không biết sửa gì.",
)
UNCLEAR_AGENCY = Rule(
    code="TT864",
    title="Không rõ phiếu nói về cơ quan nào",
    message="Không thấy cơ quan nào khớp “{text}”.{hint}",
    cure="Sửa phiếu: ghi mã cơ quan (tên thư mục trong agencies/) hoặc địa chỉ đúng của trang.",
    why="Ghi vào nhầm thư mục thì cơ quan khác phải chịu trách nhiệm.",
)
CUT = Rule(
    code="TT865",
    severity=Severity.WARNING,
    title="Câu trả lời quá dài",
    message="Câu trả lời “{question}” dài quá {most} chữ nên chỉ chép phần đầu.",
    cure="Đọc phiếu gốc rồi viết lại cho gọn trong bản đề nghị.",
    why="Nội dung này hiện công khai trên trang của cơ quan.",
)
REDACTED = Rule(
    code="TT866",
    severity=Severity.WARNING,
    title="Đã lược thông tin của người gửi",
    message="Trong “{question}” đã lược: {what}.",
    cure="Đọc lại câu đã lược; còn sót thông tin riêng thì xóa, mất nghĩa thì viết lại.",
    why="Tên và cách liên hệ của người gửi không được vào dữ liệu công khai.",
)
UNKNOWN_ROW = Rule(
    code="TT867",
    title="Phiếu ghi mã mục không có",
    message="Cơ quan “{agency}” không có mục mã “{text}”.{hint}",
    cure="Sửa mã mục trong phiếu, hoặc để trống câu ấy, rồi gắn lại nhãn.",
    why="Lần đính chính dẫn tới mục này.",
)
BAD_NEW_ID = Rule(
    code="TT868",
    title="Mã cơ quan mới không dùng được",
    message="Mã “{text}” {reason}.",
    cure="Sửa câu “Mã cơ quan” trong phiếu thành chữ thường không dấu, số, gạch nối, chưa ai dùng; ví dụ "
    "“{suggested}”.",
    why="Mã là tên thư mục và là một phần của địa chỉ, không bao giờ đổi.",
)
UNCLEAR_DATE = Rule(
    code="TT869",
    severity=Severity.WARNING,
    title="Không hiểu ngày ghi trong phiếu",
    message="“{question}”: không hiểu ngày “{text}” nên để trống.",
    cure="Điền ngày dạng 2026-09-03 vào bản đề nghị.",
    why="Đoán sai ngày thì hạn tính từ ngày ấy cũng sai.",
)
NOT_TAKEN = Rule(
    code="TT870",
    title="Sổ đính chính không nhận nội dung trong phiếu",
    message="Chưa ghi được vào sổ đính chính của “{agency}”: {reason}",
    cure="Sửa phiếu theo lời trên rồi gắn lại nhãn, hoặc ghi bằng access-info correct.",
    why="Sổ đính chính công khai: mỗi dòng phải đọc được, không nêu tên người báo.",
)


# The text of an issue, as the forge makes it of a form → the answers, by the form's own ids.

MAX_ANSWER = 2_000
# The forge's own limit is 65 536 characters; what is longer did not come from a form.
MAX_BODY = 200_000
_HEADING = "### "
_EMPTY = frozenset({"_No response_", "None", "_Không có câu trả lời_"})
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANKS = re.compile(r"\n{3,}")


@dataclasses.dataclass(frozen=True)
class IssueForm:
    """A form that the forge offers to people who report something.

    Attributes:
        name: The name of the form's file without number and ending: `thong-tin-sai`.
        questions: Text of each question → its id, in the form's order.
        required: Ids of the questions that must be answered.
    """

    name: str
    questions: Mapping[str, str]
    required: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Answers:
    """A form as somebody filled it in.

    Attributes:
        form: The form.
        fields: Id of the question → answer; empty answers are left out.
        cut: Ids of answers that were cut because they were too long.
    """

    form: IssueForm
    fields: Mapping[str, str]
    cut: tuple[str, ...]


def read_forms(folder: Path) -> list[IssueForm]:
    """Return the forge's forms in a folder such as `.github/ISSUE_TEMPLATE`, sorted by file name."""
    files = sorted(path for path in folder.glob("[0-9]*.yml") if path.is_file())
    return [_form(path.stem.partition("-")[2], read_yaml(path)) for path in files]


def _form(name: str, document: SourceDocument) -> IssueForm:
    """Return a form with its questions, and which must be answered, from its file."""
    questions: dict[str, str] = {}
    required = set()
    for part in _mappings_in(document.data.get("body")):
        identifier = str(part.get("id") or "")
        label = str(_mapping(part.get("attributes")).get("label") or "").strip()
        if identifier and label:
            questions[label] = identifier
            if _mapping(part.get("validations")).get("required") == "true":
                required.add(identifier)
    return IssueForm(name, questions, frozenset(required))


def _mappings_in(value: Plain) -> Iterator[dict[str, Plain]]:
    """Yield the mappings in a list of YAML; none if the value is no list."""
    return (row for row in value if isinstance(row, dict)) if isinstance(value, list) else iter(())


def _mapping(value: Plain) -> dict[str, Plain]:
    """Return a mapping of YAML; {} if the value is none."""
    return value if isinstance(value, dict) else {}


def read_answers(body: str, forms: list[IssueForm]) -> Answers | None:
    """Return the answers in the text of an issue, and the form that has most of its questions.

    Args:
        body: The issue's text: each question as a heading, with the answer below.
        forms: The forms that the forge offers.

    Returns:
        The answers; `None` when no form has any question of the text.
    """
    lines = _clean(body[:MAX_BODY]).split("\n")
    headings = {line[len(_HEADING) :].strip() for line in lines if line.startswith(_HEADING)}
    form = max(forms, key=lambda form: len(headings & form.questions.keys()), default=None)
    if form is None or headings.isdisjoint(form.questions):
        return None
    fields: dict[str, str] = {}
    cut = []
    for name, text in _answers(lines, form):
        if text and text not in _EMPTY:
            if len(text) > MAX_ANSWER:
                cut.append(name)
                text = text[: MAX_ANSWER - 1].rstrip() + "…"  # noqa: PLW2901 - the rest is told
            fields[name] = text
    return Answers(form, fields, tuple(cut))


def _answers(lines: list[str], form: IssueForm) -> Iterator[tuple[str, str]]:
    """Yield (id of the question, answer) for each question of a form that is a heading of the text.

    Other headings, and a question's second occurrence, belong to the answer above: people may type them.
    """
    waiting = dict(form.questions)
    name, held = "", list[str]()
    for line in lines:
        heading = line[len(_HEADING) :].strip() if line.startswith(_HEADING) else ""
        if heading in waiting:
            if name:
                yield name, _trim(held)
            name, held = waiting.pop(heading), []
        else:
            held.append(line)
    if name:
        yield name, _trim(held)


def _trim(lines: list[str]) -> str:
    """Return the lines of an answer as text, without trailing spaces and needless blank lines."""
    return _BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _clean(text: str) -> str:
    """Return a text without invisible content: comments, control and direction-changing characters."""
    text = _COMMENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text.replace("\t", " "))
    return "".join(char for char in text if char == "\n" or unicodedata.category(char)[0] != "C")


# Take the writer's name and contacts out of a text.

_TAKEN = "[đã lược]"
_PAPERS, _MOBILE, _MAIL = "số giấy tờ", "số điện thoại di động", "thư điện tử"
_HOME = "nơi ở"
# “@nguoi-gui”: the forge sends a message to whoever is named so.
_USER_NAME = re.compile(r"(?<![\w.])@[A-Za-z0-9][A-Za-z0-9-]{0,38}\b")
# “tôi là nguyễn văn mẫu”, “Họ và tên: Trần Thị Mẫu”, “người gửi Mẫu”: the rest of the clause. After words such
# as “người khiếu nại” it is a name only where it has capitals.
_NAME = re.compile(
    rf"\b(?i:{either(f'{NAMING_ONESELF}|{NAME_LABELS}|người (?:gửi|viết|báo|phản ánh|kiến nghị)(?: là)?')})\b"
    rf"[ \t]*:?(?P<rest>[^\n.;,]*)"
    rf"|\b(?i:{either(f'{SENDERS}(?: là)?')})[ \t]*:?[ \t]*(?P<capitals>(?=[{CAPITAL}])[^\n.;,]*)"
)
_MAX_NAME_WORDS = 6
# “Trân trọng cảm ơn!” on a line of its own, and all that follows.
_CLOSING = re.compile(
    r"(?P<ahead>\n)[ \t]*(?:xin )?(?:trân trọng|chân thành)?[ \t]*(?:cảm ơn|cám ơn|kính chào|trân trọng)"
    r"[ \t.,!]*\n[\s\S]*\Z",
    re.IGNORECASE,
)
# “Nhà tôi ở số 5 đường Mẫu”: the rest of the sentence.
_HOME_OF_WRITER = re.compile(rf"\b{OF_THE_WRITER}\b[^\n.;]*", re.IGNORECASE)
# What the gate would stop on a page may not come in by a form either: the gate's rule → the word for it.
# Numbers of identity papers are taken out even where the agency's own files have them.
_GATED_KINDS = {
    gate.IDENTITY: _PAPERS,
    gate.OLD_IDENTITY: _PAPERS,
    gate.PASSPORT: _PAPERS,
    gate.INSURANCE: "số bảo hiểm",
    gate.MOBILE: _MOBILE,
    gate.EMAIL: _MAIL,
    gate.ACCOUNT: "số tài khoản",
    gate.PLATE: "biển số xe",
    gate.CONTACT: "số liên hệ",
    gate.BIRTH: "ngày sinh",
    gate.HOME: _HOME,
}


def without_sender(text: str, *, known: str = "") -> tuple[str, list[str]]:
    """Return a text without its writer's name, home, contacts and personal numbers.

    Args:
        text: The text as typed.
        known: Text of the agency's files; contacts that stand there are public and stay.

    Returns:
        The text with `[đã lược]` for each thing taken out, and the kinds of things, in words.
    """
    bare = _without_separators(known)

    def is_public_address(address: str) -> bool:
        """Tell whether a mail address may stay: it is a government's, or in the agency's files (`known`)."""
        domain = address.rpartition("@")[2].lower()
        return domain.endswith(".gov.vn") or address in known

    def is_public_number(number: str) -> bool:
        """Tell whether a telephone number may stay: the agency's files (`known`) hold it, however spaced."""
        return _without_separators(number) in bare

    removed: dict[str, None] = {}
    steps: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
        (_CLOSING, "lời chào và tên ở cuối", _never),
        (_NAME, "tên người gửi", _never),
        (_HOME_OF_WRITER, _HOME, _never),
        (MAILBOX, _MAIL, is_public_address),
        (MOBILE_SHAPE, _MOBILE, is_public_number),
        (OLD_IDENTITY_SHAPE, _PAPERS, _never),
        (IDENTITY_SHAPE, _PAPERS, _never),
        (_USER_NAME, "tên tài khoản", _never),
    )
    for pattern, what, stays in steps:
        taken = [match for match in pattern.finditer(text) if not stays(match[0])]
        for match in reversed(taken):
            removed[what] = None
            named = match.groupdict()
            after = _words_after_name(named.get("rest") or named.get("capitals") or "")
            instead = f"{named.get('ahead', '')}{_TAKEN}{after}"
            text = f"{text[: match.start()]}{instead}{text[match.end() :]}"
    text, more = _without_gated(text, is_public_number)
    return text.strip(), list(removed | dict.fromkeys(more))


def _without_gated(
    text: str, is_public_number: Callable[[str], bool]
) -> tuple[str, list[str]]:  # fmt: skip
    """Return a text without what the safety gate would stop, and the kinds of things taken out, in words.

    Public numbers stay, except those of identity papers. The text is searched again and again: a number
    taken out may have stood between a word such as “CCCD” and another number, which is only found then.
    """
    removed: list[str] = []
    while spans := [
        (start, end, what)
        for start, end, what in sorted(_stopped_by_gate(text))
        if what == _PAPERS or not is_public_number(text[start:end])
    ]:
        pieces, at = [], 0
        for start, end, what in spans:
            if start >= at:
                pieces += [text[at:start], _TAKEN]
                removed.append(what)
                at = end
        text = "".join((*pieces, text[at:]))
    return text, removed


def _stopped_by_gate(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind in words) of each passage of a text that the gate would stop on a page."""
    aligned = NormalizedText(text)
    detections: tuple[Detection, ...] = (
        *numbers_in(aligned, TextPlace.VALUE),
        *persons_in(aligned),
    )
    for detection in detections:
        if detection.rule in _GATED_KINDS:
            yield detection.start, detection.end, _GATED_KINDS[detection.rule]
    for match in STRONG_HOME.finditer(aligned.plain):
        if EXACT_HOUSE.match(match["house"]):
            yield *aligned.span(*match.span("house")), _HOME


def _without_separators(text: str) -> str:
    """Return a text without spaces, full stops and hyphens, as people put them between digits."""
    return re.sub(r"[\s.-]", "", text)


def _words_after_name(rest: str) -> str:
    """Return the words that follow a name: those after its capitals, or after six words without any.

    `Nguyễn Văn Mẫu đề nghị sửa` → ` đề nghị sửa`
    """
    words = rest.split()
    capitals = next((at for at, word in enumerate(words) if not word[0].isupper()), len(words))
    left = words[min(capitals or _MAX_NAME_WORDS, _MAX_NAME_WORDS) :]
    return f" {' '.join(left)}" if left else ""


def _never(_: str) -> bool:
    """Return `False`: text of this kind, such as a name, never stays, whatever it says."""
    return False


# A filled-in form → the change that it asks for: a correction, a new item, a new agency.

_IN_FORMS = AcceptedDays(
    day_first="/.-", year_first="-", month_of_year="/.-", year_month="-", year=True
)
_COMMITTEE = "uy-ban-nhan-dan-"
_AGENCIES = "co-quan"


class Wish(StrEnum):
    """The kind of change that a form asks for; the value is the form's name."""

    CORRECTION = "thong-tin-sai"
    NEW_AGENCY = "thieu-co-quan"
    NEW_ITEM = "de-nghi-cong-khai"
    AGENCY_CORRECTION = "de-nghi-dinh-chinh"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Known:
    """An agency that a form may speak of, as far as is needed to understand the form.

    Attributes:
        names: The agency's names, as people may type them.
        items: Ids of the rows in its lists.
        text: The text of its data files.
    """

    names: tuple[str, ...]
    items: frozenset[str] = frozenset()
    text: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class IssueRequest:
    """The change of data that a form asks for.

    Attributes:
        wish: The kind of change.
        agency: Folder name of the agency, perhaps of a new one.
        values: YAML key → value as the data file has it; for a correction, id of the question → answer.
    """

    wish: Wish
    agency: str
    values: Mapping[str, Plain]


def request_of(
    answers: Answers, agencies: Mapping[str, Known], *, place: Path
) -> tuple[IssueRequest | None, list[Problem]]:
    """Return the change that a form asks for, and the problems of the form.

    Args:
        answers: The form as it was filled in.
        agencies: All agencies, by folder name.
        place: The file with the issue's text, for the problems.

    Returns:
        The request, or `None` when a problem stops it, and all problems.
    """
    reading = _RequestReading(answers, agencies, Location(place.resolve().as_posix()))
    request = reading.request()
    return request, reading.problems


class _RequestReading:
    """The reader of one filled-in form, which also collects the problems of the form."""

    def __init__(self, answers: Answers, agencies: Mapping[str, Known], place: Location) -> None:
        self._answers = answers
        self._fields = answers.fields
        self._agencies = agencies
        self._place = place
        self._questions = {name: label for label, name in answers.form.questions.items()}
        self.problems: list[Problem] = []

    def request(self) -> IssueRequest | None:
        """Return the change that the form asks for; `None` when a problem stops it.

        Problems are a form that is not about data (TT862), missing (TT863) and cut (TT865) answers.
        """
        if self._answers.form.name not in list(Wish):
            self._report(NOT_DATA, form=self._answers.form.name)
            return None
        missing = [
            question
            for question, name in self._answers.form.questions.items()
            if name in self._answers.form.required and name not in self._fields
        ]
        for question in missing:
            self._report(UNANSWERED, question=question)
        for name in self._answers.cut:
            self._report(CUT, question=self._questions[name], most=MAX_ANSWER)
        if missing:
            return None
        wish = Wish(self._answers.form.name)
        make = {Wish.NEW_ITEM: self._item, Wish.NEW_AGENCY: self._new_agency}
        return make.get(wish, self._correction)(wish)

    def _report(self, rule: Rule, **values: object) -> None:
        """Add a problem of the form."""
        self.problems.append(rule.at(self._place, **values))

    def _correction(self, wish: Wish) -> IssueRequest | None:
        """Return the report of a mistake without its sender's name; `None` if agency or item is unknown."""
        # Readers give the page's address, agencies their own name.
        text = self._fields.get("trang") or self._fields.get("co-quan", "")
        agency = self._agency(text)
        if agency is None:
            return None
        known = self._agencies[agency]
        item = self._fields.get("muc", "").strip() or _anchor(text)
        is_known = bool(item) and item in known.items
        if item and not is_known and "muc" in self._fields:
            near = nearest(item, known.items)
            hint = f" Có phải “{near[0]}”?" if near else ""
            self._report(UNKNOWN_ROW, agency=agency, text=item, hint=hint)
            return None
        values: dict[str, Plain] = {
            name: self._redacted(name, known.text)
            for name in ("sai", "dung")
            if name in self._fields
        }
        day = self._day_answered("ngay-phat-hien", whole=True)
        values |= {"muc": item} if is_known else {}
        values |= {"ngay-phat-hien": day} if day else {}
        return IssueRequest(wish=wish, agency=agency, values=values)

    def _item(self, wish: Wish) -> IssueRequest | None:
        """Return the proposal of a new item for an agency's list; `None` if the agency is unknown."""
        agency = self._agency(self._fields["co-quan"])
        if agency is None:
            return None
        day = self._day_answered("ngay-ban-hanh", whole=False)
        addresses = [line.strip() for line in self._fields.get("dia-chi", "").split("\n")]
        note = self._fields.get("ghi-chu", "")
        # A line that is no web address is kept in the remarks, so that nothing typed is lost.
        odd = [line for line in addresses if line and not is_web_address(line)]
        note = "\n".join((note, *odd)).strip() if odd else note
        values: dict[str, Plain] = {
            "ten": self._fields["ten"],
            "diem": list(re.findall(r"[\w.-]+", self._fields.get("diem", ""))),
            "so_ky_hieu": self._fields.get("so-ky-hieu", ""),
            "ngay_ban_hanh": day,
            "don_vi": self._fields.get("don-vi", ""),
            "dia_chi": [line for line in addresses if is_web_address(line)],
            "ghi_chu": note,
        }
        filled = {key: value for key, value in values.items() if value}
        return IssueRequest(wish=wish, agency=agency, values=filled)

    def _new_agency(self, wish: Wish) -> IssueRequest | None:
        """Return the proposal of a new agency; `None` if its kind or the id typed is of no use (TT868).

        Without a typed id, one is made from the name: `Ủy ban nhân dân xã Mẫu` → `xa-mau`.
        """
        name = " ".join(self._fields["ten"].split())
        kind = fold(self._fields["loai"])
        types = {fold(label): key for key, label in AGENCY_TYPES.items()}
        types |= {key: key for key in AGENCY_TYPES}
        if kind not in types:
            self._report(UNANSWERED, question=self._questions["loai"])
            return None
        suggested = _ascii(fold(name).removeprefix(_COMMITTEE)) or "co-quan-moi"
        wanted = self._fields.get("ma", "").strip() or suggested
        if not is_agency_id(wanted) or wanted in self._agencies:
            taken = wanted in self._agencies
            reason = "đã có cơ quan khác dùng" if taken else "không dùng làm địa chỉ được"
            other = f"{suggested}-2" if taken else suggested
            self._report(BAD_NEW_ID, text=wanted, reason=reason, suggested=other)
            return None
        site = self._fields.get("trang-web", "").strip()
        values: dict[str, Plain] = {"ten": name, "loai": types[kind]}
        values |= {"trang_web": site} if is_web_address(site) else {}
        return IssueRequest(wish=wish, agency=wanted, values=values)

    def _agency(self, text: str) -> str | None:
        """Return the folder name of the agency that a text means; report (TT864) none or several, `None`."""
        ids = list(dict.fromkeys(_agencies_meant(text, self._agencies)))
        if len(ids) == 1:
            return ids[0]
        near = ids or nearest(text, self._agencies, count=3)
        hint = f" Gần giống: {', '.join(near[:3])}." if near else ""
        self._report(UNCLEAR_AGENCY, text=text, hint=hint)
        return None

    def _redacted(self, name: str, known: str) -> str:
        """Return an answer without its writer's name and contacts; report what was taken out (TT866)."""
        text, removed = without_sender(self._fields[name], known=known)
        if removed:
            self._report(REDACTED, question=self._questions[name], what=", ".join(removed))
        return text

    def _day_answered(self, name: str, *, whole: bool) -> str:
        """Return the day in an answer as the data writes it: “5/3/2026” → `2026-03-05`.

        Return "" for no answer, and for unclear text, which is reported (TT869). A month or a year
        alone is unclear if the day must be `whole`.
        """
        typed = self._fields.get(name, "").strip()
        day = as_date(typed)
        if typed and (not day or (whole and day.count("-") < 2)):  # noqa: PLR2004 - year, month, day
            self._report(UNCLEAR_DATE, question=self._questions[name], text=typed)
            return ""
        return day


def as_date(typed: str) -> str:
    """Return a day as the data writes it: `3/9/2026` → `2026-09-03`; "" for text that is no day."""
    day = read_day(typed, _IN_FORMS)
    return day.iso if day is not None else ""


def _agencies_meant(text: str, agencies: Mapping[str, Known]) -> Iterator[str]:
    """Yield the folder names of the agencies that a text may mean.

    An address means the agency whose page it is, or the only agency of the site; other text means the
    agency of that id, else those of that name.
    """
    if is_web_address(text):
        try:
            path = urlsplit(text).path
        except ValueError:
            return
        parts = [unquote(part) for part in path.split("/") if part]
        below = [parts[at + 1] for at, part in enumerate(parts[:-1]) if part == _AGENCIES]
        yield from (part for part in below or parts if part in agencies)
        if not below and len(agencies) == 1:
            yield from agencies
        return
    typed = text.strip().lower()
    if typed in agencies:
        yield typed
        return
    folded = fold(text)
    for name, known in agencies.items():
        if folded and folded in {fold(known_name) for known_name in known.names}:
            yield name


def _anchor(address: str) -> str:
    """Return the part of an address behind `#`, which is an item's id on our pages; "" for none."""
    try:
        return unquote(urlsplit(address).fragment)
    except ValueError:
        return ""


def _ascii(text: str) -> str:
    """Return a folded name in the form of an agency's id: small letters, digits, hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text))[:60].strip("-")


# The change that a form asks for → the changed files of the agency.

# The key `muc:` of a list and the indent of its first row.
_LIST = re.compile(r"^muc:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", re.MULTILINE)
# A name for a file that is only looked at in memory, in `_next_id`.
_PROBE = f"{DISCLOSURE_FOLDER}/"


class UnreadableListError(Exception):
    """The list has errors that must be corrected before a row is added; the text says so, in Vietnamese."""

    def __init__(self, name: str, problem: Problem) -> None:
        """Word the error with the file's name and its first problem."""
        super().__init__(f"{name} đang có lỗi, sửa lỗi trước đã: {problem.message}")


@dataclasses.dataclass(frozen=True)
class Written:
    """A file that was written, as is needed to undo it.

    Attributes:
        path: The file.
        before: The bytes before; `None` for a file that was not there.
        after: The bytes that were written.
    """

    path: Path
    before: bytes | None
    after: bytes


def new_agency(request: IssueRequest) -> dict[str, str]:
    """Return the first files of a new agency: path below its folder → text, with the form's values."""
    files = starter_files(str(request.values["loai"]))
    start = parse_yaml(files[PROFILE].encode(), path=PROFILE).data
    filled = canonical(AgencyProfile, {**start, **request.values})
    return files | {PROFILE: rewrite_yaml(files[PROFILE], filled)}


def with_new_item(request: IssueRequest, loaded: LoadedAgency, *, year: int) -> dict[str, str]:
    """Return an agency's disclosure list with a new item at its end.

    Args:
        request: The request, with the item's values.
        loaded: The agency's present data.
        year: The year in the item's id if it has no day of issue.

    Returns:
        Path of the changed file below the agency's folder → new text.

    Raises:
        UnreadableListError: The present list has errors.
    """
    identifier = _next_id(loaded, str(request.values.get("ngay_ban_hanh") or f"{year:04d}"))
    row = canonical(Item, {"ma": identifier, **request.values})
    lists = [name for name in loaded.folder.texts if name.startswith(f"{DISCLOSURE_FOLDER}/")]
    name = DISCLOSURE_FILE if DISCLOSURE_FILE in loaded.folder.texts or not lists else lists[-1]
    document = loaded.documents.get(name)
    if document is not None and not document.readable:
        raise UnreadableListError(name, document.problems[0])
    text = (_content(loaded, name) or b"").decode("utf-8-sig")
    return {name: with_row(re.sub(r"\r\n?", "\n", text), row)}


def with_row(text: str, row: Mapping[str, Plain]) -> str:
    """Return a list's YAML with a new row at its end; `text` is "" for a new file.

    The row is appended to the text as it is; only if that gives other data than wanted, the whole is
    rewritten.
    """
    if not text.strip():
        return dump_yaml({"muc": [row]})
    data = parse_yaml(text.encode(), path="").data
    rows = data.get("muc")
    wanted = {**data, "muc": [*(rows if isinstance(rows, list) else ()), dict(row)]}
    began = _LIST.search(text)
    if began and "\r" not in text:
        lines = dump_yaml([row]).rstrip("\n").split("\n")
        block = "".join(f"{began[1]}{line}\n" for line in lines)
        longer = parse_yaml(f"{text.rstrip()}\n{block}".encode(), path="")
        if not longer.problems and longer.data == wanted:
            return f"{text.rstrip()}\n{block}"
    return rewrite_yaml(without_row_sample(text), wanted)


def write_files(
    folder: Path, files: Mapping[str, str], loaded: LoadedAgency | None
) -> tuple[Written, ...]:
    """Write files, all of them or none; return their old and new bytes, for `put_back`.

    Args:
        folder: The agency's folder.
        files: Path below the folder → text.
        loaded: The agency's data as read before; `None` for a new agency.

    Raises:
        ChangedMeanwhileError: A file was changed since it was read; none is written.
        OSError: A file cannot be written; the others are put back.
    """
    written = tuple(
        Written(folder / name, _content(loaded, name), text.encode())
        for name, text in files.items()
    )
    replace_files(
        {file.path: file.after for file in written},
        before={file.path: file.before for file in written},
    )
    return written


def put_back(written: Sequence[Written], folder: Path) -> None:
    """Undo `write_files`, and remove the agency's folder if that leaves it empty.

    Raises:
        ChangedMeanwhileError: Somebody saved a file since it was written; all stay as they are.
        OSError: A file cannot be put back; all stay as they were.
    """
    replace_files(
        {file.path: file.before for file in written},
        before={file.path: file.after for file in written},
    )
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _content(loaded: LoadedAgency | None, name: str) -> bytes | None:
    """Return the bytes of an agency's file as it was read; `None` for a new file."""
    document = loaded.documents.get(name) if loaded is not None else None
    return document.content if document is not None else None


def _next_id(loaded: LoadedAgency, day: str) -> str:
    """Return a free id for a new item of a day or year.

    The check of missing ids is asked what it would suggest for such an item without an id.
    """
    probe = parse_yaml(dump_yaml({"muc": [{"ngay_ban_hanh": day}]}).encode(), path="")
    documents = {**loaded.documents, _PROBE: probe}
    return next(identifier for name, _, identifier in missing_ids(documents) if name == _PROBE)
