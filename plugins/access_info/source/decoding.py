"""Turn the bytes of a file into clean text (NFC), and report what hides in it or is not UTF-8."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from access_info.problems import Location, Problem, quotable
from access_info.source import cure_rules as rules

MAX_BYTES = 1024 * 1024

# Bidirectional controls (UAX #9), zero-width and invisible characters, and the line
# separators that YAML 1.1 would take for line ends although no editor shows them as such.
_HIDDEN_SET = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u2028\u2029\u0085\U000e0000-\U000e007f"
)
_CONTROL_SET = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
_HIDDEN = re.compile(f"[{_HIDDEN_SET}]")
HIDDEN_OR_CONTROL = re.compile(f"[{_HIDDEN_SET}{_CONTROL_SET}]")
# Invisible although Unicode counts them as printable.
_PRINTABLE = "\u115f\u1160\u17b4\u17b5\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
_ASCII = bytes(range(0x20, 0x7F)) + b"\n"
KHMER_JOINERS = frozenset("\u200b\u200c\u200d")
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)")
_WIDE = "UTF-16"
_OTHER_FILES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, Excel hoặc tệp nén",
    b"\xd0\xcf\x11\xe0": "Word hoặc Excel đời cũ",
    b"{\\rtf": "RTF",
}
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầậẩắằặẳẵẻẽếềệểễịỉọỏốồộổỗớờợởỡụủứừựửữỳỵỷỹ]")
_NAMED_CHARACTERS = {"\u00ad": "gạch nối mềm", "\ufeff": "dấu đầu tệp lạc chỗ"}


def read_bytes(path: Path) -> bytes | Problem:
    """Return the bytes of a data file, or the problem that it cannot be opened or is too large."""
    location = Location(path.as_posix())
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return rules.TOO_LARGE.at(location, size=size // 1024, most=MAX_BYTES // 1024)
        return path.read_bytes()
    except OSError as error:
        return rules.UNREADABLE.at(location, reason=_reading_refusal(error))


@dataclasses.dataclass(frozen=True)
class Decoded:
    """The text of a file, with what is wrong in it.

    Attributes:
        text: In NFC, lines ended by line feeds; empty if the bytes are not UTF-8.
        problems: Characters and marks that must not be in it, in order.
        decomposed: Numbers of the lines that were typed with accents as separate characters.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    decomposed: frozenset[int] = frozenset()


def decode(content: bytes, *, path: str) -> Decoded:
    """Return bytes as clean text, with the problems found in it.

    Args:
        content: The file as stored; a UTF-8 byte order mark and CRLF are accepted.
        path: Path of the file, for problems.
    """
    for mark, kind in _OTHER_FILES.items():
        if content.startswith(mark):
            reason = f"đây là tệp {kind}, không phải tệp chữ"
            return Decoded("", (rules.UNREADABLE.at(Location(path), reason=reason),))
    if content.startswith(_BOMS) or content.count(b"\x00") > len(content) // 4:
        return Decoded("", (rules.NOT_UTF8.at(Location(path), encoding=_WIDE),))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        place = Location(path, line, column)
        return Decoded("", (rules.NOT_UTF8.at(place, encoding=_likely_encoding(content)),))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    decomposed: frozenset[int] = frozenset()
    if not unicodedata.is_normalized("NFC", text):
        decomposed = frozenset(
            number
            for number, line in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", line)
        )
        text = unicodedata.normalize("NFC", text)
    return Decoded(text, tuple(_unwanted_characters(text, path)), decomposed)


def _unwanted_characters(text: str, path: str) -> list[Problem]:
    """Return the problems of hidden and control characters, and of marks that git leaves in a conflict.

    One problem a line, except for zero-width characters that Khmer needs: `documents` judges each of
    them by where it stands.
    """
    problems: list[Problem] = []
    rest = text.encode().translate(None, _ASCII).decode()
    if not rest.isprintable() or any(char in rest for char in _PRINTABLE):
        reported = 0
        for number, line in enumerate(text.split("\n"), 1):
            for match in HIDDEN_OR_CONTROL.finditer(line):
                if match[0] not in KHMER_JOINERS:
                    if reported == number:
                        continue  # one problem makes somebody look at the line
                    reported = number
                place, char = Location(path, number, match.start() + 1), f"U+{ord(match[0]):04X}"
                if _HIDDEN.match(match[0]):
                    problems.append(rules.HIDDEN.at(place, char=char, name=hidden_name(match[0])))
                else:
                    problems.append(rules.CONTROL.at(place, char=char))
    if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text:
        problems += _conflicts(text, path)
    return problems


def _conflicts(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each conflict that git has left, at its first mark (“<<<<<<<”)."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if mark := _CONFLICT.match(line):
            if not inside or mark[1][0] == "<":
                yield rules.CONFLICT.at(Location(path, number), text=quotable(line))
            inside = mark[1][0] != ">"


def hidden_name(char: str) -> str:
    """Return in a few words what a hidden character is, for messages."""
    if char in _NAMED_CHARACTERS:
        return _NAMED_CHARACTERS[char]
    if char in "\u2028\u2029\u0085":
        return "dấu xuống dòng lạ"
    if (
        unicodedata.bidirectional(char)
        in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "R", "AL"}
        or char in "\u200e\u200f\u061c"
    ):
        return "đổi chiều chữ"
    return "rộng bằng không"


def _likely_encoding(content: bytes) -> str:
    """Return the encoding that bytes most likely have if they are not UTF-8, for people."""
    try:
        guess = content.decode("cp1258")
    except UnicodeDecodeError:
        return "bảng mã cũ (TCVN3, VNI)"
    composed = unicodedata.normalize("NFC", guess)
    return "windows-1258" if _VIETNAMESE.search(composed) else "windows-1252 hoặc TCVN3"


def _reading_refusal(error: OSError) -> str:
    """Return why the system did not let a file be read, as the end of a sentence."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp này"
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    if isinstance(error, IsADirectoryError):
        return "đây là thư mục"
    return "hệ thống không cho đọc"
