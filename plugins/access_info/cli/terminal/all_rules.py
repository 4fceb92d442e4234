"""Every rule of every room, for `explain` and the error catalogue."""

from __future__ import annotations

from access_info.changes import reasons as change_rules
from access_info.changes import review
from access_info.checks import (
    grid_rules,
    nation,
    page_rules,
    profile_rules,
    reviewers,
    scan_reviews,
)
from access_info.checks import rules as check_rules
from access_info.checks.safety import file_rules as safety_file_rules
from access_info.checks.safety import rules as safety_rules
from access_info.checks.safety import signature_rules
from access_info.imports.issues import rules as issue_rules
from access_info.imports.lists.words import rules as list_rules
from access_info.imports.office import rules as office_rules
from access_info.imports.register import rules as register_rules
from access_info.legal import rules as legal_rules
from access_info.loading import place_rules
from access_info.loading import rules as loading_rules
from access_info.model.declarations import rules as model_rules
from access_info.pipeline.inbox import rules as inbox_rules
from access_info.pipeline.link_check import rules as link_rules
from access_info.problems import Rule, rules_of
from access_info.source.cures import rules as source_rules
from access_info.source.writing import editing_rules


def all_rules() -> list[Rule]:
    """List every rule of every room, by code."""
    return rules_of(
        *(source_rules, editing_rules, model_rules, loading_rules, place_rules, check_rules),
        *(grid_rules, profile_rules, page_rules, reviewers, scan_reviews, nation),
        *(safety_rules, safety_file_rules, signature_rules, legal_rules),
        *(register_rules, office_rules, list_rules),
        *(change_rules, review, issue_rules, link_rules, inbox_rules),
    )
