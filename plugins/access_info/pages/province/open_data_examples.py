"""Examples on the page about open data: how to take and open a file, each to be copied whole.

Tests take those that are tried from the built page and run them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

_CURL = """\
curl --fail --location --remote-name {address}"""
_PANDAS = """\
import pandas as pd

bang = pd.read_csv("{address}", dtype=str, keep_default_na=False)
print(len(bang), "dòng")
print(bang["{status}"].value_counts())
# Ô có nhiều giá trị: tách ra, mỗi giá trị một dòng.
print(bang["{points}"].str.split(" | ", regex=False).explode().value_counts())"""
_LIBREOFFICE = """\
soffice --headless --infilter="CSV:44,34,76,1" --convert-to ods {file}"""
_POWER_QUERY = """\
let
  Nguon = Csv.Document(Web.Contents("{address}"),
    [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
  Bang = Table.PromoteHeaders(Nguon, [PromoteAllScalars = true])
in
  Bang"""
_R = """\
bang <- read.csv("{address}", colClasses = "character",
  check.names = FALSE, fileEncoding = "UTF-8-BOM")
table(bang[["{status}"]])"""


@dataclasses.dataclass(frozen=True)
class Example:
    """Lines to copy.

    Attributes:
        name: Of the program, for tests.
        key: Of the text that says what the lines do.
        lines: As they are typed.
        tried: Whether tests run them.
    """

    name: str
    key: str
    lines: str
    tried: bool = True


def examples(address: str, *, status: str, points: str) -> Iterator[Example]:
    """Yield the examples for a list.

    Args:
        address: Absolute address of its CSV file.
        status: Title of the column that tells whether a row is in force.
        points: Title of a column that holds several values.
    """
    words = {
        "address": address,
        "file": address.rpartition("/")[2],
        "status": status,
        "points": points,
    }
    yield Example("curl", "open_data.with_curl", _CURL.format_map(words))
    yield Example("pandas", "open_data.with_pandas", _PANDAS.format_map(words))
    yield Example("libreoffice", "open_data.with_libreoffice", _LIBREOFFICE.format_map(words))
    power_query = _POWER_QUERY.format_map(words)
    yield Example("power-query", "open_data.with_power_query", power_query, tried=False)
    yield Example("r", "open_data.with_r", _R.format_map(words), tried=False)
