"""Makes a member's part: whole or not at all, and only where it is not there already."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from access_info.model.nation import Nation
from access_info.nation.contract import MemberCopy, MemberPart
from access_info.nation.data.member import FOLDER as DATA
from access_info.nation.data.member import write_member_data
from access_info.nation.search.index import FOLDER as SEARCH
from access_info.nation.search.member import write_member_runs
from access_info.nation.summary.facts import SUMMARY
from access_info.nation.summary.member import write_facts
from access_info.pipeline.incremental.memory import code_key
from access_info.source import remove

FOLDER = "phan"
_MAKING = "dang-lam-"


@dataclasses.dataclass(frozen=True)
class PartStep:
    """A step of working out a member's part.

    Attributes:
        name: Of what it makes, in the member's folder.
        make: Makes that of a copy, at a path.
        is_folder: Whether that is a folder, which is made for it.
    """

    name: str
    make: Callable[[MemberCopy, Path], None]
    is_folder: bool = True


STEPS = (
    PartStep(SUMMARY, write_facts, is_folder=False),
    PartStep(SEARCH, write_member_runs),
    PartStep(DATA, write_member_data),
)


def work_out(copy: MemberCopy, cache: Path) -> MemberPart:
    """Make a member's part, or find it as it was made before; parts of other copies are deleted.

    Args:
        copy: The member's copy.
        cache: The folder that is kept between builds.

    Returns:
        The part; its folder is not there for a member that is not shown.
    """
    root = cache / FOLDER / copy.state.code
    target = root / _name(copy)
    if copy.state.is_shown and not target.is_dir():
        root.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=root))
        try:
            for step in STEPS:
                if step.is_folder:
                    (making / step.name).mkdir()
                step.make(copy, making / step.name)
            with contextlib.suppress(OSError):  # whoever was thought lost may have been quicker
                making.rename(target)
            if not target.is_dir():
                making.rename(target)
        finally:
            remove(making)
    for other in list(root.iterdir()) if root.is_dir() else ():
        if not copy.state.is_shown or other != target:
            remove(other)
    return MemberPart(state=copy.state, folder=target)


def drop_former_parts(cache: Path, nation: Nation) -> None:
    """Delete the parts of whoever is no member any more."""
    codes = {member.code for member in nation.members}
    root = cache / FOLDER
    for folder in list(root.iterdir()) if root.is_dir() else ():
        if folder.name not in codes:
            remove(folder)


def _name(copy: MemberCopy) -> str:
    """Name the part by what it is made of, and by which program."""
    return hashlib.sha256(f"{copy.state.digest} {code_key()}".encode()).hexdigest()[:32]
