"""Problems in MkDocs's log, and what stops a build."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from access_info.pipeline import Options, Prepared
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.publish.catalogue.about import address_notice
from access_info.pipeline.publish.manifest_files import site_signer
from access_info.pipeline.publish.site_size import published_bytes, size_notice
from access_info.pipeline.trust.signing import SigningError
from access_info.problems import Severity, withheld_line
from access_info.source import error_at, system_words

_log = get_plugin_logger("access_info")


def report_problems(prepared: Prepared, *, strict: bool) -> None:
    """Log every problem; stop, before the site is touched, if they forbid a build.

    Raises:
        PluginError: There is an error, or in a strict build any problem that counts there; or the site
            is to be signed and cannot be.
    """
    count = 0
    for problem in prepared.problems:
        level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
        if problem.withheld is not None or not problem.counted:
            # MkDocs must not count it: what is withheld is left out, and everything else goes on.
            level = logging.INFO
        count += level > logging.INFO
        _log.log(level, problem.format(Path.cwd()))
    left_out = withheld_line(prepared.problems)
    if left_out:
        _log.info(left_out)
    if prepared.stops:
        raise PluginError(
            f"Dữ liệu có lỗi nên chưa dựng được trang ({count} lỗi và cảnh báo, xem các dòng "
            "phía trên). Trang đã dựng lần trước vẫn còn nguyên."
        )
    if strict and count:
        raise PluginError(
            f"Có {count} cảnh báo và đang dựng ở chế độ --strict nên dừng lại. Trang đã dựng "
            "lần trước vẫn còn nguyên."
        )
    try:
        site_signer(prepared)
    except SigningError as error:
        raise PluginError(f"access-info: {error}") from None


def report_other_build() -> None:
    """Say why this build takes as long as the first."""
    _log.info(
        "một lần dựng khác đang chạy trong thư mục này và đang dùng kết quả của lần trước; "
        "lần này dựng lại từ đầu, trang vẫn như nhau"
    )


def raise_readably(error: Exception, place: Path) -> None:
    """Raise what a person understands in the place of an error of the system or of signing.

    Args:
        error: Any error that stops a build; others are MkDocs's to tell.
        place: Where it was written to.
    """
    if isinstance(error, OSError):
        raise PluginError(f"access-info: {system_words(error_at(error, place))}") from error
    if isinstance(error, SigningError):
        raise PluginError(f"access-info: {error}") from error


def report_site(options: Options, published: Mapping[str, Published]) -> None:
    """Say what whoever runs the site should know of what was built.

    Args:
        options: What was built.
        published: The files written, by agency.
    """
    report_size(published)
    report_address(options)


def report_size(published: Mapping[str, Published]) -> None:
    """Say that a site is nearly too large for some hosts; no build stops for that, be it strict.

    Args:
        published: Files of the site, by agency.
    """
    notice = size_notice(published_bytes(published.values()))
    if notice:
        _log.info(notice)


def report_address(options: Options) -> None:
    """Say what a site lacks that does not know its own address.

    Args:
        options: What is built.
    """
    notice = address_notice(options)
    if notice:
        _log.info(notice)


def was_warned() -> bool:
    """Tell whether MkDocs's own count for `--strict` has seen a warning."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(item, CountHandler) and item.get_counts() for item in handlers)
