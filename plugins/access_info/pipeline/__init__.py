"""From data to a site: load → check → pages → files, for MkDocs and for the command line alike."""

from __future__ import annotations

from access_info.pipeline.preparation.context import (
    BadEpochError,
    FormOptions,
    Layout,
    Options,
    day_of_build,
    moment_of_build,
)
from access_info.pipeline.preparation.prepare import Prepared, prepare
from access_info.pipeline.publish.filling import OwnerParts, PlainShells
from access_info.pipeline.publish.output import WrongPlaceError
from access_info.pipeline.publish.plain_site import build_plain_site

__all__ = [
    "BadEpochError",
    "FormOptions",
    "Layout",
    "Options",
    "OwnerParts",
    "PlainShells",
    "Prepared",
    "WrongPlaceError",
    "build_plain_site",
    "day_of_build",
    "moment_of_build",
    "prepare",
]
