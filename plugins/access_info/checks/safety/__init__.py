"""The secrecy gate: what must not be published, in values and in attachments."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks.context import Context
from access_info.checks.safety.attachments import finds_in_attachment
from access_info.checks.safety.finding import hits_in
from access_info.checks.safety.hits import Hit, Place
from access_info.checks.safety.prefilter import suspicious
from access_info.checks.safety.values import finds_in_data, place_of
from access_info.checks.safety.waivers import judge
from access_info.problems import Problem

__all__ = ["Hit", "Place", "check_safety", "hits_in", "place_of", "suspicious"]


def check_safety(context: Context) -> Iterator[Problem]:
    """Marks of secrecy, personal data and hidden things, but what a waiver lets pass.

    An error of the gate stops no build: `Problem.withheld` names what is left out.
    """
    finds = list(finds_in_data(context.loaded))
    if context.scan is not None:
        for name in context.loaded.folder.attachments:
            path = context.loaded.folder.path / name
            finds += finds_in_attachment(name, path, context.scan(path))
    yield from judge(context, finds, context.as_of)
