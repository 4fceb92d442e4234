"""Codes of points of law in what is told first → the same in words: reviewers read law, not codes."""

from __future__ import annotations

import dataclasses
import re

from access_info.changes.compare.difference import AgencyChange
from access_info.changes.compare.records import LossKind, NoticeKind
from access_info.legal.framework import Framework

_CODE = re.compile(r"(?<![\w-])l\d+-d\w+(?:-\w+)*")


def with_citations(change: AgencyChange, framework: Framework) -> AgencyChange:
    """Name points of law in losses and notices about them.

    Args:
        change: Of an agency.
        framework: The laws; codes they do not know stay as they are.
    """

    def cited(text: str) -> str:
        return _CODE.sub(lambda match: _citation(match[0], framework), text)

    return dataclasses.replace(
        change,
        losses=tuple(
            dataclasses.replace(loss, what=cited(loss.what))
            if loss.kind is LossKind.LAW_POINT
            else loss
            for loss in change.losses
        ),
        notices=tuple(
            dataclasses.replace(notice, before=cited(notice.before), after=cited(notice.after))
            if notice.kind is NoticeKind.LAW_POINT
            else notice
            for notice in change.notices
        ),
    )


def _citation(code: str, framework: Framework) -> str:
    located = framework.point(code)
    if located is None:
        return code
    pack, point, _ = located
    return f"{point.citation} Luật số {pack.number} ({code})"
