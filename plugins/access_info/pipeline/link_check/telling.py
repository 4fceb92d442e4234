"""Answers → warnings at the places where addresses stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from access_info.assessment.link_results import LinkAnswer, LinkState
from access_info.pipeline.link_check import rules
from access_info.pipeline.link_check.listing import Named
from access_info.problems import Problem


def problems_of(named: Iterable[Named], answers: Mapping[str, LinkAnswer]) -> Iterator[Problem]:
    """Yield a warning for each place of an address that is dead, unsafe or moved for good.

    Args:
        named: Addresses with their places.
        answers: By address.
    """
    for named_address in named:
        answer = answers.get(named_address.address)
        if answer is None:
            continue
        code = f" (HTTP {answer.code})" if answer.code else ""
        values = {"text": named_address.address, "reason": f"{answer.reason}{code}"}
        if answer.state is LinkState.DEAD:
            yield rules.DEAD.at(named_address.location, **values)
        elif answer.state is LinkState.CERTIFICATE:
            yield rules.CERTIFICATE.at(named_address.location, **values)
        elif answer.moved:
            yield rules.MOVED.at(
                named_address.location, text=named_address.address, fix=answer.moved
            )
