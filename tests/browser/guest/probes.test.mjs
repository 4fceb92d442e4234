// What judges guest pages, itself: each fault is noticed, a sound page has none, and the theme's own are told apart.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { readTools } from "../browser.mjs";
import { launch } from "../chromium.mjs";
import { startTally } from "../tally.mjs";

let browser;
let tab;
before(async () => {
  browser = await launch(process.env.CHROMIUM);
  tab = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await tab.addInitScript({ content: await readTools(["guest"]) });
});
after(() => browser.close());

const SHEET = `<style>body{margin:0;font:16px sans-serif;background:#fff}header{height:50px;position:fixed;inset:0 0 auto}
.ai-guest{margin:60px 20px}.ai-icon{width:1em;height:1em}.ai-tile,button,input{border:1px solid #888}
.ai-crumbs ol{display:flex;list-style:none;margin:0;padding:0;gap:8px}th{text-align:left}</style>`;
const PARTS = {
  trail: "<nav class=ai-crumbs><ol><li>Trang đầu<li>Cơ quan</ol></nav>",
  tile: "<a class=ai-tile href=#a><svg class=ai-icon viewBox='0 0 24 24'></svg>Công khai</a>",
  table: "<table class=ai-items><tbody><tr><th scope=row style='width:300px'>Báo cáo năm 2026<td>01/BC</table>",
  text: "<p>Một dòng chữ dài vừa phải.</p>",
};
const SOUND = Object.values(PARTS).join("");

async function faults(html) {
  await tab.goto("about:blank");
  await tab.setContent(`<!doctype html>${SHEET}<header>Xã Thử</header><div class=ai-guest><div class=ai-fragment>${html}</div></div>`);
  return tab.evaluate(() => [
    ...probe.largeIcons(),
    ...probe.sticksOut(),
    ...probe.narrow(14),
    ...probe.unframed(),
    ...probe.brokenTrail(),
    ...probe.unreadable(),
    ...probe.blanks(5.5),
    ...probe.collides(["header"]),
  ]);
}

test("a sound page has no fault", async () => {
  assert.deepEqual(await faults(SOUND), []);
});

const worn = (css) => `${SOUND}<style>${css}</style>`;
for (const [html, told] of [
  [worn(".ai-icon{width:5em;height:5em}"), /hình nhỏ quá lớn/],
  [worn("p{width:900px}"), /cuộn ngang: rộng 920/],
  [worn("p{width:770px}"), /thò ra ngoài chỗ của ta: p/],
  [worn("th{width:100px !important}"), /cột tên hẹp hơn 14 em/],
  [worn("table,tbody,tr,th,td{display:block}th{width:150px !important}"), /thẻ không rộng hết chỗ/],
  [worn("p{width:0;word-break:break-all}"), /chữ dồn thành cột/],
  [worn(".ai-tile{border:0}"), /không có khung: a\.ai-tile/],
  [worn(".ai-crumbs ol{display:block;list-style:disc}"), /lối dẫn có dấu đầu dòng/],
  [worn(".ai-crumbs ol{display:block}"), /lối dẫn xuống dòng khi còn chỗ/],
  [worn("p{height:5px;overflow:hidden}"), /chữ bị cắt: p/],
  [worn("table{margin-top:150px}"), /dải trống phía trên/],
  [worn(".ai-guest{margin-top:0}"), /đè lên header/],
  [`${SOUND}<div style='overflow:auto;width:100px'><p style='width:900px'>Dài</p></div>`, /hộp cuộn ngang không tới được/],
]) {
  test(`notices: ${told.source}`, async () => {
    const found = await faults(html);
    assert.ok(found.some((fault) => told.test(fault)), found.join("\n") || "nothing");
  });
}

test("a fault of a part that is not ours counts where the host's own pages have not the like", () => {
  const sift = (faults) => faults;
  const tally = startTally({ name: "thu", allowances: { sift, unneeded: () => [], used: () => [] }, theirs: ["host"] });
  const report = (page, ...all) => tally.report({ check: "axe", page, where: "320px", faults: all });
  report("ours", "axe:color-contrast a (Contrast) (của chủ nhà)", "vnu:9:9 Stray end tag");
  report("ours", "axe:color-contrast p (Contrast)");
  report("ours", "axe:list ul (Lists) (của chủ nhà)");
  report("ours", "cỡ chữ không lớn theo: a “b” (của chủ nhà)");
  report("host", "axe:color-contrast b (Contrast)", "vnu:1:1 Stray end tag", "cỡ chữ không lớn theo: p “c”");
  tally.auditAllowances();
  const told = tally.record().findings.map(({ fault }) => fault);
  assert.deepEqual(told, ["axe:color-contrast p (Contrast)", "axe:list ul (Lists) (của chủ nhà)"]);
  assert.deepEqual(tally.totals(), { passed: 2, failed: 2 });
});
