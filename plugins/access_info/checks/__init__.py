"""Check that data are well-formed, consistent and safe to publish."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from access_info.checks import rules
from access_info.checks.context import ANY_ID, ClearedAttachments, Context, Reference
from access_info.checks.items import check_figures, check_ids, check_items, ids_of
from access_info.checks.pages_and_addresses import (
    check_addresses,
    check_free_pages,
    check_withdrawn_files,
)
from access_info.checks.profile import check_profile
from access_info.checks.safety import check_named_people, check_safety
from access_info.checks.scan_reviews import check_scans
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency
from access_info.model.as_of import AsOf
from access_info.problems import Problem, in_order
from access_info.scanning import AttachmentScan


@dataclasses.dataclass(frozen=True)
class Checked:
    """The result of checking one agency.

    Attributes:
        problems: Problems of reading and checking, in order.
        references: Links to other agencies' items, which can be checked only when all agencies are
            read.
        item_ids: Ids of its rows, for other agencies' links; `ANY_ID` among them if a list could
            not be read.
    """

    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]
    item_ids: frozenset[str]


def check_agency(
    loaded: LoadedAgency,
    *,
    framework: Framework,
    agencies: frozenset[str],
    as_of: AsOf,
    scan: Callable[[Path], AttachmentScan] | None = None,
    cleared: ClearedAttachments | None = None,
    new_files: frozenset[str] = frozenset(),
) -> Checked:
    """Return the problems of everything that can be judged from one agency alone.

    The arguments are the attributes of `Context`.
    """
    context = Context(loaded, framework, agencies, as_of, scan, cleared, new_files)
    context.item_ids = ids_of(context)
    problems = list(loaded.problems)
    for check in (
        *(check_ids, check_profile, check_items, check_figures, check_safety),
        *(check_scans, check_addresses, check_free_pages, check_withdrawn_files),
    ):
        problems += check(context)
    problems += check_named_people(context, problems)
    return Checked(tuple(in_order(problems)), tuple(context.references), context.item_ids)


def follow(
    references: Iterator[Reference], item_ids: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Yield a problem (TT512) for each link to another agency's item that does not exist.

    Args:
        references: The links, gathered from all agencies.
        item_ids: Ids of rows, by agency.
    """
    for reference in references:
        ids = item_ids.get(reference.agency, frozenset())
        if reference.item not in ids and ANY_ID not in ids:
            yield rules.DEAD_ITEM_LINK.at(
                reference.location,
                key=reference.key,
                agency=reference.agency,
                text=reference.item,
            )
