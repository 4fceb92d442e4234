"""The articles, clauses and points that a law has: numbers only (`dieu-khoan-….yml`)."""

from __future__ import annotations

import functools

from access_info.legal.citations import CitedPlace, places_in_law
from access_info.legal.provisions import Code
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Many, Text


class Clause(Record):
    """A numbered clause with the letters of its points."""

    number: Text = field("so", "Số khoản", example="1", required=True)
    points: Many[Code] = field("diem", "Các điểm", example=["a", "b"], many=True)


class LawArticle(Record):
    """A numbered article with its clauses."""

    number: Text = field("so", "Số điều", example="26", required=True)
    clauses: Many[Clause] = field(
        "khoan", "Các khoản", "Bỏ trống: điều không chia khoản.", many=True
    )


class LeftOut(Record):
    """A place that no fact of the pack cites, and why that is right."""

    place: Text = field("o", "Điều, khoản, điểm", example="khoản 4 Điều 26", required=True)
    reason: Text = field("ly_do", "Vì sao không có trong gói luật", required=True)


class LawStructure(Record):
    """All articles, clauses and points of one law."""

    law: Code = field("luat", "Mã luật", example="l01", required=True)
    source: Text | None = field("nguon", "Nguồn đã đọc")
    articles: Many[LawArticle] = field("dieu", "Các điều", many=True)
    left_out: Many[LeftOut] = field("khong_neu", "Nơi không điều nào của gói nhắc tới", many=True)

    @functools.cached_property
    def places(self) -> frozenset[CitedPlace]:
        """Every article, clause and point."""
        places: set[CitedPlace] = set()
        for article in self.articles:
            places.add(CitedPlace(article.number))
            for clause in article.clauses:
                places.add(CitedPlace(article.number, clause.number))
                places.update(
                    CitedPlace(article.number, clause.number, point) for point in clause.points
                )
        return frozenset(places)

    @property
    def smallest(self) -> frozenset[CitedPlace]:
        """The places that are not divided further."""
        return self.places - {place.above for place in self.places}

    @property
    def excused(self) -> frozenset[CitedPlace]:
        """The places that are left out with a reason."""
        return frozenset(place for entry in self.left_out for place in places_in_law(entry.place))
