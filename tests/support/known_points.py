"""What an agency's data say of the law's points, read without the help of the room that judges."""

from __future__ import annotations

import dataclasses


def _named(framework, law, texts) -> set[str]:
    """Ids of points and kinds of a law that texts name."""
    ids = set()
    for text in texts:
        place = framework.point(text)
        if place is not None and place[0].id == law.id:
            ids.add((place[2] or place[1]).id)
    return ids


@dataclasses.dataclass(frozen=True)
class KnownPoints:
    """What an agency's data say of points and kinds, read without the room's help."""

    named: set[str]
    public: set[str]
    declared: set[str]
    arising: set[str]

    def point(self, point, *, waits) -> str:
        """`yes`: counts and is there; `no`: counts and is not; "": counts nowhere.

        While the day of the transition is to come, `waits`, what may be new is not lacking.
        """
        missing = [kind for kind in point.kinds if self.kind(point, kind) == "no"]
        if point.id in self.named or any(kind.id in self.named for kind in point.kinds):
            lacking = [kind for kind in missing if not (waits and kind.may_wait_for_transition)]
            return "no" if lacking else "yes"
        kinds = {kind.id for kind in point.kinds}
        if point.id in self.declared or (kinds and kinds <= self.declared):
            return ""
        whole = missing or point.kinds
        if waits and whole and all(kind.may_wait_for_transition for kind in whole):
            return ""
        wanted = point.id in self.arising or kinds & self.arising - self.declared
        return "no" if wanted else ""

    def new(self, point) -> list[str]:
        """The same of each kind that is certainly new; a row that nobody can read yet is not there."""
        new = [kind for kind in point.kinds if kind.is_new]
        states = [(kind.id, self.kind(point, kind)) for kind in new]
        if new and len(new) == len(point.kinds) and not any(state for _, state in states):
            states = [(point.id, self.point(point, waits=False))]
        readable = self.public | (
            {point.id} if self.public & {k.id for k in point.kinds} else set()
        )
        return ["no" if state == "yes" and id_ not in readable else state for id_, state in states]

    def kind(self, point, kind) -> str:
        if kind.id in self.named:
            return "yes"
        if kind.id in self.declared or point.id in self.declared:
            return ""
        return "no" if kind.id in self.arising else ""


def known_points(agency, law, day) -> KnownPoints:
    """What is known of the points of a law on a day."""
    rows = []
    for item in agency.items:
        if in_force(item, day):
            below = [doc for doc in item.get("van_ban", ()) if in_force(doc, day)]
            rows.append((item, _readable(day, item, *below)))
            rows += [(doc, _readable(day, doc)) for doc in below]
    assigned = [
        assignment["diem"]
        for assignment in agency.place.get("phan_cong", ())
        if "co-quan-mau" in assignment["co_quan"]
    ]
    declared = [
        declaration["diem"]
        for declaration in agency.profile.get("khong_phat_sinh", ())
        if declaration.get("ly_do")
    ]

    def named(texts):
        return _named(agency.framework, law, texts)

    return KnownPoints(
        named(text for row, _ in rows for text in row.get("diem", ())),
        named(text for row, readable in rows if readable for text in row.get("diem", ())),
        named(declared),
        named([*agency.profile.get("phat_sinh", ()), *assigned]),
    )


def _readable(day, *rows) -> bool:
    """Whether one of them says where it can be read, or since when."""
    return any(
        row.get("dia_chi")
        or row.get("tep")
        or any(since and since <= str(day) for since in _begun(row))
        for row in rows
    )


def _begun(row):
    return row.get("ngay_cong_khai"), row.get("niem_yet", {}).get("tu")


def in_force(row, day) -> bool:
    """Whether a row has not ended before a day."""
    ends = row.get("hieu_luc", {}).get("den")
    return row.get("tinh_trang") != "het-hieu-luc" and (ends is None or ends >= str(day))
