// The longest list, measured as a reader meets it: screens on a phone, rows in view at a desk, letters;
// what folds opens for a link and on paper.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, filterBy, follow } from "../waiting.mjs";
import { stage } from "./stage.mjs";

const { open } = stage();
const LONGEST = "co-quan/van-phong-ubnd-tinh/cong-khai/";
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

test("the longest list is at most fourteen screens of a phone, with large letters and whole titles", async () => {
  const { tab, context } = await open(LONGEST, { viewport: PHONE });
  const found = await tab.evaluate(() => {
    const size = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
    const isSeen = (element) => element.checkVisibility({ contentVisibilityAuto: true });
    const isText = (element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
    const titles = [...document.querySelectorAll("tr[id] > th")];
    const texts = [...document.querySelectorAll("tr[id] *")].filter((one) => isText(one) && isSeen(one));
    return {
      rows: titles.length,
      screens: document.documentElement.scrollHeight / innerHeight,
      groups: [...document.querySelectorAll("td[colspan] > details")].filter(({ open }) => !open).length,
      smallTitles: titles.filter((title) => size(title) < 16).length,
      cutTitles: titles.filter((title) => title.scrollWidth > title.clientWidth + 1).length,
      // The link to the row is a sign, drawn by the style sheet.
      small: texts.filter((one) => size(one) < 14 && !one.matches("td > a:last-child")).map(({ outerHTML }) => outerHTML),
    };
  });
  assert.equal(found.rows, 72);
  assert.ok(found.screens <= 14, `${found.screens} screens`);
  assert.deepEqual(
    { ...found, rows: 0, screens: 0 },
    { rows: 0, screens: 0, groups: 0, smallTitles: 0, cutTitles: 0, small: [] },
  );
  await context.close();
});

test("nine rows are in view at a desk while the head of the table stands above them", async () => {
  const { tab, context } = await open(LONGEST, { viewport: DESK });
  const [most, head, contents] = await tab.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const table = document.querySelector("table[data-list]");
    scrollTo(0, scrollY + box(table).top);
    const below = box(table.tHead).bottom;
    const whole = [...table.querySelectorAll("tr[id]")].map(box).filter(({ top, bottom }) => top >= below - 1 && bottom <= innerHeight);
    scrollTo(0, scrollY + 2000);
    return [whole.length, box(table.tHead).top, box(document.querySelector(".ai-contents")).top];
  });
  assert.ok(most >= 9, `${most} rows`);
  assert.equal(Math.round(head), 0);
  assert.ok(contents >= 0 && contents < 40, `${contents}`);
  await context.close();
});

test("a link opens the group that was folded around it and goes there", async () => {
  const { tab, context } = await open(LONGEST, { viewport: PHONE });
  const row = tab.locator("tbody").nth(1).locator("tr[id]").first();
  const id = await row.getAttribute("id");
  await tab.locator("tbody").nth(1).locator("summary").first().click();
  await row.waitFor({ state: "hidden" });
  await tab.evaluate((hash) => {
    location.hash = hash;
  }, id);
  await row.waitFor();
  await eventually(async () => {
    const top = await row.evaluate((one) => one.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 740, `${top}`);
  });
  await context.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`folded facts are on paper, scripts or not: ${javaScriptEnabled}`, async () => {
    const { tab, context } = await open(LONGEST, { javaScriptEnabled });
    const fact = tab.locator("tr[id] details li").first();
    assert.equal(await fact.isVisible(), false);
    await tab.emulateMedia({ media: "print" });
    assert.equal(await fact.isVisible(), true);
    await context.close();
  });
}

test("what was filtered in vain comes along to where one asks", async () => {
  const { tab, context } = await open("co-quan/so-tu-phap/cong-khai/");
  await filterBy(tab.getByLabel("Lọc các mục trên trang này"), "sổ đỏ nhà tôi");
  const told = tab.locator("[data-filter] [role=status]");
  assert.match(await told.innerText(), /^Đang hiện 0 trên 51 mục.*Bấm nút hỏi/);
  await follow(tab.getByRole("link", { name: "Không thấy? Hỏi Sở Tư pháp" }), /cach-yeu-cau\//);
  const form = await tab.locator("[data-ask-form]").first().evaluate(({ hash }) => hash);
  assert.equal(new URLSearchParams(form.slice(1)).get("q"), "sổ đỏ nhà tôi");
  await context.close();
});
