// The folder on a USB stick: opened as files, no server, no network.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { filterBy, follow } from "../waiting.mjs";
import { BUNDLE, stage } from "./stage.mjs";

const { open } = stage();
const file = (name) => pathToFileURL(path.join(BUNDLE, name)).href;

test("pages open with their styles and lead to each other", async () => {
  const { tab, context, complaints } = await open("", { url: file("index.html"), offline: true });
  await follow(tab.getByRole("link", { name: "Cơ quan", exact: true }).first(), file("co-quan/index.html"));
  await follow(tab.getByRole("link", { name: "Xã Mẫu Hòa" }).first(), file("co-quan/xa-mau-hoa/index.html"));
  await follow(tab.getByRole("link", { name: "Thông tin công khai" }).first(), file("co-quan/xa-mau-hoa/cong-khai.html"));
  assert.ok((await tab.locator("tr[id]").count()) > 40);
  const bar = await tab.evaluate(() => getComputedStyle(document.querySelector(".ai-header")).backgroundColor);
  assert.notEqual(bar, "rgba(0, 0, 0, 0)");
  await filterBy(tab.getByLabel("Lọc các mục trên trang này"), "quy che");
  assert.match(await tab.locator("[data-filter] [role=status]").textContent(), /^Đang hiện \d+ trên \d+ mục/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the search box of any page finds without a server", async () => {
  const { tab, context, complaints } = await open("", {
    url: file("co-quan/xa-mau-hoa/cong-khai.html"),
    offline: true,
  });
  await tab.locator(".ai-search input").fill("quy che cung cap thong tin xa mau hoa");
  await follow(tab.locator(".ai-search button"), /tim-kiem\/index\.html#q=/);
  const first = tab.locator("main ol a[href*='#']").first();
  await follow(first, /co-quan\/xa-mau-hoa\/[a-z-]*\.html#/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("nothing is asked of any server", async () => {
  const { tab, context } = await open("", { url: file("co-quan/xa-mau-hoa/index.html") });
  const asked = [];
  tab.on("request", (request) => asked.push(request.url()));
  await tab.reload({ waitUntil: "load" });
  assert.ok(asked.length > 3);
  assert.deepEqual(asked.filter((url) => !/^(?:file|data):/.test(url)), []);
  await context.close();
});

test("from a question to a saved form by clicks alone, without a server", async () => {
  const url = `${file("yeu-cau/index.html")}#q=${encodeURIComponent("Giá đất")}`;
  const { tab, context, complaints } = await open("", { url, offline: true });
  await follow(tab.locator("[data-choice=so-tu-phap]").first(), /phieu-01a(?:\/index)?\.html#/);
  await tab.locator("[data-receiver]").waitFor();
  const form = tab.locator("form[data-form]");
  assert.equal(await form.locator("[data-wanted]").inputValue(), "Giá đất");
  await follow(tab.getByRole("link", { name: "Các cách gửi khác" }), /so-tu-phap\/cach-yeu-cau\.html$/);
  await follow(tab.getByRole("link", { name: "Viết phiếu yêu cầu" }), /phieu-01a(?:\/index)?\.html#/);
  await tab.locator("[data-receiver]").waitFor();
  const save = form.getByRole("button", { name: "Lưu tệp Word" });
  await save.click();
  const waiting = tab.waitForEvent("download");
  await save.click();
  assert.equal((await waiting).suggestedFilename(), "phieu-01a-so-tu-phap.docx");
  assert.deepEqual(complaints, []);
  await context.close();
});
