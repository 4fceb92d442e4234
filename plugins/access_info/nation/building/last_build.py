"""What the last build was made of, so that one which would write the same is left out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

from access_info.model.nation import Nation
from access_info.nation.building.options import NationOptions
from access_info.nation.contract import MemberState
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.trust.manifest import Signer
from access_info.source import replace_file
from access_info.unchanged.appearance import appearance_of_output

_FILE = "lan-truoc.json"
_DAY = len("2026-11-24")


class LastBuild:
    """The record of the last build into a folder."""

    def __init__(self, cache: Path, out: Path) -> None:
        """Take their places."""
        self._file, self._out = cache / _FILE, out

    def is_repeated(self, key: str) -> bool:
        """Tell whether the folder holds what a build with this key would write."""
        try:
            known = json.loads(self._file.read_bytes())
            return bool(known == self._facts(key))
        except (OSError, ValueError):
            return False

    def keep(self, key: str) -> None:
        """Note what the folder holds now."""
        replace_file(self._file, json.dumps(self._facts(key), ensure_ascii=False), sync=False)

    def forget(self) -> None:
        """Note that the folder is going to hold something else."""
        self._file.unlink(missing_ok=True)

    def _facts(self, key: str) -> dict[str, str]:
        seen = appearance_of_output(str(self._out), since=time.time_ns())
        return {"out": str(self._out), "key": key, "looks": seen.digest}


def build_key(
    nation: Nation, states: Sequence[MemberState], options: NationOptions, signing: Signer | None
) -> str:
    """Hash whatever a site is made of: equal keys, equal bytes.

    Of a member that was read again, only the day counts.
    """
    known = [dataclasses.replace(state, reached=state.reached[:_DAY], files={}) for state in states]
    about = [
        code_key(),
        nation.model_dump(mode="json"),
        [dataclasses.asdict(state) for state in known],
        options.as_of.isoformat(),
        options.site_url,
        signing.public if signing else "",
    ]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()
