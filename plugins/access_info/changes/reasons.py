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
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from access_info.changes.difference import Difference, Loss, LossKind, shortened
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
_LONGEST_COUNT = 3
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
class KindNamed:
    """A kind of loss that a reason names as a whole.

    Attributes:
        kind: The kind.
        count: The number that the author gives; 0 when there is none.
        among: Words beside it that must be agencies, folded.
    """

    kind: LossKind
    count: int
    among: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Names:
    """The names before the colon of a reason.

    Attributes:
        about: Ids, years, agencies, files, fields; folded.
        kinds: Kinds of losses.
        words: The whole text, folded: names of files may hold spaces.
    """

    about: frozenset[str] = frozenset()
    kinds: tuple[KindNamed, ...] = ()
    words: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is named."""
        return bool(self.about or self.kinds)


def read_names(text: str) -> Names:
    """Parse the names in some words."""
    about: set[str] = set()
    kinds = []
    for part in _SEPARATORS.split(text):
        words = [word for token in part.split() if (word := token.strip(_DECORATION))]
        naming = frozenset(fold(word) for word in words if _names_something(word))
        rest = [
            folded
            for word in words
            if not _names_something(word) and not _is_count(word)
            if (folded := fold(word)) not in _FILLERS or folded in _KIND_WORDS
        ]
        counts = [int(word) for word in words if _is_count(word)]
        kind = _kind(rest)
        about |= naming
        if kind is not None and len(counts) <= 1:
            kinds.append(KindNamed(kind, counts[0] if counts else 0, naming))
    # A quoted name of a file counts as one name, spaces included.
    about |= {fold(quoted) for quoted in _QUOTED.findall(text)} - {""}
    return Names(frozenset(about), tuple(kinds), fold(text))


def only_names(text: str) -> bool:
    """Tell whether words are names alone: they say what a reason is about, not why."""
    if not read_names(text):
        return False
    words = [word for part in _QUOTED.sub(" ", text).split() if (word := part.strip(_DECORATION))]
    return _FILE.search(text) is not None or all(
        _names_something(word)
        or _is_count(word)
        or fold(word) in _FILLERS
        or fold(word) in _KIND_WORDS
        for word in words
    )


def _kind(words: list[str]) -> LossKind | None:
    while words:
        kind = _KINDS.get(" ".join(words))
        if kind is not None or words[0] not in _FILLERS:
            return kind
        words = words[1:]
    return None


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _LONGEST_COUNT


def _names_something(word: str) -> bool:
    return not _is_count(word) and (_NAMING.search(word) is not None or word in CONTACTS)


class Lost:
    """All losses of a change, counted so that names can be matched with them.

    Attributes:
        agencies: The names of agencies that lost something.
    """

    def __init__(self, losses: Iterable[Loss]) -> None:
        """Count the losses by kind, key and agency."""
        every = tuple(losses)
        self.agencies = frozenset(_agency(loss) for loss in every)
        self._kinds = Counter((loss.kind, _agency(loss)) for loss in every)
        self._keys = Counter((loss.kind, loss.key, _agency(loss)) for loss in every)
        keys = Counter(key for key, _ in {(loss.key, loss.agency) for loss in every})
        self._shared = frozenset(key for key, count in keys.items() if count > 1)

    def nearness(self, names: Names, loss: Loss) -> int:
        """Return how exactly names are about a loss: 3 by its own name, 2 by kind, 0 not at all."""
        owner = _agency(loss)
        named = frozenset(agency for agency in self.agencies if fold(agency) in names.about)
        if named and owner not in named:
            return 0
        subjects = names.about - {fold(agency) for agency in named}
        if loss.kind is LossKind.AGENCY and owner in named and not subjects and not names.kinds:
            return 3
        if self._is_named(names, subjects, loss, within=bool(named)):
            return 3
        for kind in names.kinds:
            strange = kind.among - {fold(agency) for agency in named}
            if kind.kind is loss.kind and not strange:
                count = self.count(kind.kind, named)
                return 2 if kind.count == count or (count == 1 and not kind.count) else 0
        return 0

    def _is_named(
        self, names: Names, subjects: frozenset[str], loss: Loss, *, within: bool
    ) -> bool:
        """Tell whether a loss is named by its own id, file, year or field."""
        if not loss.key:
            return False
        if loss.kind in _COUNTED and self._keys[loss.kind, loss.key, _agency(loss)] > 1:
            return False
        if fold(f"{_agency(loss)}/{loss.key}") in subjects:
            return True
        spelt = " " in loss.key and f"-{fold(loss.key)}-" in f"-{names.words}-"
        return (fold(loss.key) in subjects or spelt) and (within or loss.key not in self._shared)

    def count(self, kind: LossKind, agencies: frozenset[str] = frozenset()) -> int:
        """Count the losses of a kind, in some agencies or in all."""
        return sum(
            count
            for (lost_kind, agency), count in self._kinds.items()
            if lost_kind is kind and (not agencies or agency in agencies)
        )

    def miscounted(self, names: Names) -> tuple[KindNamed, int] | None:
        """Find a kind named with a wrong number; return it with the right number."""
        named = frozenset(agency for agency in self.agencies if fold(agency) in names.about)
        counted = ((kind, self.count(kind.kind, named)) for kind in names.kinds)
        return next(((kind, n) for kind, n in counted if n and n != (kind.count or 1)), None)

    def line(self, loss: Loss) -> str:
        """Write the line that would be a reason for a loss, to be completed."""
        agency = _agency(loss)
        several = len(self.agencies) > 1 or loss.key in self.agencies
        if loss.key and loss.kind is LossKind.AGENCY:
            return f"Lý do: {loss.key}: …"
        if loss.key and loss.kind not in _COUNTED:
            quoted = " " in loss.key
            named = f"“{loss.key}”" if quoted else loss.key
            if several:
                named = f"{named} của {agency}" if quoted else f"{agency}/{named}"
            return f"Lý do: {named}: …"
        count = self.count(loss.kind, frozenset({agency}))
        named = f"{count} {loss.kind.word}" if count > 1 else loss.kind.word
        return f"Lý do: {named}{f' của {agency}' if several else ''}: …"


def _agency(loss: Loss) -> str:
    """Return the name of a loss's agency in a reason."""
    return loss.agency or _PLACE


