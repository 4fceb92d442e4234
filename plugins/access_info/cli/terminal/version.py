"""`access-info --version`: which program this is, in one line."""

from __future__ import annotations

import argparse
from typing import Any


class ShowVersion(argparse.Action):
    """Prints program, law packs and libraries, and ends."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - handed on as argparse has them
        """Take no value."""
        super().__init__(nargs=0, default=argparse.SUPPRESS, **settings)

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        """Print the line; law packs that cannot be read are told instead.

        Raises:
            UsageError: The site's settings name a folder of law packs that does not exist.
        """
        # Not for each command.
        from access_info.cli.terminal.parser import laws_folder  # noqa: PLC0415
        from access_info.cli.terminal.report import print_problems  # noqa: PLC0415
        from access_info.legal.framework import load_framework  # noqa: PLC0415
        from access_info.pipeline.trust.manifest import program_line  # noqa: PLC0415

        framework, problems = load_framework(laws_folder(None))
        if framework is None:
            print_problems(problems)
            parser.exit(1)
        print(program_line((*framework.packs, *framework.supplements)))
        parser.exit()
