"""The error by which a reader of office files says why a file is not read."""

from __future__ import annotations

from access_info.imports.office import rules
from access_info.problems import Rule

READ_KINDS = "Dùng tệp .xlsx, .xls, .ods, .docx hoặc .csv."


class RefusedFileError(Exception):
    """A file that is not read.

    Attributes:
        code: The rule's code.
        values: What fills its text.
    """

    def __init__(self, rule: Rule, **values: str) -> None:
        """Keep a rule's code and what fills its text."""
        super().__init__(rule.code)
        self.code = rule.code
        self.values = values


def not_office(what: str, how: str = READ_KINDS) -> RefusedFileError:
    """Return the error for a file that holds no list.

    Args:
        what: What it is, in Vietnamese.
        how: What to do, in sentences.
    """
    return RefusedFileError(rules.NOT_OFFICE, what=what, how=how)
