"""The looks that tell parts of a picture apart: a colour, a pattern, a sign; never colour alone.

Each look has a pattern of its own, so that a copy in grey and forced colours still tell them apart
(WCAG 2.2, success criterion 1.4.1). Colours stand in `pictures.css`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import markupsafe


@dataclasses.dataclass(frozen=True, slots=True)
class Surface:
    """How one kind of part looks.

    Attributes:
        sign: One character that says it without colour.
        hatch: Path of the lines within a square of eight units; "" for a plain surface.
    """

    sign: str
    hatch: str


LOOKS: Mapping[str, Surface] = MappingProxyType(
    {
        "good": Surface("✓", ""),
        "part": Surface("◐", "M1.5 2h2M5.5 6h2"),
        "unknown": Surface("?", "M2 0v8M6 0v8"),
        "late": Surface("!", "M0 0l8 8M8 0l-8 8"),
        "miss": Surface("✕", "M-2 6l4-4M0 8l8-8M6 10l4-4"),
        "other": Surface("→", "M0 2h8M0 6h8"),
        "none": Surface("–", ""),
    }
)
# Statuses of a duty (values of `Status`), from the best to the worst.
STATUS_LOOKS: Mapping[str, str] = MappingProxyType(
    {
        "dat": "good",
        "dat-mot-phan": "part",
        "khong-danh-gia-duoc": "unknown",
        "qua-han": "late",
        "chua-co": "miss",
        "khong-ap-dung": "none",
    }
)


def paint(key: str, look: str) -> str:
    """Return the attribute that fills an element of a picture with a look, ` fill="…"`; "" for a plain one.

    Args:
        key: The picture's own word, which no other picture of the page has; "" for one without
            patterns.
        look: A name of `LOOKS`.
    """
    return f' fill="url(#{key}-{look})"' if key and LOOKS[look].hatch else ""


def hatches(key: str, looks: Iterable[str]) -> markupsafe.Markup:
    """Define the patterns of the looks that a picture uses; nothing where all are plain."""
    patterns = "".join(
        f'<pattern id="{key}-{look}" class="ai-look-{look}" width="8" height="8" '
        'patternUnits="userSpaceOnUse"><path class="ai-p-plane" d="M0 0h8v8H0z"/>'
        f'<path class="ai-p-hatch" d="{LOOKS[look].hatch}"/></pattern>'
        for look in LOOKS
        if key and look in set(looks) and LOOKS[look].hatch
    )
    return markupsafe.Markup(patterns and f"<defs>{patterns}</defs>")  # noqa: S704 - ours alone


def key_of(key: str, meanings: Mapping[str, str]) -> markupsafe.Markup:
    """Say which look means what; nothing where there is one alone, for the title says it.

    Args:
        key: Word of the picture that holds the patterns.
        meanings: Words by name of a look.
    """
    if len(meanings) == 1:
        return markupsafe.Markup("")
    entries = "".join(
        f'<li><svg class="ai-p-swatch ai-look-{look}" aria-hidden="true">'
        f"<rect{paint(key, look)}/></svg> {markupsafe.escape(words)}"
        for look, words in meanings.items()
    )
    return markupsafe.Markup(f'<ul class="ai-p-key-of">{entries}</ul>')  # noqa: S704 - escaped above
