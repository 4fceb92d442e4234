"""Load → check → pages → files, the same for MkDocs and for the command line."""

from __future__ import annotations

from access_info.pipeline.day import BadEpochError, day_of_build
from access_info.pipeline.frames import PlainShells
from access_info.pipeline.options import FormOptions, Layout, Options
from access_info.pipeline.output import WrongPlaceError
from access_info.pipeline.plain_site import build_plain_site
from access_info.pipeline.prepare import Prepared, prepare

__all__ = [
    "BadEpochError",
    "FormOptions",
    "Layout",
    "Options",
    "PlainShells",
    "Prepared",
    "WrongPlaceError",
    "build_plain_site",
    "day_of_build",
    "prepare",
]
