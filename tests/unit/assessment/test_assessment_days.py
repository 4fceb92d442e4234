"""From which day to which day each judgement of the golden cases holds: every day on which one turns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from assessment_cases import Case, assessment_cases, lay_out
from exported_lists import golden_text

from access_info.assessment.findings import Finding, Judgement
from access_info.model.as_of import AsOf

GOLDEN = Path(__file__).parent / "golden" / "days.txt"
FIRST, LAST = datetime.date(2026, 8, 24), datetime.date(2027, 4, 30)
DAY = datetime.timedelta(days=1)
MOST_DUTIES = 6


def _part(judgement: Judgement) -> str:
    columns = [judgement.part.way, judgement.status.value]
    columns += [f"{judgement.met}/{judgement.of}"] if judgement.of else []
    columns += [f"hạn {judgement.due}"] if judgement.due else []
    columns += [f"−{lack.spot.row}→{lack.due or '?'}" for lack in judgement.lacks[:4]]
    return " ".join(columns)


def _line(finding: Finding) -> str:
    """A finding with what was seen of each part: status, day due, how many of how many, lacks with a day."""
    due = f" hạn {finding.due}" if finding.due else ""
    return (
        f"{finding.duty} {finding.status.value}{due} [{'; '.join(map(_part, finding.judgements))}]"
    )


def _turns(case: Case, folder: Path) -> Iterator[str]:
    judged = lay_out(case, folder)
    duties = {entry["nghia_vu"] for entry in case.expected}
    day, before = FIRST, {}
    while day <= LAST:
        as_of = AsOf(day)
        assessment = judged.on(day, as_of)
        now = {
            finding.duty: _line(finding)
            for finding in (*assessment.findings, *assessment.extras)
            if finding.duty in duties
        }
        yield from (
            f"{day} {now.get(duty, f'{duty} không xét')}"
            for duty in sorted(duties)
            if now.get(duty) != before.get(duty)
        )
        before = now
        _, last = as_of.span
        day = min(last, LAST) + DAY


def test_the_days_on_which_judgements_turn(tmp_path: Path) -> None:
    lines = []
    for case in assessment_cases():
        # Cases of all duties at once are about other things.
        if len(case.expected) <= MOST_DUTIES:
            lines += [f"# {case.name}", *_turns(case, tmp_path / case.name)]
    golden_text(GOLDEN, "".join(f"{line}\n" for line in lines))
