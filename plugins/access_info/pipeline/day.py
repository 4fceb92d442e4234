"""Which day a build is as of. The only place that reads the clock, for the edges to call."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

# Asia/Ho_Chi_Minh: no summer time since 1975; a fixed offset needs no database of zones.
_HANOI = datetime.timezone(datetime.timedelta(hours=7))


class BadEpochError(ValueError):
    """`SOURCE_DATE_EPOCH` is not a number of seconds; the text says so in Vietnamese."""


def day_of_build(typed: str | None, environ: Mapping[str, str]) -> datetime.date:
    """The day to judge at: as typed, else `SOURCE_DATE_EPOCH`, else today in Hà Nội.

    Args:
        typed: `YYYY-MM-DD`, or nothing.
        environ: The process's environment.

    Raises:
        ValueError: The typed day is not one.
        BadEpochError: `SOURCE_DATE_EPOCH` is not one.
    """
    if typed:
        return datetime.date.fromisoformat(typed)
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), tz=_HANOI).date()
        except (ValueError, OverflowError, OSError):
            raise BadEpochError(
                f"Biến môi trường SOURCE_DATE_EPOCH là “{epoch}”, không phải số giây kể từ 1970."
            ) from None
    return datetime.datetime.now(tz=_HANOI).date()
