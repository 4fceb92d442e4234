"""Names that were typed and do not exist, with hints at what was meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from access_info.cli.terminal.usage import UsageError
from access_info.extras import Extra, require
from access_info.problems import quotable

_OFFICE = frozenset({".docx", ".xlsx", ".xls", ".ods", ".csv"})
_LOCK = "~$"
# Where the section stands in a site of somebody else's, if nothing else is typed.
SECTION = "tiep-can-thong-tin"
_SHOWN = 5
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_CURLED = re.compile("[“”‘’„«»]")
# Stricter than usual: a clerk who follows a wrong guess writes into another agency.
_ALIKE = 0.75


def meant(text: str, known: Iterable[str]) -> str:
    """Ask in a sentence for the name most likely meant, after a space; "" if nothing is near.

    Args:
        text: The name as typed.
        known: Names that exist.
    """
    from access_info.model.types import did_you_mean  # noqa: PLC0415 - only after a slip

    return did_you_mean(text, known, alike=_ALIKE)


def require_agency(typed: str, known: Collection[str], agencies: Path) -> None:
    """Raise unless an agency exists.

    Args:
        typed: The agency's id, as typed.
        known: All ids of agencies.
        agencies: The folder of agencies, as typed.

    Raises:
        UsageError: There is no such agency; the text says which one was meant, or what an id is.
    """
    if typed in known:
        return
    hint = meant(typed, known) or (
        " Mã cơ quan là tên thư mục của cơ quan trong đó, cũng là phần cuối địa chỉ trang của cơ quan; "
        "chưa có thì báo người quản trị của tỉnh."
    )
    raise UsageError(f"Không có cơ quan “{quotable(typed)}” trong “{agencies}”.{hint}")


def require_folder_of_agencies(typed: Path) -> None:
    """Raise unless the folder of agencies exists.

    Raises:
        UsageError: The folder does not exist; the text says where to run the command.
    """
    if typed.is_dir():
        return
    above = next((parent for parent in Path.cwd().parents if (parent / typed).is_dir()), None)
    where = (
        f"“{above}”" if above is not None else f"thư mục của kho (thư mục có “{typed}” bên trong)"
    )
    raise UsageError(
        f"Không có thư mục “{typed}”.\nMở cửa sổ lệnh ở {where} rồi gõ lại, hoặc thêm --agencies THƯ_MỤC "
        "nếu dữ liệu ở chỗ khác."
    )


def require_prefix(typed: str) -> str:
    """Return the place of the section below a site's root, without slashes around it.

    Raises:
        UsageError: It cannot be part of an address.
    """
    from access_info.loading.folders import is_agency_id  # noqa: PLC0415 - help needs no data

    prefix = typed.strip("/")
    if prefix and all(is_agency_id(part) for part in prefix.split("/")):
        return prefix
    raise UsageError(
        f"“{quotable(typed)}” không dùng làm địa chỉ được; viết chữ thường không dấu, số và gạch nối, ví dụ "
        f"--prefix {SECTION}."
    )


def require_file(typed: Path) -> None:
    """Raise unless an office file exists, is none of Word's own lock files, and can be read here.

    Raises:
        MissingExtraError: What reads its kind is not installed.
        UsageError: There is none; the text names the file that was meant, or the files there.
    """
    name = quotable(str(typed))
    if typed.name.startswith(_LOCK):
        raise UsageError(
            f"“{name}” là tệp tạm, Word hay Excel tự tạo khi đang mở một tệp.\nLưu và đóng tệp ấy, rồi nhập "
            f"tệp cùng tên không có {_LOCK} ở đầu."
        )
    if typed.is_file():
        if typed.suffix.lower() == ".xls":
            require(Extra.XLS)
        return
    if typed.is_dir():
        raise UsageError(f"Không có tệp “{name}”: đó là một thư mục.")
    there = _office_files(typed.parent)
    hint = meant(typed.name, there) or meant(typed.name, {Path(file).stem: file for file in there})
    if not hint:
        hint = (
            f"\nỞ đây có: {', '.join(f'“{quotable(file)}”' for file in there[:_SHOWN])}"
            + (", …" if len(there) > _SHOWN else ".")
            if there
            else "\nChép tệp vào thư mục đang mở cửa sổ lệnh, hoặc gõ cả đường dẫn trong ngoặc kép."
        )
    raise UsageError(f"Không có tệp “{name}”.{hint}")


def _office_files(folder: Path) -> list[str]:
    """List the names of the office files in a folder, without the lock files of Word."""
    try:
        return sorted(
            path.name
            for path in folder.iterdir()
            if path.suffix.lower() in _OFFICE and not path.name.startswith(_LOCK) and path.is_file()
        )
    except OSError:
        return []


def slips(typed: Sequence[str], options: Collection[str], *, left: Collection[str] = ()) -> str:
    """Ask about options that are misspelled, and about what Word changed in a command.

    Args:
        typed: The words of the command.
        options: The options it has.
        left: Words that the command could do nothing with.

    Returns:
        Lines, each after a line break; empty when nothing is to be said.
    """
    lines = []
    for word in typed:
        name = word.split("=", 1)[0]
        if name in options or not name.strip(_DASHES) or name[0] not in _DASHES:
            continue
        from access_info.model.types import nearest  # noqa: PLC0415 - as above

        lines += [
            f"“{quotable(name)}” có phải là {near} không? Trước tên là hai dấu trừ (--)."
            for near in nearest(name, options, alike=_ALIKE)
        ]
    if any(_CURLED.search(word) for word in typed):
        lines.append('Trong lệnh có ngoặc cong (“ ”) của Word: gõ lại ngoặc kép thẳng (").')
    elif any(word[0] not in _DASHES for word in left if word):
        lines.append(
            'Tên tệp có dấu cách thì đặt trong ngoặc kép, ví dụ "Danh mục 2026.docx"; mã cơ quan thì không '
            "có dấu cách."
        )
    return "".join(f"\n{line}" for line in lines)