# The reasons that the author of a change gives for losses; always shown as plain text.

_MOST = 600
_MOST_NAMES = 2_000
_MOST_TEXT = 200_000
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
_TEMPLATE = (
    *("ghi-ly-do", "nhap-ly-do", "dien-ly-do", "viet-ly-do", "neu-ro-ly-do"),
    *("ly-do-o-day", "ly-do-cua-ban", "vi-sao-go", "khong-co-ly-do", "khong-ly-do"),
)
_FEWEST_WORDS = 2
_FEWEST_LETTERS = 6


@dataclasses.dataclass(frozen=True)
class LossReason:
    """A reason for losses as the author gave it.

    Attributes:
        names: The names of what it is a reason for.
        text: The reason in the author's words, one line.
    """

    names: Names
    text: str


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
        return next((reason.text for reason in self.given if not reason.names), "")

    def for_losses(self, losses: Sequence[Loss]) -> list[str]:
        """Return the reason for each loss, or "": a reason counts only for what it names."""
        lost = Lost(losses)
        return [self._for_loss(loss, lost) for loss in losses]

    def _for_loss(self, loss: Loss, lost: Lost) -> str:
        near = [(lost.nearness(reason.names, loss), reason.text) for reason in self.given]
        best = max((rank for rank, _ in near), default=0)
        return next((text for rank, text in near if rank == best > 0), "")


def read_reasons(texts: Iterable[str], typed: Iterable[str] = ()) -> Reasons:
    """Parse the reasons in commit messages and in the text of a pull request.

    Args:
        texts: Texts with lines like `Lý do: 2026-001: …` or `Lý do gỡ 2026-001: …`.
        typed: Reasons without the words “Lý do:” before them: `2026-001: …`.
    """
    reasons = [_reason("", text) for text in typed]
    for text in texts:
        reasons += _lines(text[:_MOST_TEXT])
    given = tuple(dict.fromkeys(reason for reason in reasons if is_reason(reason.text)))
    refused = tuple(dict.fromkeys(reason.text for reason in reasons if not is_reason(reason.text)))
    return Reasons(given, tuple(text for text in refused if text))


