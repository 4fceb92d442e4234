"""Text as office programs keep it → clean Unicode, also out of the encodings of old fonts."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from access_info.office_files.document import Book, Cell, Grid, Struck
from access_info.office_files.refusal import counted

# Invisible: soft hyphens, zero-width characters, direction marks, variation selectors. Matches
# U+200B (zero-width space); not U+00A0 (no-break space).
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def tidy(text: str) -> str:
    """Clean text: NFC, no invisible characters, one space between words, no empty lines.

    Args:
        text: As kept in the file, already out of any old encoding.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def unescaped(text: str) -> str:
    """Resolve the escapes in a workbook's text: `_x0041_` → `A` (ECMA-376 Part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


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
    """Return the share of words with accents that can be Vietnamese syllables; 0 without any."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    """Tell whether a word can be a syllable of Vietnamese."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(char in _TONES for char in apart)
    bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _draws_capitals(font: str) -> bool:
    return font.strip().endswith("H")


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in text)


def _from_vni(text: str) -> str:
    """Convert text of VNI, in which a letter may be followed by its mark."""
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


_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
# So many cells whose letters leave no doubt tell that a file is in an old encoding.
_SURE = 3
# A number of order before struck words may not be struck itself: `1.2.`, `IV)`, `a.`, or nothing;
# not `Mục 1`.
_ORDER = re.compile(r"\W*(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,5}|[A-Za-z])?\W*")


@dataclasses.dataclass(frozen=True, slots=True)
class FontPiece:
    """Text in one font.

    Attributes:
        text: As kept.
        font: The font's name; "" when not known.
        bold: Whether it is bold.
        struck: Whether it is struck through.
    """

    text: str
    font: str = ""
    bold: bool = False
    struck: bool = False


def unstruck(pieces: Sequence[FontPiece]) -> tuple[list[FontPiece], Struck]:
    """Return the pieces that are not struck through (all, where all are), and how much is struck.

    Args:
        pieces: The pieces of a cell.
    """
    rest = [piece for piece in pieces if not piece.struck]
    if not any(piece.text.strip() for piece in pieces if piece.struck):
        return list(pieces), ""
    if _ORDER.fullmatch("".join(piece.text for piece in rest)):
        return list(pieces), "whole"
    return rest, "part"


def readable(pieces: Sequence[FontPiece]) -> str:
    """Return the text of pieces in Unicode, out of old encodings that font or letters tell; not tidied."""
    text = "".join(_from_piece(piece) for piece in pieces)
    return from_look(text) or text


def _from_piece(piece: FontPiece) -> str:
    new = from_font(piece.text, piece.font)
    return piece.text if new is None else new


class Letters:
    """The converter of a file's pieces to clean text, which counts what it converted."""

    def __init__(self) -> None:
        """Begin with no encoding seen."""
        self._by_font: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._by_look: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._unicode = False
        self._looked: set[str] = set()
        self._change: Callable[[str], str] | None = None

    def text(self, pieces: Sequence[FontPiece]) -> str:
        """Turn the pieces of a cell into clean text.

        Args:
            pieces: What the cell is made of, in order.
        """
        texts = [_from_piece(piece) for piece in pieces]
        whole = "".join(texts)
        kinds = {
            kind
            for piece, text in zip(pieces, texts, strict=True)
            if text != piece.text and (kind := letters_of_font(piece.font)) is not None
        }
        if kinds:
            for kind in kinds:
                self._by_font[kind] += 1
            return tidy(whole)
        looked = from_look(whole)
        if looked is not None:
            self._by_look["tcvn3"] += 1
            self._looked.add(tidy(looked))
            return tidy(looked)
        self._unicode = self._unicode or unicode_seen(whole)
        return tidy(whole)

    def lines(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the clean lines of texts of unknown font; none that is blank."""
        for text in texts:
            for line in text.split("\n"):
                words = " ".join(self.text([FontPiece(line)]).split())
                if words:
                    yield words

    def converted_by_look(self, grids: Sequence[Grid]) -> tuple[Grid, ...]:
        """Convert the rest of grids, where letters alone told that the file is in old ones."""
        if self._by_look["tcvn3"] >= _SURE:
            return self._changed(grids, self._tcvn3)
        # What fonts have told is known; without them a file is in one encoding throughout.
        texts = [cell.text for grid in grids for cell in grid.cells if not cell.text.isascii()]
        if not any(self._by_font.values()) and len(texts) >= _SURE and vni_by_look(texts):
            return self._changed(grids, lambda text: converted(text, "vni"), "vni")
        return tuple(grids)

    def book(self, grids: Sequence[Grid], notes: Iterable[str], *, date_1904: bool = False) -> Book:
        """Return the book of a workbook's grids, with notes on letters before the reader's own."""
        converted_grids = self.converted_by_look(grids)
        notes = (*self.notes, *dict.fromkeys(notes))
        return Book(grids=converted_grids, notes=notes, date_1904=date_1904)

    def lines_converted_by_look(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Convert lines outside grids as `converted_by_look` converted the grids."""
        return tuple(map(self._change, lines)) if self._change else tuple(lines)

    def _tcvn3(self, text: str) -> str:
        """Convert text of a file that holds TCVN3: all of it, where no cell is in Unicode."""
        if text in self._looked:
            return text
        if self._unicode or any(self._by_font.values()):
            return from_look(text, sure=False) or text
        return converted(text, "tcvn3")

    def _changed(
        self, grids: Sequence[Grid], change: Callable[[str], str], kind: OldLetters = "tcvn3"
    ) -> tuple[Grid, ...]:
        """Return grids with all their texts converted."""
        new_grids = []
        self._change = change
        for grid in grids:
            cells = []
            for cell in grid.cells:
                new = change(cell.text)
                self._by_look[kind] += new != cell.text
                cells.append(cell if new == cell.text else dataclasses.replace(cell, text=new))
            new_grids.append(
                dataclasses.replace(
                    grid,
                    cells=tuple(cells),
                    before=tuple(map(change, grid.before)),
                    around=tuple(map(change, grid.around)),
                    comments=tuple(_with(change, grid.comments)),
                    concealed=tuple(_with(change, grid.concealed)),
                )
            )
        return tuple(new_grids)

    @property
    def notes(self) -> list[str]:
        """What was converted, for people."""
        ways = (
            (self._by_font, "(biết theo phông chữ), đã đổi sang Unicode."),
            (self._by_look, "(nhận ra theo chữ), đã đổi sang Unicode; nên đọc lại."),
        )
        return [
            f"{counted(count)} ô gõ bằng bảng mã cũ {_NAMES[kind]} {how}"
            for counts, how in ways
            for kind, count in counts.items()
            if count
        ]


def _with(change: Callable[[str], str], cells: Sequence[Cell]) -> Iterator[Cell]:
    return (dataclasses.replace(cell, text=change(cell.text)) for cell in cells)
