"""Citations as people write them → articles, clauses and points.

`điểm đ, điểm e khoản 2 Điều 10; khoản 3 Điều 26; Điều 9 đến Điều 11 Nghị định 224/2026/NĐ-CP`: parts
are divided by semicolons, and the places of a part that names an instrument are its own.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

# “khoản 3 Điều 26 Nghị định 224/2026/NĐ-CP”: matches from “Nghị định” to the end.
_INSTRUMENT = re.compile(
    r"\b(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Công văn|Thông báo|Phụ lục)\b.*"
)
# An aside in brackets: “(sửa đổi năm 2026)”.
_ASIDE = re.compile(r"\([^()]*\)")
# “điểm đ”, “khoản 2”, “Điều 10”, “khoản 2a” or “đến”; not “Điều kiện”, “khoản này”.
_TOKEN = re.compile(
    r"\b(điểm|khoản|điều)\s+([a-zđ]|\d{1,3}[a-zđ]?)(?![\w])|\b(đến)\b", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class CitedPlace:
    """An article, clause or point of a law.

    Attributes:
        article: Number of the article (`26`).
        clause: Number of the clause within it, or "".
        point: Letter of the point within the clause, or "".
    """

    article: str
    clause: str = ""
    point: str = ""

    def __str__(self) -> str:
        parts = (("điểm", self.point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{word} {value}" for word, value in parts if value)

    @property
    def above(self) -> CitedPlace | None:
        """The clause of a point, the article of a clause."""
        if self.point:
            return CitedPlace(self.article, self.clause)
        return CitedPlace(self.article) if self.clause else None


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """The places that one part of a citation names, and the instrument that they belong to.

    Attributes:
        places: The places that it names, in order.
        instrument: The instrument of the places, as it was written; "" for the law itself.
    """

    places: tuple[CitedPlace, ...]
    instrument: str = ""


def parse_citation(text: str, *, law_number: str = "") -> tuple[Citation, ...]:
    """Parse a citation into its parts: places and the instrument of each part.

    Args:
        text: The citation as a pack has it; words that are no citation yield no place.
        law_number: Number of the law itself (`01/2026/QH16`), which is no other instrument.
    """
    citations = []
    for part in _ASIDE.sub(" ", text).split(";"):
        other = _INSTRUMENT.search(part)
        instrument = other[0].strip(" .") if other else ""
        if law_number and law_number in instrument:
            instrument = ""
        places = tuple(_places(part[: other.start()] if other else part))
        if places or instrument:
            citations.append(Citation(places, instrument))
    return tuple(citations)


def places_in_law(text: str, *, law_number: str = "") -> tuple[CitedPlace, ...]:
    """Return the articles, clauses and points of the law itself that a citation names."""
    return tuple(
        place
        for citation in parse_citation(text, law_number=law_number)
        if not citation.instrument
        for place in citation.places
    )


def rests_on_another(text: str, *, law_number: str = "") -> bool:
    """Tell whether a citation names an instrument other than the law itself."""
    return any(citation.instrument for citation in parse_citation(text, law_number=law_number))


def _places(text: str) -> Iterator[CitedPlace]:
    """Yield the places of one instrument: points wait for a clause, clauses for an article."""
    points: list[str] = []
    inner: list[tuple[str, str]] = []
    last, is_range = "", False
    for match in _TOKEN.finditer(text):
        word, value = (match[1] or "").casefold(), (match[2] or "").casefold()
        if not word:
            is_range = True
        elif word == "điểm":
            points.append(value)
        elif word == "khoản":
            if is_range and inner and inner[-1][0].isdigit() and value.isdigit() and not points:
                inner += [
                    (str(number), "") for number in range(int(inner[-1][0]) + 1, int(value) + 1)
                ]
            else:
                inner += [(value, point) for point in points or [""]]
            points, is_range = [], False
        else:
            if is_range and last.isdigit() and value.isdigit() and not inner:
                yield from (
                    CitedPlace(str(number)) for number in range(int(last) + 1, int(value) + 1)
                )
            elif inner:
                yield from (CitedPlace(value, clause, point) for clause, point in inner)
            else:
                # An article without clauses may have points of its own.
                yield from (CitedPlace(value, "", point) for point in points or [""])
            points, inner, last, is_range = [], [], value, False
