// What a leader, an officer and an agency read about duties: measured on the demo.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "../waiting.mjs";
import { lines, sheets } from "./pdf.mjs";
import { stage } from "./stage.mjs";

const { open } = stage();
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
const EMPTIEST = "co-quan/xa-mau-lam/tinh-hinh/";

const place = (tab, selector) => tab.locator(selector).evaluateAll((found) =>
  found.map((element) => {
    const { top, bottom, left } = element.getBoundingClientRect();
    return { top, bottom, left };
  }));

test("the overview's first screen has its numbers, what to download, and the worst duty", async () => {
  const { tab, complaints } = await open("giam-sat/", { viewport: DESK });
  assert.equal(await tab.locator("h1").innerText(), "Tình hình thực hiện");
  for (const [selector, count] of [[".ai-stat", 4], [".ai-bar .ai-button", 4]]) {
    const found = await place(tab, selector);
    assert.equal(found.length, count);
    for (const { bottom } of found) assert.ok(bottom < 560, `${selector}: ${bottom}`);
  }
  const [first] = await place(tab, ".ai-board .ai-p-stack");
  assert.ok(first.bottom < DESK.height, `the first bar: ${first.bottom}`);
  const [map] = await place(tab, "#tung-co-quan");
  assert.ok(map.top < 700 && map.left < first.left, "agencies stand beside the bars");
  assert.deepEqual(complaints, []);
});

test("no share is told of fewer than twenty agencies", async () => {
  const { tab } = await open("giam-sat/", { viewport: DESK });
  const tables = await tab.locator(".ai-counts").evaluateAll((found) =>
    found.map((element) => element.textContent).join(" "));
  assert.match(tables, /Rà soát/);
  assert.doesNotMatch(tables, /%/);
});

test("the emptiest agency's to-do is at most four screens of a phone", async () => {
  const { tab } = await open(EMPTIEST, { viewport: PHONE });
  const height = await tab.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height <= 4 * PHONE.height, `${height} px`);
  assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  assert.equal(await tab.locator("[data-duty='OB-01'] li").count(), 0, "one line for a missing whole");
});

test("an address within what is folded opens it", async () => {
  const { tab } = await open(`${EMPTIEST}#ob-01`, { viewport: PHONE });
  assert.ok(await tab.locator("tr#ob-01").isVisible());
  await eventually(async () => {
    const [row] = await place(tab, "tr#ob-01");
    assert.ok(row.top >= 0 && row.top < PHONE.height, `the row: ${row.top}`);
  });
  const { tab: other } = await open(EMPTIEST, { viewport: PHONE });
  assert.ok(!(await other.locator("tr#ob-01").isVisible()));
});

test("the matrix on paper: landscape, its key open, its head on every sheet, names whole", async () => {
  const { tab } = await open("giam-sat/bang/", { viewport: DESK });
  const names = await tab.locator(".ai-matrix tbody th").allInnerTexts();
  const printed = await tab.pdf({ preferCSSPageSize: true });
  const [, width, height] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(printed.toString("latin1"));
  assert.ok(Number(width) > Number(height), `${width} × ${height}`);
  const found = (await sheets(printed)).map((sheet) => lines(sheet));
  assert.ok(found.length > 1);
  for (const sheet of found) assert.ok(sheet.some((line) => /^1 2 3 .* 17 18$/.test(line)), sheet[0]);
  assert.ok(found[0].some((line) => line.includes("Đính chính thông tin sai")));
  const all = found.flat();
  for (const name of names) assert.ok(all.some((line) => line.startsWith(name)), name);
  await tab.emulateMedia({ media: "print" });
  const column = await tab.locator(".ai-matrix tbody th").first().evaluate((cell) => cell.offsetWidth);
  assert.ok(column >= (45 / 25.4) * 96, `${column} px`);
});
