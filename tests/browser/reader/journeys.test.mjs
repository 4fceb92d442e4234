// The ways that people go, from where they begin to the paper in their hands, in clicks.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { follow } from "../waiting.mjs";
import { fill, holdPrint } from "./request-form.mjs";
import { stage } from "./stage.mjs";

const { open } = stage();

/** Opens a page to go from; each `click` is counted, keys are not. */
async function begin(page) {
  const { tab, context, complaints } = await open(page);
  const way = { tab, clicks: 0 };
  way.click = async (place, url) => {
    way.clicks += 1;
    await (url ? follow(place, url) : place.click());
  };
  /** Types into the page's search and sends it off by the keyboard. */
  way.search = async (words) => {
    const box = tab.locator("main input[type=search]").first();
    await box.fill(words);
    await box.press("Enter");
    await tab.waitForURL(/tim-kiem\/#q=/, { waitUntil: "load" });
  };
  way.end = async () => {
    assert.deepEqual(complaints, []);
    await context.close();
  };
  return way;
}

test("from the front page over a search to the document: two clicks", async () => {
  const way = await begin("");
  await way.search("bảng giá đất");
  await way.click(way.tab.locator("ol.ai-results > li a").first(), /cong-khai\/#/);
  const row = way.tab.locator(":target");
  assert.match(await row.innerText(), /Bảng giá đất/);
  const link = row.locator("th a");
  const address = await link.evaluate(({ href }) => href);
  const isLocal = address.startsWith(new URL(way.tab.url()).origin);
  // The document may lie with the agency, on a host that does not exist.
  const leaving = isLocal ? way.tab.waitForEvent("download") : way.tab.waitForRequest(address);
  await way.click(link);
  await leaving;
  assert.ok(way.clicks <= 2, `${way.clicks} clicks`);
  await way.tab.context().close();
});

test("from a search without hits over the agency to the printed form: the words come along", async () => {
  const words = "kính hiển vi của ông Sáu";
  const way = await begin("");
  await way.search(words);
  await way.click(way.tab.locator("main a[href*='yeu-cau/#q=']:visible").first(), /yeu-cau\/$/);
  await way.click(way.tab.locator("[data-choice=so-tu-phap]:visible").first(), /phieu-01a\/#/);
  await way.tab.locator("[data-receiver]").waitFor();
  const asked = way.tab.getByLabel("Thông tin yêu cầu: tên văn bản").first();
  assert.equal(await asked.inputValue(), words);
  const form = await fill(way.tab, words);
  await holdPrint(way.tab);
  await way.click(form.getByRole("button", { name: "In phiếu" }));
  assert.equal(await way.tab.evaluate(() => window.prints), 1);
  await way.tab.emulateMedia({ media: "print" });
  assert.ok((await way.tab.locator("body").innerText()).includes(words), "the words are on paper");
  assert.ok(way.clicks <= 3, `${way.clicks} clicks`);
  await way.end();
});

test("from the overview over a duty to the letter to an agency that lacks it: two clicks", async () => {
  const way = await begin("giam-sat/");
  await way.click(way.tab.locator("main a[href*='nghia-vu/ob-04/']:visible").first(), /nghia-vu\/ob-04\//);
  const letter = way.tab.locator("main a[href$='van-ban/co-quan/xa-mau-lam.docx']:visible").first();
  const told = await letter.evaluate((link) => link.closest("tr, li").textContent);
  assert.match(told, /Xã Mẫu Lâm/);
  const waiting = way.tab.waitForEvent("download");
  await way.click(letter);
  const saved = await waiting;
  assert.equal(saved.suggestedFilename(), "xa-mau-lam.docx");
  assert.equal((await readFile(await saved.path())).toString("latin1", 0, 2), "PK");
  assert.ok(way.clicks <= 2, `${way.clicks} clicks`);
  await way.end();
});
