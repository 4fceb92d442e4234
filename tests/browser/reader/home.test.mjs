// The front page, the directory, pages of subjects, and the page for unknown addresses, as people use them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { filterBy, follow } from "../waiting.mjs";
import { PLAIN, SITE, stage } from "./stage.mjs";

const material = stage();
const plain = stage(PLAIN);
const { open } = material;
const PHONE = { width: 360, height: 740 };
const SCREENS = 2;

for (const [name, site] of Object.entries({ material, plain })) {
  test(`search and all four tasks are on the first two screens of a phone: ${name}`, async () => {
    const { tab, context } = await site.open("", { viewport: PHONE, javaScriptEnabled: false });
    const most = PHONE.height * SCREENS;
    const bottom = async (part) => {
      const { y, height } = await part.boundingBox();
      return y + height;
    };
    assert.ok((await bottom(tab.locator("main form[role=search]"))) <= PHONE.height);
    const tiles = await tab.locator("main .ai-tile").all();
    assert.equal(tiles.length, 4);
    for (const tile of tiles) assert.ok((await bottom(tile)) <= most, await tile.textContent());
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    await context.close();
  });
}

test("the front page says what is here, in words and numbers that agree with the pages they lead to", async () => {
  const { tab, context } = await open("");
  assert.match(await tab.locator("h1").textContent(), /^Tìm thông tin của cơ quan nhà nước tỉnh Mẫu$/);
  assert.match(await tab.locator("main .ai-tiles").textContent(), /Không mất phí, trả lời trong 12 ngày/);
  const figures = await tab.locator(".ai-figure b").allTextContents();
  assert.ok(figures.length >= 3 && figures.every((figure) => /^[\d.]+(?:,\d)?(?: %)?$/.test(figure)), `${figures}`);
  const subjects = await tab
    .locator(".ai-subjects a")
    .evaluateAll((all) => all.map(({ href, children: [, words, count] }) => [href, words.textContent, count.textContent]));
  const icons = await tab.locator(".ai-subjects svg").evaluateAll((all) => all.map(({ innerHTML }) => innerHTML));
  assert.equal(new Set(icons).size, subjects.length);
  const [href, name, count] = subjects.find(([, words]) => words === "Đất đai");
  assert.equal(await tab.locator(".ai-news > li").count(), 6);
  for (const item of await tab.locator(".ai-news > li").all()) {
    assert.equal(await item.locator("> a").count(), 1);
    assert.match(await item.locator("> p").textContent(), / · \d\d\/\d{1,2}\/\d{4}$/);
  }
  await tab.goto(href);
  assert.equal(await tab.locator("h1").textContent(), name);
  assert.equal(String(await tab.locator(".ai-news > li > a").count()), count);
  await context.close();
});

test("what is for staff stands in the footer and nowhere else", async () => {
  await material.through(["", "co-quan/", "phap-luat/", "tim-kiem/"], async (tab, page) => {
    const staff = tab.locator(":is(header, main, nav) a:is([href*='bien-tap'], [href*='huong-dan'], [href*='quan-tri'])");
    assert.equal(await staff.locator("xpath=self::*[not(ancestor::footer)]").count(), 0, page);
    assert.ok((await tab.locator("footer.ai-footer a[href*='huong-dan']").count()) > 0, page);
  });
});

test("an example of what to search for is searched for", async () => {
  const { tab, context } = await open("");
  await follow(tab.getByRole("link", { name: "bảng giá đất" }).first(), /tim-kiem\/.*q=/);
  assert.match(decodeURIComponent(tab.url()), /q=bảng[ +]giá[ +]đất/);
  await context.close();
});

test("the directory is filtered as people type, by old names too, and leads on when nothing matches", async () => {
  const { tab, context } = await open("co-quan/");
  const rows = tab.locator(".ai-places > li").locator("visible=true");
  const all = await rows.count();
  const box = tab.getByRole("searchbox", { name: "Lọc theo tên cơ quan" });
  const shown = async (typed, count) => {
    await filterBy(box, typed);
    assert.equal(await rows.count(), count, typed);
  };
  await shown("mau lam", 2);
  await shown("phat trien nong thon", 1);
  assert.match(await rows.first().textContent(), /Sở Nông nghiệp và Môi trường[\s\S]*Tên cũ: Sở Nông nghiệp/);
  await shown("Mẫu Bình", 1);
  assert.match(await rows.first().textContent(), /chấm dứt[\s\S]*Nay hỏi:\s*Xã Mẫu Hòa/);
  assert.equal(await tab.locator("main h2").locator("visible=true").count(), 1);
  await shown("khong co xa nay", 0);
  const on = tab.locator("[data-nothing]");
  assert.ok(await on.locator("a[href*='yeu-cau']").isVisible());
  assert.ok(await on.locator("a[href^='tel:']").isVisible());
  assert.match(await tab.locator("main [role=status]").last().textContent(), /Không có cơ quan nào/);
  await shown("", all);
  await context.close();
});

test("without scripts the whole directory is listed, with telephones, and no box that does nothing", async () => {
  const { tab, context } = await open("co-quan/", { javaScriptEnabled: false });
  assert.equal(await tab.locator("[data-filter-agencies]").isVisible(), false);
  const rows = tab.locator(".ai-places > li");
  assert.ok((await rows.count()) >= 19);
  assert.ok((await rows.locator("a[href^='tel:']").count()) >= 14);
  await context.close();
  for (const [page, words] of [
    ["co-quan/", "Theo loại"],
    ["co-quan/a-z/", "Theo chữ cái"],
  ]) {
    const tabs = await open(page);
    assert.equal(await tabs.tab.locator(".ai-tabs [aria-current=page]").textContent(), words);
    await tabs.context.close();
  }
});

test("an address that is nearly right leads to the page that was meant, and to a search", async () => {
  const { tab, context } = await open("", { url: "about:blank" });
  const asked = material.address("co-quan/so-tu-phap-tinh-mau/");
  const page = await readFile(path.join(SITE, "404.html"), "utf8");
  await tab.route(asked, (route) => route.fulfill({ status: 404, contentType: "text/html", body: page }));
  await tab.goto(asked);
  const likely = tab.locator("[data-likely] a");
  await likely.first().waitFor();
  assert.equal(await likely.first().textContent(), "Sở Tư pháp");
  assert.ok(await tab.locator("main form[role=search] input").isVisible());
  await context.close();
});
