"""Turn text as office programs keep it into clean Unicode, also from the encodings of old fonts.

Before Unicode, Vietnamese was typed in TCVN3 (ABC) or VNI: codes of Latin-1 that only fonts named
`.VnTime` or `VNI-Times` show as Vietnamese letters. Such text is recognised by its font, or by its letters.
"""

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
    """Return clean text: NFC, no invisible characters, one space between words, no empty lines.

    Args:
        text: Text of a file, already converted from any old encoding.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def unescaped(text: str) -> str:
    """Return a workbook's text with its escapes resolved: `_x0041_` → `A` (ECMA-376 Part 1, 22.9.2.19)."""
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
# Signs of Latin-1 that stand for letters in TCVN3: inside a word they show the encoding, as in `c«ng`, `®i`,
# `§N`; not in `§ 5`.
_SIGNS = "µ¸¶·¹¨»¾¼½©®ª«¬¡¢§£¤¥¦×÷"
_SIGN_IN_WORD = re.compile(f"(?:[A-Za-z][{_SIGNS}])|(?:[{_SIGNS}][a-z])|§[A-Z]")
_WORD = re.compile(r"[^\W\d_]+")
# A syllable without its tone: `nghiêng`, `quyêt`, `ươt`; not `strong`, `côgn`.
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh?|gi|kh?|ph|qu|th|tr|ch|[bcdđhlmnprstvx])?[aăâeêioôơuưy]{1,3}"
    "(?:ng|nh|ch|[cmnpt])?"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Letters that no old encoding has: where they stand, the text is Unicode.
_UNICODE_LETTERS = re.compile("[ăđơưĂĐƠƯ\u0129\u0169\u1ea0-\u1ef9]")
# The share of Vietnamese words that shows a conversion to be right, and how much it must gain by it.
_ENOUGH = 0.8
_FAR_MORE = 0.2

# VNI: a letter → its accent, as a code behind it → both as one letter. `_VNI_ALONE`: letters of one code.
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
    """Return the old encoding that a font is for, by its name: `.VnTime` → `tcvn3`; else `None`."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else None


def from_font(text: str, font: str) -> str | None:
    """Return text in a font of an old encoding as Unicode; `None` where nothing is to be converted.

    So it is for any other font, and for text with letters that only Unicode has. What the font draws
    as capitals becomes capitals.

    Args:
        text: The text as the file holds it.
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
    """Return text of unknown font as Unicode if its letters show that it is TCVN3; else `None`.

    They do if it is Vietnamese after conversion, and (`sure`) a sign stands where only TCVN3 has letters.

    Args:
        text: The text as the file holds it.
        sure: Whether a sign within a word is needed as proof; `False` where the file is known to hold
            TCVN3, so that more Vietnamese after conversion is reason enough.
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
    """Tell whether text holds Vietnamese letters of Unicode, so that it is in no old encoding."""
    return _UNICODE_LETTERS.search(unicodedata.normalize("NFC", text)) is not None


def vni_by_look(texts: Sequence[str]) -> bool:
    """Tell whether a file's texts of unknown font are VNI: converted, they are far more Vietnamese.

    Args:
        texts: The texts as the file holds them.
    """
    whole = " ".join(texts)
    if not texts or unicode_seen(whole):
        return False
    share = vietnamese(_from_vni(whole))
    return share >= _ENOUGH and share > vietnamese(whole) + _FAR_MORE


def converted(text: str, kind: OldLetters) -> str:
    """Return text of a known old encoding as Unicode; text that is Unicode already stays."""
    if text.isascii() or unicode_seen(text):
        return text
    return _from_vni(text) if kind == "vni" else _from_tcvn3(text)


def vietnamese(text: str) -> float:
    """Return the share, 0 to 1, of a text's words with accents that can be Vietnamese syllables; 0 for no such word."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    """Tell whether a word can be a Vietnamese syllable: its shape, and one tone at most."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(char in _TONES for char in apart)
    bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _draws_capitals(font: str) -> bool:
    """Tell whether a font of TCVN3 shows small letters as capitals, as `.VnTimeH` does."""
    return font.strip().endswith("H")


def _from_tcvn3(text: str) -> str:
    """Return text of TCVN3 as Unicode, letter by letter."""
    return "".join(_TCVN3.get(char, char) for char in text)


def _from_vni(text: str) -> str:
    """Return text of VNI as Unicode; a letter may be two codes, itself and its accent: `aù` → `á`."""
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
# So many cells whose letters leave no doubt prove that a file is in an old encoding.
_SURE = 3
# A number of order before struck words may not be struck itself: `1.2.`, `IV)`, `a.`, or nothing;
# not `Mục 1`.
_ORDER = re.compile(r"\W*(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,5}|[A-Za-z])?\W*")


@dataclasses.dataclass(frozen=True, slots=True)
class FontPiece:
    """A piece of text in one font.

    Attributes:
        text: The text as the file holds it.
        font: The font's name; "" when not known.
        bold: Whether it is bold.
        struck: Whether it is struck through.
    """

    text: str
    font: str = ""
    bold: bool = False
    struck: bool = False


