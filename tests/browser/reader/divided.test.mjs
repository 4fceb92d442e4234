// A list of many pages: its permalinks lead to the row with scripts, by two taps without, in frames and from a folder.
//
//   SITE=DIR PYTHON=FILE CHROMIUM=FILE … node --test reader/divided.test.mjs

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import { stage } from "./stage.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "chia-"));
after(() => rmSync(folder, { recursive: true }));
const ids = [...Array(320).keys()].map((number) => (number < 310 ? `2026-${String(number + 1).padStart(3, "0")}` : `é/${number}`));
const files = {
  "_dia-ban.yml": 'ten: "Tỉnh Mẫu"\nloai: "tinh"\n',
  "xa-khac/co-quan.yml": 'ten: "Ủy ban nhân dân xã Khác"\nloai: "xa"\n',
  "xa-mau/co-quan.yml": 'ten: "Ủy ban nhân dân xã Mẫu"\nloai: "xa"\n',
  "xa-mau/cong-khai.yml": `muc:\n${ids.map((id) => `- ma: "${id}"\n  ten: "Quyết định về cầu ${id}"\n`).join("")}`,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(folder, "agencies", name)), { recursive: true });
  writeFileSync(path.join(folder, "agencies", name), text);
}
const access = (...words) =>
  execFileSync(process.env.PYTHON, ["-m", "access_info", ...words, "--as-of", "2026-11-24", "--quiet"], { cwd: folder });
access("build", "--no-content", "--out", "trang");
access("bundle", "--out", "goi");

const { address, open } = stage(path.join(folder, "trang"));
const LIST = "co-quan/xa-mau/cong-khai/";
const FRAME = "co-quan/xa-mau/nhung/cong-khai/";

const ROWS = { "2026-001": "2026-0/", "2026-099": "2026-0/", "2026-210": "2026-2/", "é/315": "khac/" };
const seen = (tab, id) => tab.locator(`tr[id="${id}"]:target`).waitFor();

for (const [list, all] of [[LIST, ROWS], [FRAME, { "2026-210": "2026-2/" }]]) {
  test(`permalinks of ${list} lead to the page of their row`, async () => {
    for (const [id, page] of Object.entries(all)) {
      const hash = `#${encodeURIComponent(id)}`;
      const { tab, context, complaints } = await open(`${list}${hash}`);
      await seen(tab, id);
      assert.equal(tab.url(), address(`${list}${page}${hash}`));
      assert.deepEqual(complaints, []);
      await context.close();
    }
  });
}

test("a place that is named on the index leads on too, and what is no place does not", async () => {
  const { tab, context, complaints } = await open(LIST);
  await tab.evaluate(() => (location.hash = "2026-150"));
  await seen(tab, "2026-150");
  await tab.goto(address(`${LIST}#2031-001`));
  assert.equal(tab.url(), address(`${LIST}#2031-001`), "an id of no row stays on the index");
  await tab.goto("about:blank");
  await tab.goto(address(`${LIST}#%`), { waitUntil: "load" });
  assert.deepEqual(complaints, []);
  await context.close();
});

test("without scripts a row is two taps away", async () => {
  const { tab, context } = await open(`${LIST}#2026-210`, { javaScriptEnabled: false });
  await tab.getByRole("link", { name: "2026-200 – 2026-299" }).last().click();
  await tab.locator('tr[id="2026-210"] a[href="#2026-210"]').click();
  assert.equal(tab.url(), address(`${LIST}2026-2/#2026-210`));
  await context.close();
});

test("the bundle leads on from its folder", async () => {
  const url = pathToFileURL(path.join(folder, "goi/co-quan/xa-mau/cong-khai.html")).href;
  const { tab, context } = await open("", { url: `${url}#2026-210` });
  await seen(tab, "2026-210");
  await context.close();
});

test("the filter of the whole list finds its rows, and they lead to their page", async () => {
  const { tab, context, complaints } = await open(LIST);
  await tab.getByRole("searchbox", { name: "Lọc cả danh mục" }).fill("cau 2026-210");
  await tab.keyboard.press("Enter");
  await tab.locator(".ai-results li a").first().click();
  await seen(tab, "2026-210");
  assert.deepEqual(complaints, []);
  await context.close();
});
