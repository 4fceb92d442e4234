"""Parts of ZIP files: what is read is what was written, whatever their length."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from access_info.exports.zip_parts import open_part


@given(pieces=st.lists(st.binary(max_size=64)), longest=st.integers(0, 200))
def test_what_is_read_is_what_was_written(pieces, longest):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        with open_part(archive, zipfile.ZipInfo("a.xml"), longest=longest) as part:
            for piece in pieces:
                part.write(piece)
        with open_part(archive, zipfile.ZipInfo("b.xml")) as part:
            part.write(b"b")
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert archive.read("a.xml") == b"".join(pieces)
        assert archive.read("b.xml") == b"b"


def test_a_part_is_smaller_than_by_zlib():
    rows = "".join(f'<row r="{n}"><c t="s"><v>{n * 7919 % 1000}</v></c></row>' for n in range(5000))
    ours, theirs = io.BytesIO(), io.BytesIO()
    with (
        zipfile.ZipFile(ours, "w") as archive,
        open_part(archive, zipfile.ZipInfo("a")) as part,
    ):
        part.write(rows.encode())
    with zipfile.ZipFile(theirs, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", rows)
    assert len(ours.getvalue()) < len(theirs.getvalue())
