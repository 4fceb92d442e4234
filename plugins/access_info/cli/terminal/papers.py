"""What commands that write PDF papers share: whether Typst is there, and what failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from access_info.cli.terminal.parser import Parser
from access_info.cli.terminal.usage import UsageError
from access_info.extras import Extra, require
from access_info.waiting.progress import Progress

if TYPE_CHECKING:
    from access_info.exports.documents.paper import Paper


def add_pdf(parser: Parser, what: str) -> None:
    """Declare the option to have papers as PDF files too.

    Args:
        parser: The command's.
        what: The papers, in Vietnamese.
    """
    parser.add_argument(
        "--pdf",
        action="store_true",
        help=f"lập thêm {what} dạng PDF (PDF/A-2a, PDF/UA-1), cần cài thêm typst",
    )


def require_typesetter() -> None:
    """Refuse to begin when PDF papers are asked for and cannot be made.

    Raises:
        MissingExtraError: Typst is not installed.
    """
    require(Extra.PDF)


def written(papers: Mapping[str, Paper], progress: Progress, *, pdf: bool) -> dict[str, bytes]:
    """Write papers as Word files, and as PDF files where they are asked for.

    Args:
        papers: By the name of their file, without an ending.
        progress: Is told how far the work is.
        pdf: Whether there are to be PDF files too.

    Raises:
        UsageError: A paper is too large for a PDF file, or is refused.
    """
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415 - only for papers

    files = {}
    with progress.of("lập tệp Word", len(papers)) as done:
        for name, paper in papers.items():
            files[f"{name}.docx"] = docx_bytes(paper)
            done()
    if pdf:
        files |= pdf_files({f"{name}.pdf": paper for name, paper in papers.items()}, progress)
    return files


def pdf_files(papers: Mapping[str, Paper], progress: Progress) -> dict[str, bytes]:
    """Write papers as PDF files.

    Args:
        papers: By the name of their file.
        progress: Is told how far the work is.

    Raises:
        UsageError: A paper is too large, or is refused.
    """
    from access_info.exports.documents.pdf import Typesetter, TypesettingError  # noqa: PLC0415 - only for papers

    files = {}
    with Typesetter() as typesetter, progress.of("lập tệp PDF", len(papers)) as done:
        for name, paper in papers.items():
            try:
                files[name] = typesetter.pdf_bytes(paper)
            except TypesettingError as error:
                reason = "dài quá sức của máy" if error.is_limit else f"Typst báo: {error}"
                raise UsageError(
                    f"Không lập được {name}: {reason}. Lập tệp Word thay vào."
                ) from None
            done()
    return files
