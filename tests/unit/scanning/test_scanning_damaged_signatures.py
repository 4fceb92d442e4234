"""Damaged and truncated PDFs with signatures: no crash, no hang, and no altered bytes called whole."""

from __future__ import annotations

import functools
import random
import re

import pytest
import signed_pdfs as pdfs

from access_info.model.signatures import FileSignatureState
from access_info.scanning import scan_all

_RANGE = re.compile(rb"/ByteRange \[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_FILES, _PER_CHILD = 1_000, 100


@functools.cache
def whole() -> tuple[bytes, ...]:
    """Signed files, each with as many signatures as it has signed ranges."""
    once = pdfs.signed(pdfs.plain_pdf())
    both_signed = pdfs.signed(once, pdfs.person(pdfs.SECOND), field="Hai")
    return (
        once,
        both_signed,
        pdfs.time_stamped(once),
        pdfs.with_validation_data(both_signed),
        pdfs.form_filled(once),
        pdfs.signed(pdfs.plain_pdf(pages=5), stamped=True),
    )


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Spoil a file in one of the ways that disks, mail and people do."""
    size = len(content)
    at = chance.randrange(size)
    length = min(chance.choice((1, 4, 16, 200, 2_000)), size - at)
    there = content[at : at + length]
    other = chance.randrange(size)
    number = re.search(rb"\d+", content[at:])
    ways = [
        lambda: (
            content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
        ),
        lambda: content[:at],
        lambda: content[:at] + content[at + length :],
        lambda: content[:at] + there + content[at:],
        lambda: content[:at] + bytes(length) + content[at + length :],
        lambda: content[:at] + chance.randbytes(length) + content[at + length :],
        lambda: content[:other] + there + content[other:],
        lambda: content[:other] + there + content[other + length :],
        lambda: content + there,
        lambda: (
            content[: at + number.start()]
            + str(chance.choice((0, 1, 2, 4, 99_999_999_999, size))).encode()
            + content[at + number.end() :]
            if number
            else content[at:]
        ),
    ]
    return chance.choice(ways)()


def covered(content: bytes) -> list[tuple[bytes, bytes]]:
    """The bytes that each signature of an undamaged file covers, in order of signing."""
    spans = [tuple(map(int, match)) for match in _RANGE.findall(content)]
    return [(content[a : a + b], content[c : c + d]) for a, b, c, d in spans]


def still_there(content: bytes, before: bytes, after: bytes) -> bool:
    return content.startswith(before) and after in content[len(before) :]


@pytest.mark.sampled
@pytest.mark.parametrize("seed", range(_FILES // _PER_CHILD))
def test_no_damage_stops_a_reader_or_makes_altered_bytes_whole(seed, tmp_path):
    chance = random.Random(seed)  # noqa: S311 - nothing is secret
    origins = {}
    for number in range(_PER_CHILD):
        origin = chance.choice(whole())
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(damaged(origin, chance))
        origins[path] = origin
    scans = scan_all(origins)
    assert scans.keys() == origins.keys()
    for path, scanned in scans.items():
        # A process that breaks or does not answer leaves a scan of no kind.
        assert scanned.kind == "pdf", path
        content = path.read_bytes()
        intact = [each for each in scanned.signatures if each.state is FileSignatureState.INTACT]
        there = [part for part in covered(origins[path]) if still_there(content, *part)]
        assert len(intact) <= len(there), (path, scanned.signatures)


def test_damage_is_met_in_every_state():
    """Otherwise nothing would be tried above but one way out."""
    from access_info.scanning.signatures.pdf_signatures import read_signatures  # noqa: PLC0415

    chance = random.Random(1)  # noqa: S311 - as above
    wanted = set(FileSignatureState) - {FileSignatureState.PRESENT, FileSignatureState.UNJUDGED}
    states: set[FileSignatureState] = set()
    # Where damage falls hangs on the files, whose keys are new in each run.
    for _ in range(1_000):
        states |= {each.state for each in read_signatures(damaged(chance.choice(whole()), chance))}
        if states >= wanted:
            break
    assert states == wanted
