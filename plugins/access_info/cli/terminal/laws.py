"""Loads the laws as a jurisdiction has them: the packs, and what it checked itself."""

from __future__ import annotations

import datetime
from pathlib import Path

from access_info.cli.terminal.parser import laws_folder
from access_info.legal.framework import Framework, load_framework, raised
from access_info.loading import load_jurisdiction
from access_info.problems import Problem


def load_laws(
    laws: Path | None, agencies: Path, day: datetime.date
) -> tuple[Framework | None, list[Problem]]:
    """Read the law packs with what the jurisdiction checked by a day (`kiem_chung`).

    Problems in the jurisdiction's own file are for `check` to report, not for commands that only
    want to know how a fact was checked.

    Args:
        laws: The folder of law packs as typed.
        agencies: The folder of agencies; if there is none, the packs are used as they are.
        day: The day of judgement.

    Returns:
        The framework, or `None` if any file of the packs has an error; and the packs' problems.

    Raises:
        UsageError: The folder of law packs does not exist.
    """
    framework, problems = load_framework(laws_folder(laws))
    if framework is None:
        return None, problems
    place, _, _ = load_jurisdiction(agencies)
    return raised(framework, place.law_checks, day), problems
