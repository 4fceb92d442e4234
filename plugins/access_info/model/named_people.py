"""Whether people may be named in a row's title and note: the clerk's answer, and what it holds for.

A machine cannot tell a mayor's name from a patient's. So the clerk answers once, and the answer holds
as long as title and note are those that were read: their digest stands beside it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pydantic

from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Text
from access_info.model.vocabularies import NAMING_ANSWERS, NamingAnswer

NAMED_PEOPLE = "ten_nguoi"
ANSWER, DIGEST = "ket_luan", "bam"
_DIGITS = 16
# Named one by one, since `\s` is not the same in the form's script (`scripts/editor/src/people.js`).
_BLANKS = re.compile(
    "[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)


class NamedPeople(Record):
    """The answer to the question whether people may be named in title and note."""

    answer: NamingAnswer | None = field(
        ANSWER,
        "Kết luận",
        f"{next(iter(NAMING_ANSWERS))}: đã đọc, được nêu tên những người ấy. Không được thì xóa tên.",
    )
    digest: Text | None = field(
        DIGEST,
        "Mã của tên và ghi chú đã đọc",
        "Để trống: biểu mẫu hoặc lệnh fmt tự điền. Tên thông tin hay ghi chú đổi thì phải trả lời lại.",
    )

    def holds_for(self, title: str | None, note: str | None) -> bool:
        """Tell whether the answer is about these words.

        Args:
            title: The row's title.
            note: Its note.
        """
        return self.answer is not None and self.digest == naming_digest(title, note)


def answer_in(row: Mapping[str, Any]) -> NamedPeople | None:
    """Read the answer of a row as it was typed; `None` where there is none, or none that fits.

    Args:
        row: Plain data of an item or of a document under it.
    """
    typed = row.get(NAMED_PEOPLE)
    if not isinstance(typed, Mapping):
        return None
    try:
        return NamedPeople.model_validate(typed)
    except pydantic.ValidationError:
        return None


def words_to_read(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and note of a row as they were typed, "" for what is absent or no text.

    Args:
        row: Plain data of an item or of a document under it.
    """
    title, note = (row.get(key) for key in ("ten", "ghi_chu"))
    return title if isinstance(title, str) else "", note if isinstance(note, str) else ""


def naming_digest(title: str | None, note: str | None) -> str:
    """Return what an answer is bound to: 16 hexadecimal digits of the SHA-256 of title and note.

    Accents put together or apart, and blanks of any kind and number, make no difference.

    Args:
        title: The row's title; absent and empty are one.
        note: Its note.
    """
    words = "\n".join(_folded(text or "") for text in (title, note))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
