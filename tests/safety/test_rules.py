"""Every rule finds what it must, and little else: precision and recall over the corpus."""

from __future__ import annotations

import collections

import pytest
from safety_corpus import CORPUS, HELD_OUT, samples

from access_info.checks.safety import Place, hits_in

RECALL = 0.98
FALSE_ALARMS = 0.02


def measured(folder):
    """By rule: found, wanted, false alarms, near misses; and what went wrong."""
    tally = collections.defaultdict(lambda: [0, 0, 0, 0])
    wrong = []
    for sample in samples(folder):
        found = sample.rule in {hit.code for hit in hits_in(sample.text, Place(sample.place))}
        figures = tally[sample.rule]
        figures[0 if sample.wanted else 2] += found
        figures[1 if sample.wanted else 3] += 1
        if found != sample.wanted:
            wrong.append(f"{sample.rule} {'missed' if sample.wanted else 'alarm'}: {sample.text!r}")
    return tally, wrong


@pytest.mark.parametrize("folder", [CORPUS, HELD_OUT], ids=["corpus", "held-out"])
def test_precision_and_recall(folder, record_property):
    tally, wrong = measured(folder)
    lines = [f"{'rule':8}{'recall':>9}{'precision':>11}{'false alarms':>14}   texts"]
    for code, (hit, wanted, alarms, near) in sorted(tally.items()):
        precision = hit / (hit + alarms) if hit + alarms else 1.0
        lines.append(
            f"{code:8}{hit / wanted:9.1%}{precision:11.1%}{alarms / near:14.1%}   {wanted} + {near}"
        )
    print("\n" + "\n".join(lines))  # noqa: T201 - the figures are what people run this for
    for code, (hit, wanted, alarms, near) in tally.items():
        assert hit / wanted >= RECALL, "\n".join(one for one in wrong if one.startswith(code))
        assert alarms / near <= FALSE_ALARMS, "\n".join(
            one for one in wrong if one.startswith(code)
        )
