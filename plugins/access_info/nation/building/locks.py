"""Two national builds do not write the same cache or the same site at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import filelock

from access_info.nation.building.options import NationBuildError

_LOCK = "dang-dung.lock"


@contextlib.contextmanager
def building_alone(cache: Path, out: Path) -> Iterator[None]:
    """Hold the locks of a cache and of an output folder; the system lets them go when the process ends.

    Args:
        cache: The folder that is kept between builds, which is there.
        out: The output folder, there or not.

    Raises:
        NationBuildError: Another build holds one of them.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        for place, lock in ((cache, cache / _LOCK), (out, out.with_name(f".{out.name}-{_LOCK}"))):
            try:
                held.enter_context(filelock.FileLock(lock, timeout=0, fallback_to_soft=False))
            except filelock.Timeout:
                raise NationBuildError(
                    f"Một lệnh nation build khác đang ghi vào “{place}”. Đợi lệnh ấy xong rồi chạy lại."
                ) from None
        yield
