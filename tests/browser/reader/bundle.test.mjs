// The folder on a USB stick: opened as files, no server, no network.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { BUNDLE, stage } from "./stage.mjs";

const { open } = stage();
const file = (name) => pathToFileURL(path.join(BUNDLE, name)).href;

test("pages open with their styles and lead to each other", async () => {
  const { tab, context, complaints } = await open("", { url: file("index.html"), offline: true });
  await tab.getByRole("link", { name: "Cơ quan", exact: true }).first().click();
  await tab.getByRole("link", { name: "Xã Mẫu Hòa" }).first().click();
  await tab.getByRole("link", { name: "Thông tin công khai" }).first().click();
  assert.ok((await tab.locator("tr[id]").count()) > 40);
  const bar = await tab.evaluate(() => getComputedStyle(document.querySelector(".ai-header")).backgroundColor);
  assert.notEqual(bar, "rgba(0, 0, 0, 0)");
  await tab.getByLabel("Lọc các mục trên trang này").fill("quy che");
  await tab.waitForFunction(() => document.querySelector("[data-filter] [role=status]").textContent);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the search box of any page finds without a server", async () => {
  const { tab, context, complaints } = await open("", {
    url: file("co-quan/xa-mau-hoa/cong-khai.html"),
    offline: true,
  });
  await tab.locator(".ai-search input").fill("quy che cung cap thong tin xa mau hoa");
  await tab.locator(".ai-search button").click();
  const first = tab.locator("main ol a[href*='#']").first();
  await first.waitFor();
  await first.click();
  await tab.waitForURL(/co-quan\/xa-mau-hoa\/[a-z-]*\.html/);
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
  await tab.locator("[data-choice=so-tu-phap]").first().click();
  await tab.locator("[data-receiver]").waitFor();
  const form = tab.locator("form[data-form]");
  assert.equal(await form.locator("[data-wanted]").inputValue(), "Giá đất");
  await tab.getByRole("link", { name: "Các cách gửi khác" }).click();
  await tab.waitForURL(/so-tu-phap\/cach-yeu-cau\.html$/);
  await tab.getByRole("link", { name: "Viết phiếu yêu cầu" }).click();
  await tab.locator("[data-receiver]").waitFor();
  const save = form.getByRole("button", { name: "Lưu tệp Word" });
  await save.click();
  const waiting = tab.waitForEvent("download");
  await save.click();
  assert.equal((await waiting).suggestedFilename(), "phieu-01a-so-tu-phap.docx");
  assert.deepEqual(complaints, []);
  await context.close();
});
