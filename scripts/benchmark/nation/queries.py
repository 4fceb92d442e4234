"""What people ask a national search, and what its answers weigh."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmark.measure import CommandError
from benchmark.sites import ROOT

# Syllables that most titles and names have.
COMMONEST = (
    "ủy ban nhân dân xã",
    "kế hoạch",
    "quyết định",
    "báo cáo",
    "thông báo",
    "uy ban nhan dan",
    "năm 2026",
    "thủ tục hành chính",
    "nghị quyết hội đồng nhân dân",
    "phê duyệt dự án đầu tư",
)
EVERYDAY = (
    "bảng giá đất",
    "thu hồi đất",
    "giấy khai sinh",
    "sổ đỏ",
    "đăng ký kết hôn",
    "215/QĐ-UBND",
    "12/KH-UBND",
    "quyet dinh so 15",
    "tuyển sinh lớp 10",
    "dự toán ngân sách năm 2025",
    "quy hoạch sử dụng đất tỉnh mẫu 7",
    "sở tư pháp",
    "trung tâm dịch vụ công",
    "bệnh viện đa khoa",
    "tiêm chủng trẻ em",
    "hộ nghèo",
    "giấy phép xây dựng",
    "gpxd",
    "lịch tiếp công dân",
    "nuoc sach nong thon",
    "đấu giá quyền sử dụng đất",
    "bồi thường hỗ trợ tái định cư khi nhà nước thu hồi đất để làm đường",
    "xã số 17",
    "2025-011",
    "kế hoạch cải cách hành chính năm 2026",
    "báo cáo giải quyết khiếu nại tố cáo quý 3 năm 2025",
    "tai nguyen nuoc",
    "rừng đầu nguồn",
    "xử phạt vi phạm hành chính",
    "trợ cấp xã hội",
)
# What a reader has asked before the second query.
_BEFORE = "lịch tiếp công dân"
_CLIENT = ROOT / "tests" / "search" / "client.mjs"


def weigh_queries(node: Path, site: Path) -> dict[str, float | str]:
    """Ask the search of a built national site, as its page does, without any cache.

    Args:
        node: Node.
        site: The site.

    Returns:
        Bytes of all responses, each compressed, of the worst first and the worst second query; which these
        are; and the means.
    """
    opening = _ask(node, site, [])["manifest"]
    first, second = {}, {}
    for query in (*COMMONEST, *EVERYDAY):
        first[query] = opening + _ask(node, site, [query])["answers"][0]["bytes"]
        before = "kế hoạch" if query == _BEFORE else _BEFORE
        second[query] = _ask(node, site, [before, query])["answers"][1]["bytes"]
    figures: dict[str, float | str] = {"queries": len(first), "opening": opening}
    for name, asked in (("first", first), ("second", second)):
        worst = max(asked, key=lambda query: asked[query])
        figures |= {
            f"{name}_worst": asked[worst],
            f"{name}_worst_query": worst,
            f"{name}_mean": round(sum(asked.values()) / len(asked)),
        }
    return figures


def largest_file(site: Path) -> tuple[str, int]:
    """Return the name and the bytes of the largest file that a query may fetch."""
    files = (site / "tim-kiem" / "du-lieu").iterdir()
    name, size = max(((path.name, path.stat().st_size) for path in files), key=lambda each: each[1])
    return name, size


def _ask(node: Path, site: Path, queries: Sequence[str]) -> dict[str, Any]:
    command = [
        str(node),
        str(_CLIENT),
        str(site / "assets" / "access-info" / "search.js"),
        str(site / "tim-kiem" / "du-lieu"),
    ]
    asked = json.dumps({"queries": [{"q": query} for query in queries]})
    done = subprocess.run(
        command, input=asked, stdout=subprocess.PIPE, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise CommandError(f"{_CLIENT.name}: exit code {done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
