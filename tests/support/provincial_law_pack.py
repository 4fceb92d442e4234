"""A law pack of a province's own, as the guide has it made: the newest law's, with other ids."""

from __future__ import annotations

from proposal_repository import LIST

from access_info.legal.packs import DATA

SITE = "plugins:\n- search\n- access-info:\n    laws: luat\n"
NEW_LAW = (
    (DATA / "luat-01-2026.yml")
    .read_text("utf-8")
    .replace("l01-", "l99-")
    .replace("ma: l01\n", "ma: l99\n")
    .replace('so: "01/2026/QH16"\n', 'so: "99/2030/QH17"\n')
    .replace('hieu_luc_tu: "2026-09-01"\n', 'hieu_luc_tu: "2031-01-01"\n')
    .replace("thay_the: l104\n", "thay_the: l01\n")
)
BOTH = LIST.replace('["l01-d17k1c3"]', '["l01-d17k1c3", "l99-d17k1c3"]')
PACK = "luat/luat-99-2030.yml"
