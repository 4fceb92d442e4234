"""What is said about a list as a whole, whatever it is written as (DCAT: dataset)."""

from __future__ import annotations

import dataclasses
from typing import Protocol
from urllib.parse import urlsplit

from access_info.exports.column_shapes import ListColumns
from access_info.model.verification import Verification


class DatasetTexts(Protocol):
    """The texts of one language by dotted key.

    Attributes:
        language: BCP 47 tag.
    """

    language: str

    def __hash__(self) -> int:
        """Tell it from other texts: what is made of titles alone is kept."""

    def __getitem__(self, key: str) -> str:
        """Return the text of a key that has no holes."""

    def plain(self, key: str, **values: object) -> str:
        """Return a key's text with its `{holes}` filled, not escaped."""


# Whence days of change come.
COMPARED, OF_DATA = "previous", "data"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Party:
    """The publisher of a list (dcterms:publisher).

    Attributes:
        identifier: An agency's folder name; "" for a province.
        name: Full name.
        address: Address of its page, below the site's root or absolute; "" when not told.
        official_code: Its identification code (org:identifier); "" when unknown.
    """

    identifier: str = ""
    name: str
    address: str = ""
    official_code: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Law:
    """The law that the list is kept under.

    Attributes:
        identifier: Its pack's id.
        name: Name and number.
        verification: What its text, as the pages tell it, was compared with.
        address: Address of its page; "" when not told.
    """

    identifier: str
    name: str
    verification: Verification
    address: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Spatial:
    """An administrative unit (dcterms:spatial).

    Attributes:
        code: In the list of the state's statistical office.
        name: Full name.
    """

    code: str
    name: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dataset:
    """A list or another set of data, of one agency or of a whole province.

    Nothing here depends on the day of the build: a new day must not rewrite the files.

    Attributes:
        kind: Which of the sets.
        title: What it is called.
        publisher: Who answers for it.
        law: The law in force.
        landing_page: Address of the page that shows it.
        license: Terms of re-use, in words or as an address; "" when not stated.
        modified: ISO day of the last change; "" when unknown.
        modified_from: Whence that day and those of rows come: `COMPARED` with what was published
            before, `OF_DATA`, or "" when not stated.
        schema: Address of the JSON Schema of the JSON file, or "".
        language: BCP 47 tag of the texts.
        spatial: The administrative unit that it is about, or `None`.
        site: Absolute address of the site's root with a final slash; "" while unknown.
        shared: Address, below the site's root, of the file that says what all agencies' files of this
            kind share; "" where a file says all by itself.
    """

    kind: ListColumns
    title: str
    publisher: Party
    law: Law
    landing_page: str
    license: str = ""
    modified: str = ""
    modified_from: str = ""
    schema: str = ""
    language: str = "vi"
    spatial: Spatial | None = None
    site: str = ""
    shared: str = ""

    @property
    def base(self) -> str:
        """The address that those of rows are relative to: an agency's page, or the site's root."""
        return self.landing_page if self.publisher.identifier else self.site

    def local(self, address: str) -> str:
        """Return an address of the site from the host's root on (RFC 3986, 4.2): right below any base.

        Args:
            address: Absolute, or below the site's root.
        """
        root = urlsplit(self.site).path or "/"
        return f"{root}{address.removeprefix(self.site)}"
