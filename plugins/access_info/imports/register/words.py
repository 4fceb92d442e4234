"""The words of the register's short lists, and what clerks type in their place."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, RefusalGround
from access_info.model.declarations.suggestions import nearest
from access_info.model.declarations.types import fold

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class ReceptionChannel(StrEnum):
    """How a request came: the keys of `tiep_nhan` in a year's file."""

    IN_PERSON = "truc_tiep"
    POST = "buu_chinh"
    ONLINE = "mang"

    def means(self, channel_id: str) -> bool:
        """Tell whether a law's channel is this one, as `buu-chinh-fax` is `POST`."""
        return channel_id.startswith(self.value.replace("_", "-"))


class Workload(StrEnum):
    """The amount of work of a request, by which the law's period is chosen."""

    SIMPLE = "simple"
    COMPLEX = "complex"
    CONDITIONAL = "conditional"


class Result(StrEnum):
    """What became of a request: the keys of `ket_qua` in a year's file."""

    FULL = "day_du"
    PARTIAL = "mot_phan"
    REFUSED = "tu_choi"
    TRANSFERRED = "chuyen"
    WITHDRAWN = "rut"
    PENDING = "dang_xu_ly"

    @property
    def is_answer(self) -> bool:
        """Whether the agency itself answered, so that its time counts."""
        return self in {Result.FULL, Result.PARTIAL, Result.REFUSED}

    @property
    def has_day(self) -> bool:
        """Whether the day on which it came about must be known."""
        return self.is_answer or self is Result.TRANSFERRED


class YesOrNo(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """A short list of words that a column of the register allows.

    Attributes:
        labels: What the drop-down list offers, by key.
        synonyms: Folded words that mean a key.
    """

    labels: dict[str, str]
    synonyms: dict[str, str]

    def find(self, value: object) -> str | None:
        """Return the key that a cell means; accents, case and spaces do not matter."""
        return self.synonyms.get(fold(value)) if isinstance(value, str) else None

    def near(self, value: object) -> str:
        """Return the label most like a cell's words, or ""; the words themselves stay secret."""
        if not isinstance(value, str):
            return ""
        near = nearest(value[:80], self.synonyms)
        return self.labels[self.synonyms[near[0]]] if near else ""


def _vocabulary(entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> Vocabulary:
    labels: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    for key, label, also in entries:
        labels[key] = label
        synonyms |= dict.fromkeys(map(fold, (label, *also)), key)
    return Vocabulary(labels, synonyms)


KINDS = _vocabulary(
    [
        (Workload.SIMPLE, "Đơn giản", ("có sẵn", "đơn giản, có sẵn")),
        (Workload.COMPLEX, "Phức tạp", ("phải tập hợp", "phức tạp, phải tập hợp")),
        (Workload.CONDITIONAL, "Có điều kiện", ("tiếp cận có điều kiện",)),
    ]
)
RESULTS = _vocabulary(
    [
        (Result.FULL, "Cung cấp đầy đủ", ("đầy đủ", "cung cấp toàn bộ", "toàn bộ")),
        (Result.PARTIAL, "Cung cấp một phần", ("một phần",)),
        (Result.REFUSED, "Từ chối", ("từ chối cung cấp",)),
        (Result.TRANSFERRED, "Chuyển cơ quan khác", ("chuyển",)),
        (Result.WITHDRAWN, "Người yêu cầu rút", ("rút", "rút yêu cầu")),
        (Result.PENDING, "Đang xử lý", ("đang giải quyết", "chưa trả lời")),
    ]
)
ANSWERS = _vocabulary([(YesOrNo.YES, "Có", ("x", "1")), (YesOrNo.NO, "Không", ("0",))])
_CHANNELS = (
    (ReceptionChannel.IN_PERSON, "Trực tiếp", ("tại trụ sở",)),
    (ReceptionChannel.POST, "Bưu chính", ("bưu điện", "fax")),
    (
        ReceptionChannel.ONLINE,
        "Mạng điện tử",
        ("mạng", "qua mạng", "internet", "email", "thư điện tử"),
    ),
)


def channels_of(framework: Framework) -> Vocabulary:
    """Build the vocabulary of channels, with the words that the laws have for them."""
    return _vocabulary(
        (channel, label, (*also, *_law_words(framework, channel)))
        for channel, label, also in _CHANNELS
    )


def _law_words(framework: Framework, channel: ReceptionChannel) -> Iterator[str]:
    for pack in framework.packs:
        for law_channel in pack.channels:
            if channel.means(law_channel.id):
                yield from (law_channel.id, law_channel.title, *law_channel.examples)


@dataclasses.dataclass(frozen=True)
class Ground:
    """A law's ground of refusal.

    Attributes:
        law: Id of the law.
        key: How a year's file names it: the short id where that is enough.
        ground: The provision.
    """

    law: str
    key: str
    ground: RefusalGround

    @property
    def label(self) -> str:
        """What the drop-down list offers: the id and the first words."""
        return f"{self.key} – {self.ground.title.partition(',')[0]}"


class Grounds:
    """The grounds of refusal of all laws, newest law first, as `tu_choi` of a year's file has them.

    Attributes:
        all: Every ground.
    """

    def __init__(self, framework: Framework) -> None:
        """Gather the grounds of refusal from the laws."""
        self.all = tuple(
            Ground(pack.id, _key(framework, pack, ground), ground)
            for pack in reversed(framework.packs)
            for ground in pack.refusal_grounds
        )
        self._framework = framework
        # An id is compared as typed, never without accents: points “đ” and “d” differ.
        self._by_id = {(entry.law, entry.ground.id): entry for entry in self.all}

    def find(self, value: object, law: LawPack | None) -> Ground | None:
        """Return the one ground that a cell names by its id; `None` if it names none or several.

        Args:
            value: The cell.
            law: The law that governs the request, whose ids win.
        """
        if not isinstance(value, str):
            return None
        named = {
            ground.key: ground
            for word in _WORD.findall(value)
            if (ground := self._named(word, law)) is not None
        }
        return next(iter(named.values())) if len(named) == 1 else None

    @property
    def ids(self) -> list[str]:
        """Every id that may be typed, as it is compared: with and without its law's prefix."""
        ids = {entry.ground.id for entry in self.all}
        ids |= {f"{entry.law}-{entry.ground.id}" for entry in self.all}
        return sorted(unicodedata.normalize("NFC", id_).casefold() for id_ in ids)

    def choices(self, law: LawPack | None) -> str:
        """List the keys that can be typed for a request under a law; all keys if it is unknown."""
        return ", ".join(entry.key for entry in self.all if law is None or entry.law == law.id)

    def _named(self, word: str, law: LawPack | None) -> Ground | None:
        general = self._framework.refusal_ground(word)
        if general is None:
            return None
        specific = self._framework.refusal_ground(f"{law.id}-{word}") if law is not None else None
        pack, ground = specific or general
        return self._by_id[pack.id, ground.id]


def _key(framework: Framework, pack: LawPack, ground: RefusalGround) -> str:
    pack_and_ground = framework.refusal_ground(ground.id)
    short = pack_and_ground is not None and pack_and_ground[0].id == pack.id
    return ground.id if short else f"{pack.id}-{ground.id}"
