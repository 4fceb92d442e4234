"""A set of the whole site, written from lines that agencies' workers made: nothing is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from access_info.exports.csv_files import csv_head, csv_lines
from access_info.exports.dataset import Dataset, DatasetTexts
from access_info.exports.json_files import END, ConceptAddress, json_head, row_lines
from access_info.exports.rows import Row
from access_info.exports.tables import Cells


class SetLines(NamedTuple):
    """Rows of a set as its files have them.

    Attributes:
        json: Lines of rows, with commas and line feeds between.
        csv: Lines of cells, each with its end.
        rows: How many rows there are.
    """

    json: str = ""
    csv: str = ""
    rows: int = 0


def set_lines(dataset: Dataset, rows: Iterable[Row]) -> SetLines:
    """Write the rows that an agency adds to a set of the whole site.

    Args:
        dataset: The set of the whole site; its `modified` is not asked for.
        rows: The agency's rows.
    """
    rows = list(rows)
    table = map(Cells(dataset.kind).of, rows)
    return SetLines(row_lines(dataset, rows).text, csv_lines(table), len(rows))


class SiteSetFiles:
    """A set's CSV and JSON while they are written, no more than one agency's rows in memory."""

    def __init__(
        self,
        folder: Path,
        dataset: Dataset,
        *,
        vocabularies: Mapping[str, Mapping[str, str]],
        publishers: Mapping[str, Mapping[str, str]],
        concept_address: ConceptAddress,
        words: DatasetTexts,
    ) -> None:
        """Begin the files; they must be closed.

        Args:
            folder: Where; it exists.
            dataset: What is said about the whole.
            vocabularies: By column, every code that rows may hold, with its words.
            publishers: By code, what is known of those that rows may name.
            concept_address: Where concepts have their addresses.
            words: The language of titles.
        """
        self.names = [f"{dataset.kind.name}.{form}" for form in ("csv", "json")]
        self._csv, self._json = ((folder / name).open("wb") for name in self.names)
        self._csv.write(csv_head(dataset.kind, words))
        self._json.write(json_head(dataset, publishers, vocabularies, concept_address))
        self._between = b""

    def add(self, lines: SetLines) -> None:
        """Write rows behind those that are there."""
        if lines.rows:
            self._csv.write(lines.csv.encode())
            self._json.write(self._between + lines.json.encode())
            self._between = b",\n"

    def close(self) -> None:
        """End the files."""
        self._json.write(END)
        self._csv.close()
        self._json.close()
