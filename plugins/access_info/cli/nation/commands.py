"""`access-info nation`: the commands about the nation."""

from __future__ import annotations

from access_info.cli.nation import build
from access_info.cli.terminal.parser import Commands


def add_to(commands: Commands) -> None:
    """Declare the command, and those that it has itself."""
    parser = commands.add_parser(
        "nation",
        description="Các lệnh về trang cả nước.",
    )
    build.add_to(parser.commands())
