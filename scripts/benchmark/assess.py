"""What judging costs by itself: every duty of every agency, once; reading is not counted.

``python -m benchmark.assess AGENCIES`` does the work once and nothing else, to be measured whole.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from access_info.assessment.duties import Assessor
from access_info.legal.framework import load_framework
from access_info.loading import load_agency, load_jurisdiction
from access_info.loading.folders import agency_ids, read_folder
from access_info.model.as_of import AsOf
from benchmark.province.agencies import AS_OF


def assess(folder: Path) -> tuple[int, int, float]:
    """Judges all agencies of a folder.

    Args:
        folder: An ``agencies/`` folder.

    Returns:
        Agencies, findings, and seconds of processor time.
    """
    framework, _ = load_framework(None)
    if framework is None:
        raise ValueError("the laws cannot be read")
    place, _, _ = load_jurisdiction(folder)
    ids, _ = agency_ids(folder)
    loaded = [load_agency(read_folder(folder / agency_id)) for agency_id in ids]
    assessor = Assessor(framework, place)
    findings = 0
    gc.collect()
    gc.freeze()  # what was read beforehand does not count, nor does the collector's walk over it
    start = time.process_time()
    for loaded_agency in loaded:
        if loaded_agency.agency is not None:
            assessment = assessor.assess(loaded_agency, loaded_agency.agency, AsOf(AS_OF))
            findings += len(assessment.findings) + len(assessment.extras)
    return len(loaded), findings, time.process_time() - start


if __name__ == "__main__":
    agencies, findings, seconds = assess(Path(sys.argv[1]))
    print(f"{agencies} {findings} {seconds:.3f}")
