"""Replaces codes of points of law in losses and notices by citations: reviewers read law."""

from __future__ import annotations

import dataclasses
import re

from access_info.changes.compare.difference import AgencyChange
from access_info.changes.compare.records import LossKind, NoticeKind
from access_info.legal.framework import Framework

# “l01-d17k1a”, “l104-d19k1a2”; not inside a longer word such as “x-l01-d17k1a”.
_CODE = re.compile(r"(?<![\w-])l\d+-d\w+(?:-\w+)*")


def with_citations(change: AgencyChange, framework: Framework) -> AgencyChange:
    """Cite the points of law that losses and notices of an agency's change name by code.

    Args:
        change: The change of an agency.
        framework: The laws; unknown codes stay as they are.
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