def _lines(text: str) -> Iterator[LossReason]:
    clean = _COMMENT.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    for number, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        match = heading or _LINE.fullmatch(line.strip(_LINE_DECORATION))
        if match is None:
            continue
        why = "" if heading else match["why"]
        for reason in (why,) if why else _below(lines[number + 1 :]):
            yield _reason(match["what"], reason)


def _below(lines: Sequence[str]) -> Iterator[str]:
    """Yield the reasons below a line that ends after its colon: a line, or each point of a list."""
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


def _reason(what: str, why: str) -> LossReason:
    """Build a reason from the words before the colon and after it; names may be in either."""
    names = read_names(what)
    first = _FIRST.match(why[:_MOST_NAMES])
    if not names and first is not None and only_names(first["names"]):
        return LossReason(read_names(first["names"]), _single_line(why[first.end() :]))
    return LossReason(names, _single_line(why))


def _single_line(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", text).split()).strip("*_`\"'“” ")
    return line if len(line) <= _MOST else line[: _MOST - 1] + "…"


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
    return len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _FEWEST_LETTERS


# Rules for losses and their reasons (TT80x).

LOSS = Rule(
    code="TT801",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
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

_LONGEST_QUOTE = 240
_EVERYWHERE = (TextPlace.TOP, TextPlace.BODY)


def explained(difference: Difference, reasons: Reasons) -> Difference:
    """Give each loss its reason, or the line to complete as one."""
    losses = difference.losses
    lost = Lost(losses)
    given = dict(zip(losses, reasons.for_losses(losses), strict=True))

    def with_reasons(agency_losses: tuple[Loss, ...]) -> tuple[Loss, ...]:
        return tuple(
            dataclasses.replace(
                loss, reason=given[loss], line="" if given[loss] else lost.line(loss)
            )
            for loss in agency_losses
        )

    return dataclasses.replace(
        difference,
        agencies=tuple(
            dataclasses.replace(agency, losses=with_reasons(agency.losses))
            for agency in difference.agencies
        ),
        place=dataclasses.replace(difference.place, losses=with_reasons(difference.place.losses)),
    )


def unexplained(difference: Difference, agencies: Path, reasons: Reasons) -> Iterator[Problem]:
    """Yield problems of losses without a reason, and of reasons that name no loss or say nothing.

    Args:
        difference: The difference, with reasons put to its losses.
        agencies: The folder of agencies as people know it.
        reasons: The author's reasons.
    """
    losses = difference.losses
    missing = [loss for loss in losses if not loss.reason]
    for loss in missing:
        place = Location((agencies / loss.agency / loss.file).as_posix())
        # A public log may show nothing that a page may not, even of the later state.
        what = shortened(hidden_text(loss.what, _EVERYWHERE), _LONGEST_QUOTE)
        if loss.kind is LossKind.LAW_POINT:
            yield UNFILED.at(place, wording=what, fix=loss.line)
        else:
            yield LOSS.at(place, kind=loss.kind.label, wording=what, fix=loss.line)
    if not missing:
        return
    place = Location(agencies.as_posix())
    for text in reasons.refused:
        yield HOLLOW_REASON.at(
            place, wording=shortened(hidden_text(text, _EVERYWHERE), _LONGEST_QUOTE)
        )
    lost = Lost(losses)
    for reason in reasons.given:
        if any(lost.nearness(reason.names, loss) for loss in losses):
            continue
        text = shortened(hidden_text(reason.text, _EVERYWHERE), _LONGEST_QUOTE)
        miscounted = lost.miscounted(reason.names)
        if miscounted is None:
            yield NAMES_NOTHING.at(place, wording=text, fix=missing[0].line)
            continue
        named, count = miscounted
        word = named.kind.word
        yield MISCOUNTED.at(
            place, wording=text, typed=f"{named.count or 1} {word}", lost=f"{count} {word}"
        )
