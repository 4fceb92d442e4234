"""The secrecy gate: what must not be published, in values and in attachments."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks.context import Context
from access_info.checks.safety.attachments import violations_in_attachment
from access_info.checks.safety.detect import detect
from access_info.checks.safety.detections import Detection, TextPlace
from access_info.checks.safety.prefilter import suspicious
from access_info.checks.safety.values import place_of, violations_in_data
from access_info.checks.safety.waivers import judge
from access_info.problems import Problem

__all__ = ["Detection", "TextPlace", "check_safety", "detect", "place_of", "suspicious"]


def check_safety(context: Context) -> Iterator[Problem]:
    """Yield marks of secrecy, personal data and hidden things, but what a waiver lets pass.

    An error of the gate stops no build: `Problem.withheld` names what is left out.
    """
    finds = list(violations_in_data(context.loaded))
    if context.scan is not None:
        for name in context.loaded.folder.attachments:
            path = context.loaded.folder.path / name
            finds += violations_in_attachment(name, path, context.scan(path))
    yield from judge(context, finds, context.as_of)
