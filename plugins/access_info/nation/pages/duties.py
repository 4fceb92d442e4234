"""How agencies meet their duties: the whole nation, each duty by province, each province by duty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from access_info.assessment import STATUSES
from access_info.nation.pages.counted import ABSENT, MET, OVERDUE, PARTLY, Counted, added
from access_info.nation.pages.frame import NationPage, fragment
from access_info.nation.pages.view import (
    DUTIES,
    DUTY,
    PROVINCE_DUTIES,
    NationView,
    ShownMember,
    cut,
    day_words,
    to,
)
from access_info.pages.agency.compliance import STATUS_ORDER
from access_info.pages.pictures.charts import LOOKS, STATUS_LOOKS, Drawing, Stack, stacked
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import OVERSIGHT

# Duties that our laws do not know are shown as members tell them, so many at most.
_MOST_UNKNOWN = 20
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", re.ASCII)
_TITLE = "Tình hình thực hiện"
_STYLES = ("pictures", "oversight")


class DutyPages:
    """Renders the pages about duties."""

    def __init__(self, view: NationView) -> None:
        """Count what members tell."""
        self._view = view
        self._titles: dict[str, str] = {}
        self._by_member = [(member, self._counted(member)) for member in view.shown]
        self._telling = [(member, counted) for member, counted in self._by_member if counted]
        known = {
            duty.id.casefold(): number for number, duty in enumerate(view.framework.obligations)
        }
        codes = {code: None for _, counted in self._telling for code in counted}
        ours = [code for code in codes if code.casefold() in known]
        others = [code for code in codes if code.casefold() not in known][:_MOST_UNKNOWN]
        self._codes = [*sorted(ours, key=lambda code: known[code.casefold()]), *others]

    def pages(self) -> Iterator[NationPage]:
        """Yield the overview, a page for each duty, a page for each province that tells."""
        yield self._overview()
        yield from map(self._of_duty, self._codes)
        yield from (self._of_province(member, counted) for member, counted in self._telling)

    def _counted(self, member: ShownMember) -> dict[str, Counted]:
        found = {}
        for duty in member.facts.duties:
            counted = Counted({status: duty.counts.get(status, 0) for status in STATUS_ORDER})
            if counted.applies and _CODE.fullmatch(duty.code):
                # Codes that differ in the size of letters alone would have one page.
                code = duty.code.upper()
                known = self._view.framework.obligation(code)
                self._titles.setdefault(code, known.title if known else cut(duty.title))
                found[code] = counted
        return found

    def _overview(self) -> NationPage:
        all_of = {
            code: added(counted[code] for _, counted in self._telling if code in counted)
            for code in self._codes
        }
        whole = added(all_of.values())
        content = fragment(
            "duties",
            page={"heading": _TITLE},
            members=len(self._telling),
            agencies=sum(len(member.living) for member, _ in self._telling),
            stats=[self._stat(*each, whole) for each in _STATS],
            bars=stacked(
                "viec",
                "Kém nhất đứng đầu",
                [
                    Stack(self._titles[code], all_of[code].segments, all_of[code].note, href)
                    for code in sorted(self._codes, key=lambda code: all_of[code].badness)
                    for href in [to(DUTIES, _duty_path(code))]
                ],
                head="Việc phải làm",
            ),
            rows=[
                (to(DUTIES, _duty_path(code)), self._titles[code], "", all_of[code])
                for code in self._codes
            ],
            codes=[
                (to(DUTIES, _duty_path(code)), number, self._titles[code])
                for number, code in enumerate(self._codes, 1)
            ],
            matrix=[
                (
                    to(DUTIES, f"{PROVINCE_DUTIES}/{member.state.code}"),
                    member.name,
                    _stale(member),
                    [counted.get(code) for code in self._codes],
                )
                for member, counted in self._telling
            ],
            silent=[member.name for member, counted in self._by_member if not counted],
            **_STATUS_WORDS,
        )
        return NationPage(
            path=DUTIES,
            kind="giam-sat",
            title=_TITLE,
            description="Các cơ quan trên cả nước thực hiện từng nghĩa vụ về tiếp cận thông tin đến đâu, theo tỉnh.",
            content=content,
            styles=_STYLES,
        )

    def _stat(self, look: str, status: str, words: str, whole: Counted) -> dict[str, str]:
        provinces = sum(
            1
            for _, counted in self._telling
            if any(each.counts.get(status) for each in counted.values())
        )
        count = whole.counts.get(status, 0)
        more = f"ở {provinces} tỉnh, thành phố" if count else ""
        if status == MET:
            more = f"trên {vn_number(whole.applies)} việc phải làm của các cơ quan"
        return {
            "look": look,
            "number": vn_number(count),
            "words": words,
            "more": more,
        }

    def _of_duty(self, code: str) -> NationPage:
        path, title = _duty_path(code), self._titles[code]
        telling = [(member, counted[code]) for member, counted in self._telling if code in counted]
        whole = added(counted for _, counted in telling)
        content = fragment(
            "duty",
            page={"heading": title},
            whole=whole,
            bar=_one_bar(whole),
            bars=stacked(
                "tinh",
                "Số cơ quan theo kết quả",
                [
                    Stack(_with_day(member), counted.segments, counted.note, href)
                    for member, counted in telling
                    for href in [to(path, f"{PROVINCE_DUTIES}/{member.state.code}")]
                ],
                head="Tỉnh, thành phố",
            ),
            rows=[
                (
                    to(path, f"{PROVINCE_DUTIES}/{member.state.code}"),
                    member.name,
                    _stale(member),
                    counted,
                )
                for member, counted in telling
            ],
            **_STATUS_WORDS,
        )
        return NationPage(
            path=path,
            kind="nghia-vu",
            title=title,
            description=f"{title}: bao nhiêu cơ quan của mỗi tỉnh đã đạt, chưa có, quá hạn.",
            content=content,
            above=((DUTIES, _TITLE),),
            styles=_STYLES,
        )

    def _of_province(self, member: ShownMember, counted: Mapping[str, Counted]) -> NationPage:
        path = f"{PROVINCE_DUTIES}/{member.state.code}"
        codes = [code for code in self._codes if code in counted]
        title = f"{_TITLE}: {member.name}"
        content = fragment(
            "province_duties",
            page={"heading": title},
            member=member,
            created=day_words(member.state.created),
            reached=day_words(member.state.reached),
            own=f"{member.state.url}{OVERSIGHT}/",
            province=to(path, member.path),
            bars=stacked(
                "viec",
                "Kém nhất đứng đầu",
                [
                    Stack(self._titles[code], counted[code].segments, counted[code].note, href)
                    for code in sorted(codes, key=lambda code: counted[code].badness)
                    for href in [to(path, _duty_path(code))]
                ],
                head="Việc phải làm",
            ),
            rows=[
                (to(path, _duty_path(code)), self._titles[code], "", counted[code])
                for code in codes
            ],
            **_STATUS_WORDS,
        )
        return NationPage(
            path=path,
            kind="giam-sat-tinh",
            title=title,
            description=f"Các cơ quan của {member.name} thực hiện từng nghĩa vụ về tiếp cận thông tin đến đâu.",
            content=content,
            above=((DUTIES, _TITLE),),
            styles=_STYLES,
        )


_STATS = (
    ("late", OVERDUE, "Quá hạn"),
    ("miss", ABSENT, "Chưa có"),
    ("part", PARTLY, "Đạt một phần"),
    ("good", MET, "Đạt"),
)
_STATUS_WORDS: Mapping[str, object] = {
    "statuses": STATUS_ORDER,
    "labels": {status: STATUSES[status] for status in STATUS_ORDER},
    "looks": {status: STATUS_LOOKS[status] for status in STATUS_ORDER},
    "signs": {status: LOOKS[STATUS_LOOKS[status]].sign for status in STATUS_ORDER},
}


def _duty_path(code: str) -> str:
    return f"{DUTY}/{code.lower()}"


def _stale(member: ShownMember) -> str:
    return f"số liệu ngày {day_words(member.state.created)}" if member.is_stale else ""


def _with_day(member: ShownMember) -> str:
    stale = _stale(member)
    return f"{member.name} ({stale})" if stale else member.name


def _one_bar(whole: Counted) -> Drawing:
    heading = f"Cả nước: kết quả ở {vn_number(whole.applies)} cơ quan"
    stack = Stack("Cả nước", whole.segments, whole.note)
    return stacked("ca-nuoc", heading, [stack], head="Phạm vi")
