"""The reasons that an author gives for losses: read, matched with the losses they name, reported where missing.

Words alone are a reason for nothing: a change that loses five things of different kinds would pass
by two of them. So an author names each thing by its id, or a kind of things; where several of a
kind are gone, with their number, so that what is taken away later is not covered too.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from access_info.changes.difference import Difference, Loss, LossKind, cut, shortened
from access_info.changes.hiding import hidden_text
from access_info.changes.losses import CONTACTS
from access_info.checks.safety.detections import TextPlace
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model.types import fold
from access_info.problems import Location, Problem, Rule, Severity

# The names in a reason, and the losses that it is a reason for.

# A word that names something: “2026-001”, “tep/a.pdf”, “_dia-ban”, “quy-che.pdf”; not “rà”.
_NAMING = re.compile(r"[\d_/-]|\w\.\w")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")
# Contains a file's name: “quyết định.pdf” (its “h.pdf”); not “a. b”.
_FILE = re.compile(r"\w\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;]|\s(?:và|va)\s", re.IGNORECASE)
_DECORATION = " \t*_#>-–—+•·`\"'“”‘’«»[]()|,;."
_MAX_COUNT_DIGITS = 3
# The name within a sentence: marks around a word are no part of it.
_PLACE = JURISDICTION_FILE.strip("_")
# Words around a name that name nothing.
_FILLERS = frozenset(
    {
        *("go", "bo", "xoa", "rut", "mat", "cat", "giam", "bot", "sua", "thay"),
        *("cac", "nhung", "ca", "cua", "o", "trong", "va", "voi", "nay", "so", "lan", "ve"),
    }
)
_KINDS: dict[str, LossKind] = {
    **{" ".join(fold(kind.word).split("-")): kind for kind in LossKind},
    "ma": LossKind.ID,
    "diem": LossKind.LAW_POINT,
    "dau moi": LossKind.CONTACT,
    "thong tin lien he": LossKind.CONTACT,
    "so lieu": LossKind.STATISTICS,
    "so lieu thong ke": LossKind.STATISTICS,
    "tep dinh kem": LossKind.ATTACHMENT,
}
_KIND_WORDS = frozenset(word for phrase in _KINDS for word in phrase.split())
# One key of these kinds may mean many things: they are named with their number.
_COUNTED = frozenset({LossKind.CONTACT, LossKind.REGULATION})


@dataclasses.dataclass(frozen=True)
class NamedKind:
    """A kind of loss that a reason names as a whole: `2 liên hệ của so-tu-phap`.

    Attributes:
        kind: The kind.
        count: The number that the author gives; 0 when there is none.
        beside: The names in the same part of the reason, folded: each must be an agency's.
    """

    kind: LossKind
    count: int
    beside: frozenset[str]


@dataclasses.dataclass(frozen=True)
class LossReason:
    """A reason for losses as its author gave it, with the names of what it is a reason for.

    Attributes:
        text: The reason in the author's words, one line.
        about: Ids, years, agencies, files, fields that are named; folded.
        kinds: Kinds of losses that are named.
        naming: All words that say what the reason is for, folded: files' names may hold spaces.
    """

    text: str
    about: frozenset[str]
    kinds: tuple[NamedKind, ...]
    naming: str

    @property
    def names_something(self) -> bool:
        """Whether the reason names any thing or kind of loss; a general sentence does not."""
        return bool(self.about or self.kinds)


def _reason_of(text: str, naming: str) -> LossReason:
    """Return a reason with all that it is for: ids and names, and kinds of loss.

    Args:
        text: The reason itself: `đăng nhầm`.
        naming: The words that say what it is for: `2026-001, 2 liên hệ của so-tu-phap`.
    """
    about: set[str] = set()
    kinds = []
    for part in _SEPARATORS.split(naming):
        words = [word for token in part.split() if (word := token.strip(_DECORATION))]
        names = frozenset(fold(word) for word in words if _is_name(word))
        # A filler such as “mất” stays where it is a part of a kind's name too.
        kind_words = [
            folded
            for word in words
            if not _is_name(word) and not _is_count(word)
            if (folded := fold(word)) not in _FILLERS or folded in _KIND_WORDS
        ]
        counts = [int(word) for word in words if _is_count(word)]
        kind = _kind(kind_words)
        about |= names
        # Of two numbers nobody can tell which one counts the losses.
        if kind is not None and len(counts) <= 1:
            kinds.append(NamedKind(kind, counts[0] if counts else 0, names))
    # A quoted name of a file counts as one name, spaces included.
    about |= {fold(quoted) for quoted in _QUOTED.findall(naming)} - {""}
    return LossReason(text, frozenset(about), tuple(kinds), fold(naming))


def _holds_names_alone(text: str) -> bool:
    """Tell whether words are names alone, as in `2026-001: đăng nhầm` those before the colon.

    Then they say what a reason is for; other words are part of the reason itself.
    """
    if not _reason_of("", text).names_something:
        return False
    words = [word for part in _QUOTED.sub(" ", text).split() if (word := part.strip(_DECORATION))]
    # A file's name may hold blanks, so that its words alone look like other words.
    return _FILE.search(text) is not None or all(
        _is_name(word) or _is_count(word) or fold(word) in _FILLERS | _KIND_WORDS for word in words
    )


def _kind(words: list[str]) -> LossKind | None:
    """Return the kind of loss that folded words name, filler words before it skipped.

    `["go", "lien", "he"]` → `LossKind.CONTACT`; `None` if they name no kind.
    """
    while words:
        kind = _KINDS.get(" ".join(words))
        if kind is not None or words[0] not in _FILLERS:
            return kind
        words = words[1:]
    return None


def _is_count(word: str) -> bool:
    """Tell whether a word counts losses: a number of at most three digits, so that `2026` is a year."""
    return word.isascii() and word.isdigit() and len(word) <= _MAX_COUNT_DIGITS


def _is_name(word: str) -> bool:
    """Tell whether a word names a thing: an id, a year, a file, an agency, a field."""
    return not _is_count(word) and (_NAMING.search(word) is not None or word in CONTACTS)


class LossTable:
    """All losses of a change, counted so that reasons can be matched with them.

    A reason that names a kind of loss must state how many of that kind there are.
    """

    def __init__(self, losses: Collection[Loss]) -> None:
        """Count the losses by kind, key and agency, and note keys that several agencies lost."""
        self._agencies = frozenset(map(_agency, losses))
        self._kinds = Counter((loss.kind, _agency(loss)) for loss in losses)
        self._keys = Counter((loss.kind, loss.key, _agency(loss)) for loss in losses)
        keys = Counter(key for key, _ in {(loss.key, loss.agency) for loss in losses})
        self._shared = frozenset(key for key, count in keys.items() if count > 1)

    def reason_for(self, loss: Loss, reasons: Reasons) -> str:
        """Return the words of the reason that names a loss most exactly; "" if none names it."""
        ranks = [self.nearness(reason, loss) for reason in reasons.given]
        best = max(ranks, default=0)
        return reasons.given[ranks.index(best)].text if best else ""

    def nearness(self, reason: LossReason, loss: Loss) -> int:
        """Return how exactly a reason names a loss: 3 by its own name, 2 by its kind, 0 not at all.

        A kind counts only with the right number: `2 liên hệ`.
        """
        owner, named = _agency(loss), self._agencies_in(reason)
        if named and owner not in named:
            return 0
        folded_agencies = set(map(fold, named))
        subjects = reason.about - folded_agencies
        if loss.kind is LossKind.AGENCY and owner in named and not subjects and not reason.kinds:
            return 3
        if self._is_named(reason, subjects, loss, within=bool(named)):
            return 3
        for kind in reason.kinds:
            if kind.kind is loss.kind and kind.beside <= folded_agencies:
                count = self._count(kind.kind, named)
                return 2 if kind.count == count or (count == 1 and not kind.count) else 0
        return 0

    def _agencies_in(self, reason: LossReason) -> frozenset[str]:
        """Return the agencies with losses that a reason names."""
        return frozenset(agency for agency in self._agencies if fold(agency) in reason.about)

    def _is_named(
        self, reason: LossReason, subjects: frozenset[str], loss: Loss, *, within: bool
    ) -> bool:
        """Tell whether a reason names a loss by its own id, file, year or field.

        Args:
            reason: The reason.
            subjects: Names in the reason, folded, without those of agencies.
            loss: The loss.
            within: Whether the reason names the loss's agency: a key may be of several agencies.
        """
        if not loss.key:
            return False
        if loss.kind in _COUNTED and self._keys[loss.kind, loss.key, _agency(loss)] > 1:
            return False
        if fold(f"{_agency(loss)}/{loss.key}") in subjects:
            return True
        spelt = " " in loss.key and f"-{fold(loss.key)}-" in f"-{reason.naming}-"
        return (fold(loss.key) in subjects or spelt) and (within or loss.key not in self._shared)

    def _count(self, kind: LossKind, agencies: frozenset[str]) -> int:
        """Return how many losses of a kind there are in some agencies; in all, if none is given."""
        return sum(
            count
            for (lost_kind, agency), count in self._kinds.items()
            if lost_kind is kind and (not agencies or agency in agencies)
        )

    def miscounted(self, reason: LossReason) -> tuple[NamedKind, int] | None:
        """Return a kind of loss that a reason counts wrongly, with the right number; else `None`."""
        named = self._agencies_in(reason)
        counted = ((kind, self._count(kind.kind, named)) for kind in reason.kinds)
        return next(((kind, n) for kind, n in counted if n and n != (kind.count or 1)), None)

    def line(self, loss: Loss) -> str:
        """Return the line that an author completes to explain a loss: `Lý do: 2026-001: …`."""
        agency = _agency(loss)
        several = len(self._agencies) > 1 or loss.key in self._agencies
        if loss.key and loss.kind is LossKind.AGENCY:
            return f"Lý do: {loss.key}: …"
        if loss.key and loss.kind not in _COUNTED:
            quoted = " " in loss.key
            named = f"“{loss.key}”" if quoted else loss.key
            if several:
                named = f"{named} của {agency}" if quoted else f"{agency}/{named}"
            return f"Lý do: {named}: …"
        count = self._count(loss.kind, frozenset({agency}))
        named = f"{count} {loss.kind.word}" if count > 1 else loss.kind.word
        return f"Lý do: {named}{f' của {agency}' if several else ''}: …"


def _agency(loss: Loss) -> str:
    """Return the agency's id as a reason writes it; `dia-ban.yml` for the jurisdiction's file."""
    return loss.agency or _PLACE


# The reasons that the author of a change gives for losses; always shown as plain text.

_MAX_REASON = 600
_MAX_NAMES = 2_000
_MAX_TEXT = 200_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINE_DECORATION = " \t*_#>-–—+•·`\"'“”‘’«»[]()|"
# “Lý do gỡ 2026-001: đăng nhầm”: `what` “ gỡ 2026-001”, `why` “đăng nhầm”; not “Lý do chung”.
_LINE = re.compile(
    r"(?:lý|lí|ly|li)\s+do(?P<what>\b[^:：]{0,2000}?) ?(?::|：|\s[-–—]\s)\s*(?P<why>.*)",
    re.IGNORECASE,
)
# A heading above the reason: “## Lý do gỡ 2026-001”.
_HEADING = re.compile(r"#+\s*(?:lý|lí|ly|li)\s+do\b(?P<what>[^:：]{0,120})", re.IGNORECASE)
# “2026-001: đăng nhầm”: `names` is “2026-001”.
_FIRST = re.compile(r"(?P<names>[^:：]+?)\s?(?::|：|\s[-–—]\s)")
_WORD = re.compile(r"[^\W\d_]+")
# A point of a list: “- …”, “1. …”, “2) …”.
_LISTED = re.compile(r"[-*+•·] |\d{1,2}[.)] ")
_VOWEL = re.compile(r"[aeiouy]")
# Folded words typed to get past a check.
_JUNK = frozenset(
    {
        *("abc", "abcd", "def", "xyz", "asd", "asdf", "sdf", "dfg", "fgh", "qwe", "qwer"),
        *("qwerty", "zxc", "aaa", "bbb", "xxx", "yyy", "zzz", "test", "tes", "lorem", "ipsum"),
        *("todo", "tbd", "foo", "bar", "baz", "blah", "bla", "ok", "oke", "okie", "none", "null"),
    }
)
# Hints of a template that nobody has replaced by a reason, folded.
_TEMPLATE = (
    *("ghi-ly-do", "nhap-ly-do", "dien-ly-do", "viet-ly-do", "neu-ro-ly-do"),
    *("ly-do-o-day", "ly-do-cua-ban", "vi-sao-go", "khong-co-ly-do", "khong-ly-do"),
)
_MIN_WORDS = 2
_MIN_LETTERS = 6


@dataclasses.dataclass(frozen=True)
class Reasons:
    """All reasons that the author of a change gave.

    Attributes:
        given: Reasons of real words.
        refused: Lines that look like a reason and are none.
    """

    given: tuple[LossReason, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def in_general(self) -> str:
        """The first reason that names nothing: why a change reaches so far; else ""."""
        return next((reason.text for reason in self.given if not reason.names_something), "")


def read_reasons(texts: Iterable[str], typed: Iterable[str] = ()) -> Reasons:
    """Parse the reasons in commit messages and in the text of a pull request.

    Args:
        texts: Texts with lines like `Lý do: 2026-001: …` or `Lý do gỡ 2026-001: …`.
        typed: Reasons without the words “Lý do:” before them: `2026-001: …`.
    """
    reasons = [_split_reason("", text) for text in typed]
    for text in texts:
        reasons += _reasons_in(text[:_MAX_TEXT])
    given = tuple(dict.fromkeys(reason for reason in reasons if is_reason(reason.text)))
    refused = tuple(dict.fromkeys(reason.text for reason in reasons if not is_reason(reason.text)))
    return Reasons(given, tuple(text for text in refused if text))


def _reasons_in(text: str) -> Iterator[LossReason]:
    """Yield the reasons in a commit message or the text of a pull request.

    They stand in a line, `Lý do 2026-001: đăng nhầm`, or below a heading `## Lý do 2026-001`.
    """
    clean = _COMMENT.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    for number, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        match = heading or _LINE.fullmatch(line.strip(_LINE_DECORATION))
        if match is None:
            continue
        if heading or not match["why"]:
            for reason in _following_reasons(lines[number + 1 :]):
                yield _split_reason(match["what"], reason)
        else:
            yield _split_reason(match["what"], match["why"])


def _following_reasons(lines: Sequence[str]) -> Iterator[str]:
    """Yield the reasons below a heading or a line “Lý do:” without words after its colon.

    They are the next line, or each point of the list that follows.
    """
    following = itertools.dropwhile(lambda line: not line, lines)
    for number, line in enumerate(following):
        listed = _LISTED.match(line)
        if line.startswith("#") or _LINE.fullmatch(line.strip(_LINE_DECORATION)):
            return
        if listed is None:
            if number == 0:
                yield line
            return
        yield line[listed.end() :]


def _split_reason(what: str, why: str) -> LossReason:
    """Return a reason from the words before a colon and after it.

    Args:
        what: Words after “Lý do”: ` gỡ 2026-001`; they say what the reason is for.
        why: The reason; if `what` names nothing, its beginning may: `2026-001: đăng nhầm`.
    """
    reason = _reason_of(_single_line(why), what)
    first = _FIRST.match(why[:_MAX_NAMES])
    if not reason.names_something and first is not None and _holds_names_alone(first["names"]):
        return _reason_of(_single_line(why[first.end() :]), first["names"])
    return reason


def _single_line(text: str) -> str:
    """Return a reason as it is shown: in one line, without marks around it, cut if it is long."""
    line = " ".join(unicodedata.normalize("NFC", text).split()).strip("*_`\"'“” ")
    return cut(line, _MAX_REASON)


def is_reason(text: str) -> bool:
    """Tell whether a text is made of real words, and is no template's hint.

    Whether it is a good reason is for the reviewer to say.
    """
    if not text or text[0] in "<{" or (text[0] in "([" and text[-1] in ")]"):
        return False
    folded = fold(text)
    if any(hint in folded for hint in _TEMPLATE):
        return False
    words = {
        word
        for word in _WORD.findall(folded)
        if len(word) > 1 and _VOWEL.search(word) and word not in _JUNK and len(set(word)) > 1
    }
    return len(words) >= _MIN_WORDS and sum(map(len, words)) >= _MIN_LETTERS


# Rules for losses and their reasons (TT80x).

LOSS = Rule(
    code="TT801",
    title="Mất nội dung mà không nói lý do",
    message="{kind}: {wording}.",
    cure="Nếu lỡ tay thì khôi phục. Nếu đúng là phải bỏ, ghi một dòng “{fix}” vào phần mô tả đề nghị "
    "hoặc lời ghi của lần lưu; mục hết hiệu lực thì giữ lại và ghi tinh_trang thay vì xóa.",
    why="Địa chỉ của mục, liên hệ, số liệu, quy chế mất đi giữa một thay đổi lớn thì khó ai thấy; người "
    "dân đã lưu đường dẫn sẽ gặp trang trống. Một câu lý do giúp người duyệt biết là cố ý. Lý do chỉ "
    "tính cho điều nó nêu tên: mã của mục, tên tệp, năm, hoặc loại kèm số lượng (“2 liên hệ”).",
    wrong="xóa mục 2026-001 khỏi cong-khai.yml",
    right="Lý do: 2026-001: đăng nhầm, đã có ở mục 2026-014",
)
HOLLOW_REASON = Rule(
    code="TT802",
    severity=Severity.WARNING,
    title="Dòng lý do chưa nói gì",
    message="Dòng lý do “{wording}” chưa phải một lý do nên không được tính.",
    cure="Viết bằng lời, ví dụ “Lý do: 2026-001: đăng nhầm, đã có ở mục 2026-014”.",
    why="Chữ gõ cho có hoặc chữ sẵn của mẫu không cho người duyệt biết vì sao.",
    wrong="Lý do: abc",
    right="Lý do: cơ quan xa-mau-binh: đã nhập vào xã Mẫu Hòa theo Nghị quyết số 01/NQ-HĐND",
)
NAMES_NOTHING = Rule(
    code="TT803",
    severity=Severity.WARNING,
    title="Dòng lý do không nêu điều nào bị mất",
    message="Dòng lý do “{wording}” không nêu điều nào bị mất nên không được tính.",
    cure="Nêu mã của mục, tên tệp, năm hoặc loại trước dấu hai chấm, ví dụ “{fix}”.",
    why="Một câu chung như “rà soát” không cho biết cơ quan có cố ý bỏ từng điều hay không; có nêu tên thì "
    "mỗi điều bị mất đều đã có người nghĩ đến.",
    wrong="Lý do: rà soát danh mục",
    right="Lý do: 2026-001: đăng nhầm, đã có ở mục 2026-014",
)
MISCOUNTED = Rule(
    code="TT804",
    severity=Severity.WARNING,
    title="Dòng lý do nêu sai số lượng",
    message="Dòng lý do “{wording}” nói về {typed}, còn bản này mất {lost}, nên không được tính.",
    cure="Xem lại có mất nhầm gì không. Đúng là cố ý thì ghi đủ số lượng: “Lý do: {lost}: …”; nhiều cơ quan thì thêm "
    "“của” và mã cơ quan; hoặc nêu từng điều.",
    why="Nêu đúng số lượng thì điều bị mất thêm về sau không lọt qua nhờ lý do cũ.",
    wrong="Lý do: liên hệ: bỏ máy lẻ (bản sửa bỏ ba máy)",
    right="Lý do: 3 liên hệ: bỏ máy lẻ",
)
UNFILED = Rule(
    code="TT805",
    title="Mục rời khỏi điểm luật mà không nói lý do",
    message="Mất điểm luật: {wording}.",
    cure="Nếu lỡ tay thì ghi lại điểm cũ. Nếu điểm cũ ghi sai, nay sửa cho đúng, thì cứ sửa và ghi một dòng “{fix}” "
    "vào phần mô tả đề nghị hoặc lời ghi của lần lưu.",
    why="Người dân tìm thông tin theo từng điểm của luật: mục rời khỏi một điểm thì ở đó không còn thấy nó, kể cả "
    "khi điểm cũ vốn ghi nhầm. Một câu lý do giúp người duyệt mở luật ra xem điểm nào đúng.",
    wrong="đổi diem của mục 2026-018 từ l01-d17k1c sang l01-d17k1a, không nói gì",
    right="Lý do: 2026-018: điểm c ghi nhầm, nội dung thuộc điểm a",
)


# Puts reasons to losses, and reports losses without one.

_MAX_QUOTE = 240


def explained(difference: Difference, reasons: Reasons) -> Difference:
    """Return the difference with a reason at each loss, or a line that the author completes."""
    table = LossTable(difference.losses)

    def with_reason(loss: Loss) -> Loss:
        """Return a loss with the reason that names it, else with the line to complete."""
        reason = table.reason_for(loss, reasons)
        return dataclasses.replace(loss, reason=reason, line="" if reason else table.line(loss))

    place_losses = tuple(map(with_reason, difference.place.losses))
    return dataclasses.replace(
        difference,
        agencies=tuple(
            dataclasses.replace(agency, losses=tuple(map(with_reason, agency.losses)))
            for agency in difference.agencies
        ),
        place=dataclasses.replace(difference.place, losses=place_losses),
    )


def unexplained(difference: Difference, agencies: Path, reasons: Reasons) -> Iterator[Problem]:
    """Yield problems of losses without a reason (TT801; TT805 for points of law).

    While any is missing, reasons that do not count are reported too: empty words (TT802), no
    loss named (TT803), a wrong number (TT804).

    Args:
        difference: The difference, with reasons put to its losses.
        agencies: The folder of agencies as people know it.
        reasons: The author's reasons.
    """
    losses = difference.losses
    missing = [loss for loss in losses if not loss.reason]
    for loss in missing:
        place = Location((agencies / loss.agency / loss.file).as_posix())
        what = _quoted(loss.what)
        if loss.kind is LossKind.LAW_POINT:
            yield UNFILED.at(place, wording=what, fix=loss.line)
        else:
            yield LOSS.at(place, kind=loss.kind.label, wording=what, fix=loss.line)
    if not missing:
        return
    place = Location(agencies.as_posix())
    for text in reasons.refused:
        yield HOLLOW_REASON.at(place, wording=_quoted(text))
    table = LossTable(losses)
    for reason in reasons.given:
        if any(table.nearness(reason, loss) for loss in losses):
            continue
        text = _quoted(reason.text)
        miscounted = table.miscounted(reason)
        if miscounted is None:
            yield NAMES_NOTHING.at(place, wording=text, fix=missing[0].line)
            continue
        named, count = miscounted
        word = named.kind.word
        yield MISCOUNTED.at(
            place, wording=text, typed=f"{named.count or 1} {word}", lost=f"{count} {word}"
        )


def _quoted(text: str) -> str:
    """Return the beginning of a text for a public log, with what the safety gate detects redacted."""
    return shortened(hidden_text(text, (TextPlace.TOP, TextPlace.BODY)), _MAX_QUOTE)
