"""The words of the register's short lists, and what clerks type in their place."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from enum import StrEnum

from access_info.model.types import fold, nearest

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


def vocabulary(entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> Vocabulary:
    """Build a short list.

    Args:
        entries: Key, label, and what else clerks type for it.
    """
    labels: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    for key, label, also in entries:
        labels[key] = label
        synonyms |= dict.fromkeys(map(fold, (label, *also)), key)
    return Vocabulary(labels, synonyms)


KINDS = vocabulary(
    [
        (Workload.SIMPLE, "Đơn giản", ("có sẵn", "đơn giản, có sẵn")),
        (Workload.COMPLEX, "Phức tạp", ("phải tập hợp", "phức tạp, phải tập hợp")),
        (Workload.CONDITIONAL, "Có điều kiện", ("tiếp cận có điều kiện",)),
    ]
)
RESULTS = vocabulary(
    [
        (Result.FULL, "Cung cấp đầy đủ", ("đầy đủ", "cung cấp toàn bộ", "toàn bộ")),
        (Result.PARTIAL, "Cung cấp một phần", ("một phần",)),
        (Result.REFUSED, "Từ chối", ("từ chối cung cấp",)),
        (Result.TRANSFERRED, "Chuyển cơ quan khác", ("chuyển",)),
        (Result.WITHDRAWN, "Người yêu cầu rút", ("rút", "rút yêu cầu")),
        (Result.PENDING, "Đang xử lý", ("đang giải quyết", "chưa trả lời")),
    ]
)
ANSWERS = vocabulary([(YesOrNo.YES, "Có", ("x", "1")), (YesOrNo.NO, "Không", ("0",))])
CHANNELS = (
    (ReceptionChannel.IN_PERSON, "Trực tiếp", ("tại trụ sở",)),
    (ReceptionChannel.POST, "Bưu chính", ("bưu điện", "fax")),
    (
        ReceptionChannel.ONLINE,
        "Mạng điện tử",
        ("mạng", "qua mạng", "internet", "email", "thư điện tử"),
    ),
)
