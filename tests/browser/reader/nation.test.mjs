// The search of the nation in a real browser: three members, whose own pages the results lead to.
//
//   PYTHON=FILE CHROMIUM=FILE … node --test reader/nation.test.mjs

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { until } from "../waiting.mjs";
import { ask, choose, results, settled, status } from "./search-page.mjs";
import { stage } from "./stage.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "nation-"));
execFileSync(process.env.PYTHON, [fileURLToPath(new URL("../../search/nation.py", import.meta.url)), folder]);
const { open, ready } = stage(folder);
after(() => rm(folder, { recursive: true }));

const province = (tab) => tab.locator("#loc-tinh");
const agency = (tab) => tab.locator("#loc-co-quan");
const filters = (tab) => tab.getByText("Lọc kết quả");

/** Waits until agencies are offered, and these. */
const offered = (tab, isSo) =>
  until(async () => isSo(await agency(tab).locator("option").evaluateAll((all) => all.map(({ value }) => value))), "agencies to choose from");

/** The facts under the results, and where these lead. */
const facts = (tab) => results(tab).locator(".ai-facts").allInnerTexts();
const links = (tab) => results(tab).locator("a").evaluateAll((all) => all.map(({ href }) => href));

test("every result says its province, and leads to the province's own page", async () => {
  await ready;
  const { tab, context, complaints } = await open("tim-kiem/");
  await ask(tab, "ke hoach");
  assert.match(await status(tab).textContent(), /^Có \d+ kết quả/);
  assert.ok((await facts(tab)).every((text) => / · Tỉnh Mẫu [123]/.test(text)), await facts(tab));
  const [first] = await links(tab);
  assert.match(first, /^https:\/\/tinh-0[123]\.mau\.example\/co-quan\/[a-z0-9-]+\/cong-khai\/#20\d\d-\d{3}$/);
  await context.route("https://*.mau.example/**", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Tỉnh" }));
  await results(tab).first().locator("a").click();
  await tab.waitForURL(first);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("an address asks for a province; its agencies are offered, and only its", async () => {
  await ready;
  const { tab, context, complaints } = await open("tim-kiem/?q=bao%20cao&tinh=902");
  await settled(tab);
  assert.equal(await province(tab).inputValue(), "902");
  assert.ok((await links(tab)).length > 0);
  assert.ok((await links(tab)).every((href) => href.startsWith("https://tinh-02.mau.example/")));
  await offered(tab, ({ length }) => length === 5);
  const [, second] = await agency(tab).locator("option").evaluateAll((all) => all.map(({ value }) => value));
  assert.match(second, /^902\//);
  await choose(tab, () => agency(tab).selectOption(second));
  const root = `https://tinh-02.mau.example/co-quan/${second.split("/")[1]}/`;
  assert.ok((await links(tab)).length > 0);
  assert.ok((await links(tab)).every((href) => href.startsWith(root)));
  await tab.waitForURL(/#tinh=902&co-quan=902%2F[a-z0-9-]+&q=bao\+cao$/);
  // Another province has other agencies.
  await choose(tab, () => province(tab).selectOption("903"));
  await offered(tab, ([, first]) => first?.startsWith("903/"));
  assert.equal(await agency(tab).inputValue(), "");
  assert.ok((await links(tab)).every((href) => href.startsWith("https://tinh-03.mau.example/")));
  await choose(tab, () => province(tab).selectOption(""));
  await agency(tab).waitFor({ state: "hidden" });
  assert.deepEqual(complaints, []);
  await context.close();
});

test("an agency in an address brings its province along", async () => {
  await ready;
  const { tab, context } = await open("tim-kiem/?q=ke%20hoach&tinh=901");
  await offered(tab, ({ length }) => length === 5);
  const value = await agency(tab).locator("option").nth(2).getAttribute("value");
  await context.close();
  const other = await open(`tim-kiem/?q=ke%20hoach&co-quan=${encodeURIComponent(value)}`);
  await settled(other.tab);
  assert.equal(await province(other.tab).inputValue(), "901");
  assert.equal(await agency(other.tab).inputValue(), value);
  await other.context.close();
});

test("no agency is fetched before a province is chosen, but those of results", async () => {
  await ready;
  const { tab, context } = await open("tim-kiem/");
  const { pieces } = JSON.parse(readFileSync(`${folder}/tim-kiem/du-lieu/muc-luc.js`, "utf8").slice(`accessInfoIndex("muc-luc",`.length, -3));
  const agencies = pieces.a.match(/.{12}/g).map((name) => `${name}.js`);
  const fetched = [];
  tab.on("request", (request) => fetched.push(path.basename(new URL(request.url()).pathname)));
  await filters(tab).click();
  await province(tab).waitFor();
  assert.deepEqual(fetched.filter((name) => agencies.includes(name)), []);
  assert.equal(await agency(tab).isVisible(), false);
  await province(tab).selectOption("903");
  await agency(tab).waitFor();
  assert.deepEqual(fetched.filter((name) => agencies.includes(name)).sort(), agencies.slice(2, 4).sort());
  await context.close();
});

test("a province that is named in words comes first", async () => {
  await ready;
  const { tab, context } = await open("tim-kiem/");
  await ask(tab, "kế hoạch tỉnh mẫu 3");
  assert.match((await links(tab))[0], /^https:\/\/tinh-03\.mau\.example\//);
  await context.close();
});

test("without scripts each province's own search is one step away", async () => {
  await ready;
  const { tab, context } = await open("tim-kiem/", { javaScriptEnabled: false });
  assert.match(await tab.locator("noscript, .ai-notice").first().innerText(), /trang tìm của từng tỉnh/);
  const ways = await tab.locator("#cach-khac + ul a").evaluateAll((all) => all.map(({ href }) => href));
  assert.deepEqual(ways, [1, 2, 3].map((number) => `https://tinh-0${number}.mau.example/tim-kiem/`));
  await context.close();
});
