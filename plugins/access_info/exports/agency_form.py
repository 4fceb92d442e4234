"""The forge's issue form for a missing agency: it offers the model's kinds of agency."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

AGENCY_FORM = Path(".github/ISSUE_TEMPLATE/2-thieu-co-quan.yml")
# Matches from `    id: loai` through its last option, `        - Bộ, …`; no other question's.
_OPTIONS = re.compile(
    r"(?P<head>^    id: loai\n(?:    .*\n)*?      options:\n)(?:        - .*\n)+", re.MULTILINE
)
_PLAIN = re.compile(r"\w[^:#]*")


def offer_kinds(form: str, labels: Iterable[str]) -> str:
    """Replace the options of the form's question about the kind of agency.

    Args:
        form: The form's text; one without that question stays as it is.
        labels: What to offer, in order.
    """
    options = "".join(f"        - {_scalar(label)}\n" for label in labels)
    return _OPTIONS.sub(lambda match: match["head"] + options, form)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
