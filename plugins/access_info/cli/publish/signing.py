"""The option that names what signs a site's list of files."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from access_info.cli.terminal.parser import Parser
from access_info.pipeline.trust.manifest import VARIABLE, key_in

_OPTION = "--signing-key"


def add_signing_key(parser: Parser, named_in: str = "_dia-ban.yml") -> None:
    """Declare the path of the secret key.

    Args:
        parser: The command's.
        named_in: The file that holds its public half.
    """
    parser.add_argument(
        _OPTION,
        type=Path,
        metavar="TỆP",
        help="khóa bí mật của ssh-keygen để ký danh sách tệp của trang; khóa công khai của nó ghi ở "
        f"khoa_cong_khai trong {named_in} (mặc định: tệp mà biến {VARIABLE} nêu; không có thì không ký)",
    )


def signing_key(options: argparse.Namespace) -> Path | None:
    """Return the path of the secret key: as typed, else from the environment; `None` without one."""
    typed: Path | None = options.signing_key
    return typed or key_in(os.environ)
