"""Codes of points of law in what is told first → the same in words: reviewers read law, not codes."""

from __future__ import annotations

import dataclasses
import re

from access_info.changes.difference import AgencyChange
from access_info.changes.records import LossKind, NoticeKind
from access_info.legal.framework import Framework

_CODE = re.compile(r"(?<![\w-])l\d+-d\w+(?:-\w+)*")


def with_citations(change: AgencyChange, framework: Framework) -> AgencyChange:
    """The same, points of law named in losses and notices about them.

    Args:
        change: Of an agency.
        framework: The laws; codes they do not know stay as they are.
    """

    def told(text: str) -> str:
        return _CODE.sub(lambda match: _citation(match[0], framework), text)

    return dataclasses.replace(
        change,
        losses=tuple(
            dataclasses.replace(one, what=told(one.what)) if one.kind is LossKind.LAW_POINT else one
            for one in change.losses
        ),
        notices=tuple(
            dataclasses.replace(one, before=told(one.before), after=told(one.after))
            if one.kind is NoticeKind.LAW_POINT
            else one
            for one in change.notices
        ),
    )


def _citation(code: str, framework: Framework) -> str:
    found = framework.point(code)
    if found is None:
        return code
    pack, point, _ = found
    return f"{point.citation} Luật số {pack.number} ({code})"
