"""What is made of the gate's data files, kept in `data/compiled.json` (`access-info schema` writes it).

To read YAML and to spell out wordings takes longer than everything else that the gate loads. What is kept
counts only while the data files are those that it was made of; else all is made when first asked for.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

DATA = Path(__file__).parent / "data"
KEPT = DATA / "compiled.json"
_OF = "of"
_MAKING = ("grounds", "people.facts", "people.vocabulary", "required_words")
_makers: dict[str, Callable[[], Any]] = {}
_Maker = TypeVar("_Maker", bound=Callable[[], Any])


def compiled(make: _Maker) -> _Maker:
    """Let what a function makes of the data be kept: lists, mappings and text only."""
    name = make.__name__
    _makers[name] = make

    @functools.cache
    def kept_or_made() -> Any:  # noqa: ANN401 - as `make` says
        kept = _kept()
        return kept[name] if name in kept else make()

    return kept_or_made  # type: ignore[return-value]


def compiled_text() -> str:
    """Return what the file holds once everything is made again."""
    for module in _MAKING:
        importlib.import_module(f"access_info.checks.safety.{module}")
    made = {name: _makers[name]() for name in sorted(_makers)}
    return json.dumps({_OF: _digest(), **made}, ensure_ascii=False, indent=0) + "\n"


@functools.cache
def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(KEPT.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if kept[_OF] == _digest() else {}


def _digest() -> str:
    files = (path.read_bytes() for path in sorted(DATA.glob("*.yml")))
    return hashlib.blake2b(b"".join(files), digest_size=16).hexdigest()
