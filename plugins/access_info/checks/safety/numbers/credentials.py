"""Passwords and codes that a text writes out."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, masked
from access_info.checks.safety.grounds import lowered
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.numbers.surroundings import links_in
from access_info.checks.safety.rule_files import rule_file

_PATTERNS = (
    *("told", "beside", "code", "code_is", "digits", "digits_are", "lock", "pair", "with_login"),
    *("typed_in", "cell", "login_cell", "dotted_cell", "address_cell", "code_told"),
)


def passwords_in(aligned: NormalizedText) -> Iterator[Detection]:
    """Yield passwords, once each; nothing of one is shown, for its last letters would tell a part."""
    words = rule_file("credentials")
    spans = {match.span("token") for name in _PATTERNS for match in words.matches(name, aligned)}
    links = links_in(aligned.plain)
    for start, end in sorted(spans):
        if any(
            first <= start < last and aligned.plain[start - 1] not in ":=" for first, last in links
        ):
            continue
        first, last = aligned.span(start, end)
        rule = lowered(aligned, rules.PASSWORD, start, end)
        yield Detection(first, last, rule.code, masked(""), rule)