def unstruck(pieces: Sequence[FontPiece]) -> tuple[list[FontPiece], Struck]:
    """Return the pieces of a cell without those struck through, and how much is struck.

    Of a cell that is struck as a whole, all pieces are returned; its ordinal may be left unstruck.
    """
    rest = [piece for piece in pieces if not piece.struck]
    if not any(piece.text.strip() for piece in pieces if piece.struck):
        return list(pieces), ""
    if _ORDER.fullmatch("".join(piece.text for piece in rest)):
        return list(pieces), "whole"
    return rest, "part"


def readable(pieces: Sequence[FontPiece]) -> str:
    """Return the text of pieces as Unicode, converted from old encodings by font or letters; not tidied."""
    text = "".join(_from_piece(piece) for piece in pieces)
    return from_look(text) or text


def _from_piece(piece: FontPiece) -> str:
    """Return a piece's text as Unicode, converted if its font is of an old encoding."""
    new = from_font(piece.text, piece.font)
    return piece.text if new is None else new


class Letters:
    """The converter of one file's text to clean Unicode.

    It counts the cells in old encodings: for the report, and because a few cells whose encoding is certain
    decide for the others of the file.
    """

    def __init__(self) -> None:
        """Begin with no text converted."""
        self._by_font: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._by_look: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._unicode = False
        self._looked: set[str] = set()
        self._change: Callable[[str], str] | None = None

    def text(self, pieces: Sequence[FontPiece]) -> str:
        """Return the pieces of a cell as clean text, converted by font or else by look; count converted cells."""
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
        """Yield the lines of texts of unknown font as clean text, without blank ones."""
        for text in texts:
            for line in text.split("\n"):
                words = " ".join(self.text([FontPiece(line)]).split())
                if words:
                    yield words

    def converted_by_look(self, grids: Sequence[Grid]) -> tuple[Grid, ...]:
        """Return a file's grids, converted if the letters of three or more cells show the file's old encoding.

        Cells that leave a doubt on their own are converted too, once the file's encoding is known.
        """
        if self._by_look["tcvn3"] >= _SURE:
            return self._changed(grids, self._tcvn3)
        # Where fonts have told the encoding of some cells, the others are right. Without fonts, a file is in one
        # encoding throughout.
        texts = [cell.text for grid in grids for cell in grid.cells if not cell.text.isascii()]
        if not any(self._by_font.values()) and len(texts) >= _SURE and vni_by_look(texts):
            return self._changed(grids, lambda text: converted(text, "vni"), "vni")
        return tuple(grids)

    def book(self, grids: Sequence[Grid], notes: Iterable[str], *, date_1904: bool = False) -> Book:
        """Return the book of a workbook's grids, converted, with notes on conversion before `notes`."""
        converted_grids = self.converted_by_look(grids)
        notes = (*self.notes, *dict.fromkeys(notes))
        return Book(grids=converted_grids, notes=notes, date_1904=date_1904)

    def lines_converted_by_look(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return lines outside grids, converted in the way in which `converted_by_look` converted the grids."""
        return tuple(map(self._change, lines)) if self._change else tuple(lines)

    def _tcvn3(self, text: str) -> str:
        """Return a cell's text as Unicode, in a file that is known to hold TCVN3.

        Where the file also holds Unicode or fonts of old encodings, only text that gets more Vietnamese
        by conversion is converted.
        """
        if text in self._looked:
            return text
        if self._unicode or any(self._by_font.values()):
            return from_look(text, sure=False) or text
        return converted(text, "tcvn3")

    def _changed(
        self, grids: Sequence[Grid], change: Callable[[str], str], kind: OldLetters = "tcvn3"
    ) -> tuple[Grid, ...]:
        """Return grids with all their texts converted, count the cells that changed, and keep the conversion.

        `lines_converted_by_look` uses it for lines outside the grids.

        Args:
            grids: The grids.
            change: The conversion of a text.
            kind: The old encoding, for the counts.
        """
        new_grids = []
        self._change = change
        for grid in grids:
            new_grid = dataclasses.replace(
                grid,
                cells=tuple(_converted_cells(change, grid.cells)),
                before=tuple(map(change, grid.before)),
                around=tuple(map(change, grid.around)),
                comments=tuple(_converted_cells(change, grid.comments)),
                concealed=tuple(_converted_cells(change, grid.concealed)),
            )
            pairs = zip(grid.cells, new_grid.cells, strict=True)
            self._by_look[kind] += sum(old.text != new.text for old, new in pairs)
            new_grids.append(new_grid)
        return tuple(new_grids)

    @property
    def notes(self) -> list[str]:
        """Remarks for people on how many cells were converted from which encoding."""
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


def _converted_cells(change: Callable[[str], str], cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield cells with their texts converted."""
    return (dataclasses.replace(cell, text=change(cell.text)) for cell in cells)
