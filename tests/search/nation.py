"""The search page of a made-up nation of three members, with what it needs: styles, scripts, the index.

python nation.py FOLDER
"""

from __future__ import annotations

import dataclasses
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from access_info.nation.copies import MemberCopy, MemberPart, MemberStanding, MemberState  # noqa: E402
from access_info.nation.search.index import FOLDER, write_nation_index  # noqa: E402
from access_info.nation.search.member import write_member_runs  # noqa: E402
from access_info.nation.search.page import HEAD, search_fragment  # noqa: E402
from access_info.nation.search.sizes import NationSizes  # noqa: E402
from access_info.nation.work import Runner  # noqa: E402
from access_info.pipeline.publish.site_files import assets, nation_search  # noqa: E402
from access_info.shells.page import policy_element  # noqa: E402
from benchmark.nation import members as generator  # noqa: E402 - the benchmark's modules are scripts

_MEMBERS, _AGENCIES = 3, 4
_FRAME = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
{policy}
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{root}assets/access-info/icon.svg">
<link rel="stylesheet" href="{root}assets/access-info/access-info.css">{head}
</head>
<body class="ai-plain"><main class="ai-wrap ai-main"><div class="ai-fragment">{content}</div></main></body>
</html>
"""


def main() -> None:
    """Write the site into an existing folder."""
    site = Path(sys.argv[1])
    work = site / "thanh-vien"
    work.mkdir()
    # So that agencies are in several files.
    sizes = dataclasses.replace(NationSizes(), agencies=3)
    parts = []
    for member in generator.nation(_MEMBERS, _AGENCIES):
        generator.write_member(work, member)
        copy = _copy(member, work / member.code)
        part = work / f"{member.code}-phan"
        write_member_runs(copy, part / FOLDER, sizes)
        parts.append(MemberPart(state=copy.state, folder=part))
    index = site / "tim-kiem" / "du-lieu"
    index.mkdir(parents=True)
    with ThreadPoolExecutor(1) as pool:
        write_nation_index(parts, index, Runner(pool), sizes)
    for name, content in {**assets(), "access-info/search.js": nation_search().encode()}.items():
        path = site / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    root = "../"
    page = _FRAME.format(
        title="Tìm kiếm",
        root=root,
        policy=policy_element(""),
        head=HEAD.format(root=root),
        content=search_fragment([part.state for part in parts]),
    )
    (site / "tim-kiem" / "index.html").write_text(page, encoding="utf-8")


def _copy(member: generator.MadeUpMember, folder: Path) -> MemberCopy:
    files = {path.relative_to(folder).as_posix(): "" for path in folder.rglob("*.json")}
    state = MemberState(
        code=member.code,
        name=member.name,
        url=member.url,
        standing=MemberStanding.CURRENT,
        created="2026-11-20",
        reached="2026-11-20T08:00:00+07:00",
        files=files,
    )
    return MemberCopy(state=state, folder=folder)


if __name__ == "__main__":
    main()
