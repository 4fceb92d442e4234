"""Why a file is not read: carried from where it is seen to where it is told."""

from __future__ import annotations

from access_info.problems import Rule


class RefusedFileError(Exception):
    """A file that is not read.

    Attributes:
        code: The rule's code.
        values: What fills its text.
    """

    def __init__(self, rule: Rule, **values: str) -> None:
        """Takes the rule and what fills its text."""
        super().__init__(rule.code)
        self.code = rule.code
        self.values = values
