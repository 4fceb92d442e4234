"""Papers as PDF files: equal bytes every time, on every machine.

Typst runs in a child with limits on memory and time and, where the system allows it, without a
network. What a paper says is handed over as data: nothing in it is ever markup. Conformance to
PDF/A-2a and PDF/UA-1 is what Typst demands of the file while it writes it; veraPDF, the judge of
that, was not run. There is no field for a digital signature in the file: Typst has none.
"""

from __future__ import annotations

import base64
from pathlib import Path
from types import TracebackType

from access_info.exports.documents.paper import Paper
from access_info.exports.documents.pdf.content import paper_json
from access_info.exports.documents.pdf.library import TYPESETTER
from access_info.extras import Extra, is_installed
from access_info.office_files.limits import Purpose
from access_info.office_files.sandbox import Child, Failure

TEMPLATE = Path(__file__).parents[3] / "templates" / "documents" / "pdf" / "paper.typ"
_TASK = "access_info.exports.documents.pdf.typesetting:typeset"
# A child keeps what it has laid out, up to 300 MB after twenty lists; then a new one follows.
_MOST_PAPERS = 12


class TypesettingError(Exception):
    """A paper could not be made into a PDF file.

    Attributes:
        is_limit: Whether it took more than it may, rather than being refused.
    """

    def __init__(self, what: str, *, is_limit: bool = False) -> None:
        """Take what Typst says, or which limit it was."""
        super().__init__(what)
        self.is_limit = is_limit


class Typesetter:
    """Writes papers, one after the other, by a child that is started for the first."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._child: Child | None = None
        self._papers = 0

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop()

    def pdf_bytes(self, paper: Paper) -> bytes:
        """Write a paper as a PDF file.

        Args:
            paper: The paper.

        Raises:
            TypesettingError: Typst is not there, or takes more than it may, or refuses the paper.
        """
        if not is_installed(Extra.PDF):
            raise TypesettingError(f"{TYPESETTER} is not installed")
        if self._papers >= _MOST_PAPERS:
            self._stop()
        if self._child is None:
            self._child = Child(Purpose.PAPER, _TASK)
        self._papers += 1
        answer = self._child.ask(TEMPLATE, paper=paper_json(paper))
        if isinstance(answer, Failure):
            self._stop()
            raise TypesettingError(answer.value, is_limit=True)
        if "pdf" not in answer:
            raise TypesettingError(str(answer.get("error")))
        return base64.b64decode(answer["pdf"])

    def _stop(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.__exit__()
        self._child, self._papers = None, 0
