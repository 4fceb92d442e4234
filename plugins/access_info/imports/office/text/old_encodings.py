"""Vietnamese kept in the encodings of old fonts → Unicode.

TCVN3 (TCVN 5712:1993 VN3, “ABC”) keeps one byte a letter, with fonts named `.Vn…`; those that end
in `H` draw small letters as capitals. VNI keeps a letter and its mark as two, with fonts `VNI-…`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, TypeAlias

OldLetters: TypeAlias = Literal["tcvn3", "vni"]

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
# Signs, no letters, of Latin-1: inside a word they tell the encoding, as in `c«ng`, `®i`, `§N`; not
# in `§ 5`.
_TELLING = "µ¸¶·¹¨»¾¼½©®ª«¬¡¢§£¤¥¦×÷"
_SIGN_IN_WORD = re.compile(f"(?:[A-Za-z][{_TELLING}])|(?:[{_TELLING}][a-z])|§[A-Z]")
_WORD = re.compile(r"[^\W\d_]+")
# A syllable without its tone: `nghiêng`, `quyêt`, `ươt`; not `strong`, `côgn`.
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh?|gi|kh?|ph|qu|th|tr|ch|[bcdđhlmnprstvx])?[aăâeêioôơuưy]{1,3}"
    "(?:ng|nh|ch|[cmnpt])?"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_UNICODE_LETTERS = re.compile("[ăđơưĂĐƠƯ\u0129\u0169\u1ea0-\u1ef9]")
_ENOUGH = 0.8
_FAR_MORE = 0.2

_VNI_MARKS = {
    "a": {"ù": "á", "ø": "à", "û": "ả", "õ": "ã", "ï": "ạ", "â": "â", "á": "ấ", "à": "ầ", "å": "ẩ",
          "ã": "ẫ", "ä": "ậ", "ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"},
    "e": {"ù": "é", "ø": "è", "û": "ẻ", "õ": "ẽ", "ï": "ẹ", "â": "ê", "á": "ế", "à": "ề", "å": "ể",
          "ã": "ễ", "ä": "ệ"},
    "o": {"ù": "ó", "ø": "ò", "û": "ỏ", "õ": "õ", "ï": "ọ", "â": "ô", "á": "ố", "à": "ồ", "å": "ổ",
          "ã": "ỗ", "ä": "ộ"},
    "u": {"ù": "ú", "ø": "ù", "û": "ủ", "õ": "ũ", "ï": "ụ"},
    "y": {"ù": "ý", "ø": "ỳ", "û": "ỷ", "õ": "ỹ"},
    "ô": {"ù": "ớ", "ø": "ờ", "û": "ở", "õ": "ỡ", "ï": "ợ"},
    "ö": {"ù": "ứ", "ø": "ừ", "û": "ử", "õ": "ữ", "ï": "ự"},
}  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "í": "í",
              "ì": "ì"}  # fmt: skip


def letters_of_font(font: str) -> OldLetters | None:
    """Tell the encoding by a font's name; `None` where the name tells none."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else None


def from_font(text: str, font: str) -> str | None:
    """Convert text of a font of old letters to Unicode; `None` when it is Unicode already.

    Args:
        text: As kept.
        font: The font's name.
    """
    kind = letters_of_font(font)
    if kind is None or text.isascii():
        # Capitals that only the font draws are capitals to the reader.
        drawn = kind == "tcvn3" and _draws_capitals(font) and "://" not in text
        return text.upper() if drawn else None
    if unicode_seen(text):
        return None
    if kind == "vni":
        return _from_vni(text)
    if any(char.isalpha() and not char.isascii() and char not in _TCVN3 for char in text):
        return None
    changed = _from_tcvn3(text)
    return changed.upper() if _draws_capitals(font) else changed


def from_look(text: str, *, sure: bool = True) -> str | None:
    """Convert text of unknown font when its letters tell that it is TCVN3; else return `None`.

    Args:
        text: As kept.
        sure: Whether a sign must stand within a word; `False` where the file is known to hold
            TCVN3, and better Vietnamese is reason enough.
    """
    if text.isascii() or unicode_seen(text):
        return None
    if sure and not _SIGN_IN_WORD.search(text):
        return None
    changed = _from_tcvn3(text)
    if changed == text or vietnamese(changed) < _ENOUGH:
        return None
    return changed if sure or vietnamese(changed) > vietnamese(text) else None


def unicode_seen(text: str) -> bool:
    """Tell whether text holds Vietnamese letters that Latin-1, as old fonts use it, has not."""
    return _UNICODE_LETTERS.search(unicodedata.normalize("NFC", text)) is not None


def vni_by_look(texts: Sequence[str]) -> bool:
    """Tell whether a file's texts of unknown font are VNI: so read they are far more Vietnamese.

    Args:
        texts: As kept.
    """
    whole = " ".join(texts)
    if not texts or unicode_seen(whole):
        return False
    share = vietnamese(_from_vni(whole))
    return share >= _ENOUGH and share > vietnamese(whole) + _FAR_MORE


def converted(text: str, kind: OldLetters) -> str:
    """Convert text of a known old encoding to Unicode, unless it is Unicode already."""
    if text.isascii() or unicode_seen(text):
        return text
    return _from_vni(text) if kind == "vni" else _from_tcvn3(text)


def vietnamese(text: str) -> float:
    """Compute the share of words with accents that can be Vietnamese syllables; 0 without any."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(char in _TONES for char in apart)
    bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _draws_capitals(font: str) -> bool:
    return font.strip().endswith("H")


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in text)


def _from_vni(text: str) -> str:
    letters: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        mark = text[at + 1 : at + 2].lower()
        pair = _VNI_MARKS.get(char.lower(), {}).get(mark)
        new = pair or _VNI_ALONE.get(char.lower(), char.lower())
        letters.append(new.upper() if char.isupper() else new)
        at += 2 if pair else 1
    return "".join(letters)
