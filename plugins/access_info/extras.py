"""Optional libraries (extras of the package): whether one is installed, and how to install it.

Without an extra, files that only it can judge are withheld, and commands that need it are refused;
both messages give the line to type.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "tiep-can-thong-tin"


class Extra(StrEnum):
    """Extras of the package, as `pyproject.toml` names them."""

    SIGNATURES = "signatures"
    PDF = "pdf"
    MAP = "map"
    XLS = "xls"
    TERMINAL = "terminal"
    NATION = "nation"
    CLUSTER = "cluster"
    STORAGE = "storage"


# For each extra: the library that is imported, and in Vietnamese what it is for.
_PURPOSES = {
    Extra.SIGNATURES: ("pyhanko", "đọc chữ ký số của tệp PDF"),
    Extra.PDF: ("typst", "lập tệp PDF"),
    Extra.MAP: ("shapely", "giản lược ranh giới của bản đồ"),
    Extra.XLS: ("xlrd", "đọc sổ Excel đời cũ (.xls)"),
    Extra.TERMINAL: ("tqdm", "vẽ thanh tiến độ"),
    Extra.NATION: ("jsonschema_rs", "xét dữ liệu mà các tỉnh đã đăng"),
    Extra.CLUSTER: ("distributed", "chạy trên nhiều máy"),
    Extra.STORAGE: ("fsspec", "ghi ra kho lưu trữ"),
}


class MissingExtraError(Exception):
    """A command needs an extra that is not installed; the text says in Vietnamese what to type."""

    def __init__(self, extra: Extra) -> None:
        """Word the message: what is missing, and the line that installs it."""
        what = _PURPOSES[extra][1]
        super().__init__(f"Máy này chưa có phần {what}. Cài bằng lệnh:\n  {installing(extra)}")


def is_installed(extra: Extra) -> bool:
    """Tell whether an extra's library is installed, without importing it."""
    return find_spec(_PURPOSES[extra][0]) is not None


def installing(extra: Extra) -> str:
    """Return the pip command that installs an extra: `.venv/bin/pip install "tiep-can-thong-tin[pdf]"`.

    Plain `pip` where the program does not run in an environment named `.venv`.
    """
    pip = "pip"
    if Path(sys.prefix).name == ".venv":
        pip = r".venv\Scripts\pip" if sys.platform == "win32" else ".venv/bin/pip"
    return f'{pip} install "{_PACKAGE}[{extra}]"'


def require(extra: Extra) -> None:
    """Raise `MissingExtraError` unless an extra is installed."""
    if not is_installed(extra):
        raise MissingExtraError(extra)
