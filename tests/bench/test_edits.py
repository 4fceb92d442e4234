"""Drawn edits and the agency of a long list are data without a fault, the same in every run."""

from __future__ import annotations

from access_info.pipeline import Options, prepare
from benchmark.province import agencies, edits

COUNT = 3


def test_drawn_edits_are_the_same_again_and_make_no_fault(tmp_path):
    told, texts = [], []
    for name in ("a", "b"):
        folder = tmp_path / name
        agencies.write_agencies(folder, COUNT)
        before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
        told.append(list(edits.draw_edits(folder, COUNT, 12)))
        texts.append({path.relative_to(folder): path.read_bytes() for path in before})
    assert told[0] == told[1]
    assert texts[0] == texts[1]
    assert [kind for kind, _ in told[0]] == [*edits.KINDS] * 3
    changed = {path.parent.name for path in before if path.read_bytes() != before[path]}
    assert changed == {agency for _, agency in told[0]}
    assert not prepare(Options(agencies=folder, as_of=agencies.AS_OF), fragment_store=None).problems


def test_rows_of_a_long_list_differ_and_so_do_their_files(tmp_path):
    edits.write_long_agency(tmp_path, items=1_200, attachments=9)
    prepared = prepare(Options(agencies=tmp_path, as_of=agencies.AS_OF), fragment_store=None)
    assert not prepared.problems
    text = "".join(path.read_text("utf-8") for path in tmp_path.glob("*/cong-khai/*.yml"))
    titles = [line for line in text.splitlines() if line.startswith("  ten: ")]
    assert len(titles) == len(set(titles)) == 1_209
    assert len(list(tmp_path.glob("*/tep/*"))) == 9
