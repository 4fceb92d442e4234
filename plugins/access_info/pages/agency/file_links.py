"""Links to an agency's attachments: format, size, date, whose signature is on it, and its hash."""

from __future__ import annotations

import datetime
import posixpath

import markupsafe

from access_info.model.registry import UNDER_REVIEW, Agency
from access_info.model.types import vn_date
from access_info.pages.agency.disclosure import taken_down
from access_info.pages.rendering.environment import vn_size
from access_info.pages.rendering.signed import signature_words
from access_info.pages.rendering.site import SiteContext

# On paper nobody copies a hash (`print.css`).
_HASH = markupsafe.Markup('<span class="ai-hash">{}</span>')
_FOLDED_HASH = markupsafe.Markup('<details class="ai-hash"><summary>{}</summary>{}</details>')


class FileLinks:
    """Links to the attachments of one agency."""

    def __init__(self, agency: Agency, site: SiteContext) -> None:
        """Look up which files are withdrawn.

        Args:
            agency: Whose.
            site: What pages share.
        """
        self._agency = agency
        self._site = site
        self.withdrawn = agency.withdrawn_files

    def output(self, path: str) -> str:
        """Return where an attachment lies below the output folder."""
        return self._site.urls.attachment(self._agency.id, path)

    def href(self, source: str, path: str) -> str:
        """Return the link from a page to an attachment."""
        return self._site.urls.relative_file(source, self.output(path))

    def link(
        self, source: str, text: str, day: datetime.date | None = None, *, whole: bool = False
    ) -> markupsafe.Markup:
        """Link to an attachment with what is known of it, or say why it is not there.

        Args:
            source: Logical path of the page.
            text: The attachment as data name it.
            day: When what names it was published or issued.
            whole: Whether its hash follows at once, for what is folded already.
        """
        if text == UNDER_REVIEW:
            return markupsafe.Markup("{}").format(self._site.texts["disclosure.file_under_review"])
        path = path_of(text)
        if path in self.withdrawn:
            return markupsafe.Markup("{}").format(self.taken_down(path))
        known = self._agency.published_file(path) is not None
        parts = [
            markupsafe.Markup('<a href="{}" download>{} {}</a>{}').format(
                self.href(source, path),
                self._site.texts["disclosure.download"],
                posixpath.basename(path),
                f" ({self.about(path, day)})" if known else "",
            ),
            self.signed(path),
            _HASH.format(digest) if whole and (digest := self.digest(path)) else "",
        ]
        return markupsafe.Markup(". ").join(part for part in parts if part)

    def about(self, path: str, day: datetime.date | None = None) -> str:
        """Return format, size and day of an attachment, `PDF, 39 kB, 12/9/2026`, as far as known."""
        file = self._agency.published_file(path)
        if file is None:
            return posixpath.splitext(path)[1].lstrip(".").upper()
        words = [file.format, vn_size(file.size), vn_date(day) if day else ""]
        return ", ".join(filter(None, words))

    def signed(self, path: str) -> str:
        """Say whose signature is on an attachment, as plain text; "" if there is none."""
        file = self._agency.published_file(path)
        return signature_words(file.signatures, self._site.texts) if file is not None else ""

    def digest(self, path: str) -> markupsafe.Markup:
        """Return an attachment's hash, to be copied whole; "" where it is not known."""
        file = self._agency.published_file(path)
        if file is None or not file.digest:
            return markupsafe.Markup("")
        return markupsafe.Markup("{} <code>{}</code>").format(
            self._site.texts["signature.hash"], file.digest
        )

    def folded(self, text: str) -> markupsafe.Markup:
        """Return an attachment's hash folded, for what has no fold of its own."""
        digest = "" if text == UNDER_REVIEW else self.digest(path_of(text))
        if not digest:
            return markupsafe.Markup("")
        return _FOLDED_HASH.format(self._site.texts["disclosure.facts"], digest)

    def listed(self, source: str, path: str, day: datetime.date | None) -> markupsafe.Markup:
        """Return a link with all that is known, its hash folded, for a list of files.

        Args:
            source: Logical path of the page.
            path: Of the attachment, which can be had.
            day: When the page was last changed.
        """
        return self.link(source, path, day) + self.folded(path)

    def taken_down(self, path: str) -> str:
        """Say what a withdrawn attachment was, and when and why it was withdrawn."""
        withdrawal = self.withdrawn[path]
        words = taken_down(withdrawal, self._site.texts)
        return f"{withdrawal.title or posixpath.basename(path)}: {words}"


def path_of(text: str) -> str:
    """Return the path below an agency's folder of an attachment as data name it."""
    return text if text.startswith("tep/") else f"tep/{text}"


def attached(output: str) -> str:
    """Return the path below its agency's folder of an attachment, `tep/…`.

    Args:
        output: Where it lies below the output folder; of the only agency that is `tep/…` too.
    """
    return "tep/" + f"/{output.removeprefix('=')}".partition("/tep/")[2]
