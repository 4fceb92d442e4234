"""Limits on the size, memory and processor time that reading one file may take, in one table by purpose.

The scanner must look into whatever an agency publishes, so its bounds are the widest. A list or a
register is made by hand: what is larger is no list.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum

# More parts than any office program writes into a file of the size that is opened at all.
MAX_ENTRIES = 2_000
# Rows, columns and filled cells of a list, a register or another table that people made by hand.
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 256, 300_000
# Bytes; a smaller part may be packed in any ratio, as empty rows are: unpacked it does no harm.
SMALL_PART = 1_000_000
MEGABYTE = 1_000_000
# Exit code of a child that ended itself for using more processor time than it may.
EXHAUSTED = 75


class Purpose(StrEnum):
    """The purpose of a child process, which decides its limits.

    `SCAN`: look into an attachment; `OCR`: recognise words in pictures; `LIST`, `REGISTER`: import a list or a
    register of requests; `PAPER`: make a document of an agency's data.
    """

    SCAN = "scan"
    OCR = "ocr"
    LIST = "list"
    REGISTER = "register"
    PAPER = "paper"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits for one purpose of reading files, each the most that is allowed.

    Attributes:
        file: Bytes of the file itself; a larger one is not opened.
        unfolded: Bytes of all parts of a ZIP together, unpacked.
        part: Bytes of one part in memory, unpacked.
        sheet: Bytes of a sheet's XML without its empty cells.
        rows: Rows of a sheet; a cell below is not read, only reported as far away.
        columns: Columns of a sheet; a cell beyond is not read, only reported as far away.
        cells: Cells of a sheet that hold something.
        ratio: How many times larger than its packed bytes a part may be: more is a ZIP bomb.
        document_types: Whether a part may declare a document type, as OpenOffice 1 did; entities
            are refused always.
        memory: Bytes of address space of the process.
        computing: Seconds of processor time of the process; `sandbox.ask_each` gives each file all of them.
        answer: Bytes of the JSON that the process sends back.
        offline: Whether the process gives up the network before it begins, where the system allows it.
    """

    file: int = 100 * MEGABYTE
    unfolded: int = 100 * MEGABYTE
    part: int = 40 * MEGABYTE
    sheet: int = 30 * MEGABYTE
    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    cells: int = MAX_CELLS
    ratio: int = 100
    document_types: bool = False
    memory: int = 700 * MEGABYTE
    computing: int = 20
    answer: int = 40 * MEGABYTE
    offline: bool = False

    @property
    def patience(self) -> int:
        """Seconds that the parent waits for one file: plenty, since others may hold the processor meanwhile.

        Only a process that waits for ever meets this limit; one that computes meets `computing` long before.
        """
        return 10 * self.computing


_SCAN = Limits(
    # A page on a slow link should not hold a larger one either.
    file=20 * MEGABYTE,
    unfolded=300 * MEGABYTE,
    part=60 * MEGABYTE,
    sheet=60 * MEGABYTE,
    rows=1_048_576,
    columns=16_384,
    cells=1_000_000,
    ratio=200,
    document_types=True,
    memory=1_200 * MEGABYTE,
    computing=30,
    answer=60 * MEGABYTE,
)
LIMITS = {
    Purpose.SCAN: _SCAN,
    # Pages are drawn, and a program reads them: see `scanning.ocr.reading` for pages and seconds.
    Purpose.OCR: dataclasses.replace(
        _SCAN, memory=1_500 * MEGABYTE, computing=240, answer=6 * MEGABYTE
    ),
    # A sheet whose million rows are formatted and empty takes a third of what may be unfolded.
    Purpose.LIST: Limits(unfolded=400 * MEGABYTE),
    Purpose.REGISTER: Limits(),
    # No foreign file: the program's own template, and a paper made of an agency's data. A list of
    # 5,000 rows of one line takes 2 seconds and 490 MB, of three lines with addresses 5 and 1,050.
    Purpose.PAPER: Limits(
        memory=2_500 * MEGABYTE,
        computing=240,
        answer=100 * MEGABYTE,
        offline=True,
    ),
}
