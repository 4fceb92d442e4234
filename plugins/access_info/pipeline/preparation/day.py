"""Which day, and which moment, a build is as of. The only place that reads the clock to judge by, for the edges to call."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from access_info.problems import quotable

_DIGITS = re.compile(r"\d+", re.ASCII)
# Asia/Ho_Chi_Minh: no summer time since 1975; a fixed offset needs no database of zones.
_HANOI = datetime.timezone(datetime.timedelta(hours=7))


class BadEpochError(ValueError):
    """`SOURCE_DATE_EPOCH` is not a number of seconds; the text says so in Vietnamese."""


def day_of_build(typed: str | None, environ: Mapping[str, str]) -> datetime.date:
    """Choose the day to judge at: as typed, else `SOURCE_DATE_EPOCH`, else today in Hà Nội.

    Args:
        typed: `YYYY-MM-DD`, or nothing.
        environ: The process's environment.

    Raises:
        ValueError: The typed day is not one.
        BadEpochError: `SOURCE_DATE_EPOCH` is not one.
    """
    if typed:
        return datetime.date.fromisoformat(typed)
    return moment_of_build(environ).date()


def moment_of_build(environ: Mapping[str, str]) -> datetime.datetime:
    """Return `SOURCE_DATE_EPOCH`, else now, in Hà Nội.

    Args:
        environ: The process's environment.

    Raises:
        BadEpochError: `SOURCE_DATE_EPOCH` is not one.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        try:
            # Python would also take blanks, signs, `1_000` and digits of other scripts.
            seconds = int(epoch if _DIGITS.fullmatch(epoch) else "")
            return datetime.datetime.fromtimestamp(seconds, tz=_HANOI)
        except (ValueError, OverflowError, OSError):
            defect = f"là “{quotable(epoch)}”" if epoch.strip() else "để trống"
            raise BadEpochError(
                f"Biến môi trường SOURCE_DATE_EPOCH {defect}, không phải số giây kể từ 1970. Bỏ biến ấy đi để "
                "dùng ngày hôm nay, hoặc ghi số giây, ví dụ SOURCE_DATE_EPOCH=1795478400 (24/11/2026)."
            ) from None
    return datetime.datetime.now(tz=_HANOI)
