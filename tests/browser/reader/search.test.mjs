// The search page in a real browser: over http, from a folder, on a slow phone, without scripts.
//
//   SITE=DIR BUNDLE=DIR PYTHON=FILE CHROMIUM=FILE node --test reader/search.test.mjs
//
// SITE is a built demo site, BUNDLE the folder that `access-info bundle` makes of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { eventually, follow, until } from "../waiting.mjs";
import { ask, box, choose, results, settled, shown, status } from "./search-page.mjs";
import { lend, stage, unplug } from "./stage.mjs";

const { address, ready } = stage();
const folder = pathToFileURL(path.join(process.env.BUNDLE, "tim-kiem", "index.html")).href;

let online;
before(async () => {
  await ready;
  online = address("tim-kiem/");
});

/** Opens the search page; what it complains of is kept. */
async function open(url, { scripts = true, ...options } = {}) {
  const { tab, context } = await lend({ javaScriptEnabled: scripts, serviceWorkers: "block", ...options });
  const faults = [];
  tab.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  tab.on("pageerror", (error) => faults.push(error.message));
  await tab.goto(url, { waitUntil: "load" });
  return { tab, faults, context };
}

for (const [where, url] of [
  ["over http", () => online],
  ["from a folder", () => folder],
]) {
  test(`${where}: words without accents find the item, and its link leads to it`, async () => {
    const { tab, faults, context } = await open(url());
    await ask(tab, "bang gia dat");
    assert.match(await status(tab).textContent(), /^Có \d+ kết quả/);
    const first = results(tab).first();
    assert.match(await first.innerText(), /^Bảng giá đất tỉnh Mẫu[^\n]*\n?.*43\/2025\/QĐ-UBND · 19\/12\/2025/);
    const href = await first.locator("a").evaluate((link) => link.href);
    const id = decodeURIComponent(new URL(href).hash.slice(1));
    await follow(first.locator("a"), href);
    assert.equal(await tab.locator(`[id="${id}"]`).count(), 1);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`${where}: a query, its filters and the address say the same`, async () => {
    const { tab, faults, context } = await open(`${url()}?q=quy+che&co-quan=so-tu-phap`);
    await settled(tab);
    assert.equal(await box(tab).inputValue(), "quy che");
    const count = Number((await status(tab).textContent()).match(/\d+/)[0]);
    assert.ok(count > 0);
    for (const text of await results(tab).allInnerTexts()) assert.match(text, /Sở Tư pháp/);
    await choose(tab, () => tab.getByLabel("Năm", { exact: true }).selectOption("2026"));
    await tab.waitForURL(/#.*nam=2026/);
    assert.ok(Number((await status(tab).textContent()).match(/\d+/)[0]) < count);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

/** Which result has the focus. */
const focused = (tab) =>
  tab.evaluate(() => [...document.querySelectorAll("ol.ai-results a")].indexOf(document.activeElement));

test("an old link is opened, and from then on the words stand behind “#”", async () => {
  const { tab, context } = await open(`${online}?q=quy+che`);
  await settled(tab);
  await tab.waitForURL(({ search, hash }) => search === "" && hash === "#q=quy+che");
  await tab.evaluate(() => {
    location.hash = "q=bang+gia+dat";
  });
  const first = results(tab).locator("a").first();
  await eventually(async () => assert.match(await first.textContent(), /^Bảng giá đất/));
  assert.equal(await box(tab).inputValue(), "bang gia dat");
  await context.close();
});

const heading = (tab, name) => tab.getByRole("heading", { name, exact: true });
const asking = (tab) => tab.locator("[data-ask]");

test("what answers stands under a heading of its own, and what it was looked for is told", async () => {
  const { tab, faults, context } = await open(`${online}#q=${encodeURIComponent("tiền rác hằng tháng")}`);
  await settled(tab);
  assert.match(await status(tab).textContent(), /^Có \d+ kết quả\. Tìm cả: giá dịch vụ thu gom rác thải sinh hoạt/);
  assert.ok(await heading(tab, "Kết quả").isVisible());
  assert.match(await results(tab).first().innerText(), /^Quyết định quy định giá dịch vụ thu gom rác/);
  // Who still does not see it is led on, below.
  assert.ok(await asking(tab).isVisible());
  assert.deepEqual(faults, []);
  await context.close();
});

test("where nothing answers, asking is the first thing, with the words, which no server is told", async () => {
  const requests = [];
  const { tab, context } = await open(online, { viewport: { width: 360, height: 740 } });
  tab.on("request", (request) => requests.push(request.url()));
  await ask(tab, "làm hộ chiếu nhanh");
  assert.ok(!(await heading(tab, "Kết quả").isVisible()));
  const { y } = await asking(tab).boundingBox();
  const lists = await tab.locator("ol.ai-results > li").all();
  for (const item of lists) assert.ok((await item.boundingBox()).y > y);
  assert.match(await asking(tab).innerText(), /^Không thấy\? Hỏi cơ quan – miễn phí, trả lời trong 12 ngày/);
  const link = new URL(await asking(tab).locator("a").evaluate((element) => element.href));
  assert.ok(link.pathname.endsWith("/yeu-cau/"));
  assert.equal(new URLSearchParams(link.hash.slice(1)).get("q"), "làm hộ chiếu nhanh");
  for (const url of requests) assert.doesNotMatch(decodeURI(url), /chiếu|nhanh|[?&]q=/);
  await context.close();
});

test("who asks before the script has come is answered once it has, and no server is told", async () => {
  const requests = [];
  const { tab, context } = await open("about:blank", { alone: true });
  let come;
  const coming = new Promise((done) => (come = done));
  await context.route("**/search.js*", (route) => coming.then(() => route.continue()));
  tab.on("request", (request) => requests.push(request.url()));
  await tab.goto(online, { waitUntil: "load" });
  await box(tab).fill("bảng giá đất");
  await box(tab).press("Enter");
  assert.equal(tab.url(), online);
  come();
  await results(tab).first().waitFor();
  await settled(tab);
  assert.match(await status(tab).textContent(), /^Có \d+ kết quả/);
  for (const url of requests) assert.doesNotMatch(decodeURI(url), /bảng|[?&]q=/);
  await context.close();
});

test("while one types at most five are offered, to the keyboard and to screen readers", async () => {
  const { tab, faults, context } = await open(online);
  await box(tab).pressSequentially("bang g", { delay: 30 });
  const offers = tab.locator("[role=listbox] [role=option]");
  await offers.first().waitFor();
  const count = await offers.count();
  assert.ok(count >= 1 && count <= 5);
  const input = tab.getByRole("combobox", { name: "Bạn cần tìm gì?" });
  assert.equal(await input.getAttribute("aria-expanded"), "true");
  await input.press("ArrowDown");
  const active = await input.getAttribute("aria-activedescendant");
  assert.equal(await tab.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
  const chosen = await tab.locator(`[id="${active}"]`).innerText();
  await input.press("Enter");
  assert.equal(await input.inputValue(), chosen);
  assert.equal(await offers.count(), 0);
  await settled(tab);
  await input.pressSequentially(" ");
  await input.press("Escape");
  assert.equal(await offers.count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("more results come on request, and the keyboard goes on at the first new one", async () => {
  const { tab, context } = await open(`${online}?q=nam+2026`);
  await settled(tab);
  assert.equal(await results(tab).count(), 10);
  await tab.getByRole("button", { name: "Xem thêm kết quả" }).press("Enter");
  await shown(tab, 20);
  assert.equal(await results(tab).count(), 20);
  assert.equal(await focused(tab), 10);
  await context.close();
});

test("who asks for more again before it has come is shown nothing twice", async () => {
  const { tab, context } = await open(`${online}?q=nam+2026`, { alone: true });
  await settled(tab);
  let come;
  const coming = new Promise((done) => (come = done));
  let asked = 0;
  await context.route(SHARDS, (route) => {
    asked += 1;
    return coming.then(() => route.continue());
  });
  const more = tab.getByRole("button", { name: "Xem thêm kết quả" });
  await more.press("Enter");
  await more.press("Enter");
  await until(() => asked, "a file of further results");
  come();
  await shown(tab, 20);
  await until(() => tab.evaluate(() => history.state?.shown >= 20), "a note of twenty results");
  const links = await results(tab).locator("a").evaluateAll((all) => all.map(({ href }) => href));
  assert.equal(new Set(links).size, links.length);
  await context.close();
});

test("whoever comes back finds as many results as were left", async () => {
  const { tab, context } = await open(`${online}?q=nam+2026`);
  await settled(tab);
  await tab.getByRole("button", { name: "Xem thêm kết quả" }).click();
  await until(() => tab.evaluate(() => history.state?.shown === 20), "a note of twenty results");
  await tab.goto(address("thoi-han/"));
  await tab.goBack();
  await settled(tab);
  assert.equal(await results(tab).count(), 20);
  await ask(tab, "năm 2025");
  assert.equal(await results(tab).count(), 10);
  await context.close();
});

test("a result says when it is out of force, and that a page is of no agency", async () => {
  const { tab, context } = await open(`${online}?q=${encodeURIComponent("quy chế làm việc ubnd tỉnh")}`);
  await settled(tab);
  const [first, second] = await results(tab).allInnerTexts();
  assert.doesNotMatch(first, /được thay thế/);
  assert.match(second, / · được thay thế$/);
  await ask(tab, "thời hạn trả lời");
  assert.match(await results(tab).first().innerText(), /Trang chung/);
  await tab.getByText("Lọc kết quả").click();
  await choose(tab, () => tab.getByLabel("Danh mục", { exact: true }).selectOption("trang-chung"));
  await tab.waitForURL(/#.*danh-muc=trang-chung/);
  for (const text of await results(tab).allInnerTexts()) assert.match(text, /Trang chung/);
  await context.close();
});

test("the search of every page leads here with its words", async () => {
  const { tab, context } = await open(address("co-quan/"));
  await tab.locator("form.ai-search input[name=q]").first().fill("khai sinh");
  await tab.locator("form.ai-search input[name=q]").first().press("Enter");
  await tab.waitForURL(/tim-kiem\/.*#q=khai\+sinh/, { waitUntil: "load" });
  await settled(tab);
  assert.equal(await box(tab).inputValue(), "khai sinh");
  await context.close();
});

test("nothing found is said so, and words of data are never taken for markup", async () => {
  const { tab, faults, context } = await open(online);
  await ask(tab, "<img src=x onerror=alert(1)> xzqw");
  assert.match(await status(tab).textContent(), /Không/);
  assert.equal(await tab.locator("ol.ai-results img").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

/** All files of the index but the contents, which lead to them. */
const SHARDS = /\/du-lieu\/[0-9a-f]{12}\.js$/;
const choices = (tab) => tab.locator("#loc-co-quan option").count();

test("when the index cannot be had it is said so, and the filters come with it later", async () => {
  const { tab, context } = await open("about:blank", { alone: true });
  await context.route("**/muc-luc.js*", (route) => route.abort());
  await tab.goto(`${online}?q=quy+che&co-quan=so-tu-phap`, { waitUntil: "load" });
  await settled(tab);
  assert.match(await status(tab).textContent(), /^Chưa tải được/);
  assert.equal(await choices(tab), 1);
  await context.unroute("**/muc-luc.js*");
  await ask(tab, "quy chế");
  assert.match(await status(tab).textContent(), /^Có \d+ kết quả/);
  assert.ok((await choices(tab)) > 10);
  assert.equal(await tab.locator("#loc-co-quan").inputValue(), "so-tu-phap");
  for (const text of await results(tab).allInnerTexts()) assert.match(text, /Sở Tư pháp/);
  await context.close();
});

test("results never stand under other words than theirs", async () => {
  const { tab, context } = await open(online, { alone: true });
  await ask(tab, "bảng giá đất");
  assert.ok((await results(tab).count()) > 0);
  await context.route(SHARDS, (route) => route.abort());
  await ask(tab, "quy chế");
  assert.match(await status(tab).textContent(), /^Chưa tải được/);
  assert.equal(await results(tab).count(), 0);
  await context.unroute(SHARDS);
  await ask(tab, "quy ước");
  assert.ok((await results(tab).count()) > 0);
  await unplug(context);
  await ask(tab, "sốt xuất huyết");
  assert.match(await status(tab).textContent(), /không có mạng/);
  assert.equal(await results(tab).count(), 0);
  await context.close();
});

test("a file that never comes is not waited for for ever", async () => {
  const { tab, context } = await open(online, { alone: true });
  let come;
  const asked = new Promise((done) => (come = done));
  await context.route(SHARDS, () => come());
  await tab.clock.install();
  await box(tab).fill("bảng giá đất");
  await box(tab).press("Enter");
  // Only what has begun is made to wait for long.
  await until(() => tab.evaluate(() => Boolean(window.accessInfoSearch)), "the search's script");
  await tab.clock.runFor(1000);
  await asked;
  assert.match(await status(tab).textContent(), /^Đang tìm/);
  await tab.clock.runFor(20000);
  await settled(tab);
  assert.match(await status(tab).textContent(), /^Chưa tải được/);
  await context.close();
});

test("English words find the English pages, and say what is in which language", async () => {
  const wanted = {
    "request information": "en/yeu-cau/",
    "open data": "du-lieu-mo/",
    deadline: "thoi-han/",
    "form 01a": "en/yeu-cau/phieu-01a/",
    accessibility: "en/tro-nang/",
  };
  const { tab, faults, context } = await open(address("en/tim-kiem/"));
  for (const [words, page] of Object.entries(wanted)) {
    await ask(tab, words);
    const first = results(tab).first().locator("a");
    assert.ok((await first.getAttribute("href")).endsWith(`/${page}`), words);
    assert.equal(await first.evaluate((link) => link.closest("[lang]").lang), "en", words);
  }
  await ask(tab, "sở tư pháp");
  const facts = results(tab).first().locator(".ai-facts > span");
  const said = await facts.evaluateAll((all) => all.map((one) => [one.closest("[lang]").lang, one.innerText]));
  assert.deepEqual(said.slice(0, 2), [["en", "Agencies"], ["vi", "Sở Tư pháp"]]);
  assert.deepEqual(faults, []);
  await context.close();
});

test("of a large site a part is read, and its agencies are offered when they are wanted", async () => {
  const index = await mkdtemp(path.join(os.tmpdir(), "large-"));
  const script = fileURLToPath(new URL("../../search/large.py", import.meta.url));
  execFileSync(process.env.PYTHON, [script, index]);
  const { tab, faults, context } = await open("about:blank", { alone: true });
  await context.route("**/tim-kiem/du-lieu/*.js*", (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    return route.fulfill({ path: path.join(index, name), contentType: "text/javascript" });
  });
  await tab.goto(online, { waitUntil: "load" });
  await ask(tab, "kế hoạch");
  assert.match(await status(tab).textContent(), /^Có \d+ kết quả hoặc nhiều hơn\.$/);
  assert.equal(await results(tab).count(), 10);
  assert.equal(await choices(tab), 1);
  // After the last one that was looked for, further ones are.
  await ask(tab, "kế hoạch 9 đất đai");
  const known = Number((await status(tab).textContent()).match(/\d+/)[0]);
  const more = tab.getByRole("button", { name: "Xem thêm kết quả" });
  for (let before = 10; before < known + 10; before += 10) {
    await more.press("Enter");
    await shown(tab, before < known ? Math.min(known, before + 10) : known + 1);
  }
  await settled(tab);
  assert.ok(Number((await status(tab).textContent()).match(/\d+/)[0]) > known);
  assert.equal(await focused(tab), known);
  await ask(tab, "kế hoạch");
  await tab.getByText("Lọc kết quả").click();
  await until(async () => (await choices(tab)) === 251, "every agency to choose from");
  await choose(tab, () => tab.getByLabel("Cơ quan", { exact: true }).selectOption("Xã Mẫu 77"));
  await tab.waitForURL(/#.*co-quan=xa-0077/);
  assert.equal(await status(tab).textContent(), "Có 80 kết quả.");
  await tab.goto(`${online}?q=dat+dai&co-quan=xa-0249`, { waitUntil: "load" });
  await settled(tab);
  assert.equal(await status(tab).textContent(), "Có 27 kết quả.");
  assert.equal(await tab.locator("#loc-co-quan").inputValue(), "xa-0249");
  assert.match(await results(tab).first().innerText(), /Xã Mẫu 249/);
  assert.deepEqual(faults, []);
  await context.close();
  await rm(index, { recursive: true });
});

const LATENCY = 400; // ms a round trip
const THROUGHPUT = 50; // bytes a ms: 400 kbit/s

test("on a slow link and phone the first result is there in time", async () => {
  const { tab, context } = await open("about:blank", { alone: true });
  const session = await context.newCDPSession(tab);
  await session.send("Network.enable");
  await session.send("Performance.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LATENCY,
    downloadThroughput: 1000 * THROUGHPUT,
    uploadThroughput: 1000 * THROUGHPUT,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  // How many fetches wait for one another, which no busy machine changes; a clock's time would.
  const rounds = new Map();
  let arrived = 2; // The page itself, then what it names.
  let bytes = 0;
  session.on("Network.requestWillBeSent", ({ requestId, type, initiator }) => {
    const ofScript = initiator.type === "script";
    rounds.set(requestId, type === "Document" ? 1 : ofScript ? arrived + 1 : 2);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    arrived = Math.max(arrived, rounds.get(requestId));
    bytes += encodedDataLength;
  });
  await tab.goto(`${online}?q=thu+tuc+hanh+chinh`, { waitUntil: "commit" });
  await results(tab).first().waitFor();
  const wait = Math.max(...rounds.values()) * LATENCY + bytes / THROUGHPUT;
  await settled(tab);
  const { metrics } = await session.send("Performance.getMetrics");
  const work = 1000 * metrics.find(({ name }) => name === "ScriptDuration").value;
  console.log(`# ${Math.round(wait)} ms mạng tới kết quả đầu, ${bytes} byte, ${Math.round(work)} ms làm việc`);
  assert.ok(bytes > 10_000);
  assert.ok(wait < 4000, `${wait} ms`);
  assert.ok(bytes < 100_000, `${bytes} byte`);
  await context.close();
});

test("pages about all agencies and points of the law are found too", async () => {
  const wanted = {
    "phieu 01a": "yeu-cau/phieu-01a/",
    "điểm a khoản 1 điều 17": "phap-luat/luat-01-2026/diem-a/",
    "hoi thong tin": "yeu-cau/",
    "tro nang": "tro-nang/",
    "thoi han tra loi": "thoi-han/",
    "du lieu mo": "du-lieu-mo/",
    "luat tiep can thong tin": "phap-luat/",
  };
  for (const [words, page] of Object.entries(wanted)) {
    const { tab, faults, context } = await open(`${online}?q=${encodeURIComponent(words)}`);
    await settled(tab);
    const links = await results(tab).locator("a").evaluateAll((found) => found.slice(0, 3).map(({ href }) => href));
    assert.ok(links.some((link) => link.includes(`/${page}`)), `${words}: ${links}`);
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test("at 320 px nothing scrolls sideways", async () => {
  const { tab, context } = await open(`${online}?q=nam+2026&loai=so`, {
    viewport: { width: 320, height: 800 },
  });
  await settled(tab);
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= 320));
  await context.close();
});

test("without scripts the page says so and leads on", async () => {
  const { tab, context } = await open(online, { scripts: false });
  assert.ok(await tab.locator("noscript p").isVisible());
  for (const link of await tab.locator("h2#cach-khac + ul a").all()) {
    const response = await context.request.get(await link.evaluate((element) => element.href));
    assert.equal(response.status(), 200);
  }
  await context.close();
});

test("the box of the request page shows the first matches of the same search", async () => {
  const { tab, faults, context } = await open(address("yeu-cau/"));
  const mini = tab.locator("[data-search-mini]");
  const own = 'script[src$="assets/access-info/search.js"]';
  assert.equal(await tab.locator(own).count(), 0);
  await mini.locator("input[type=search]").fill("bang gia dat");
  const first = mini.locator("ol > li").first();
  await first.waitFor();
  assert.match(await first.innerText(), /^Bảng giá đất tỉnh Mẫu/);
  assert.ok((await mini.locator("ol > li").count()) <= 5);
  assert.equal(await tab.locator(own).count(), 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the box of the request page tells when its search cannot be fetched, and tries again", async () => {
  const { tab, context } = await open(address("yeu-cau/"), { alone: true });
  const mini = tab.locator("[data-search-mini]");
  const input = mini.locator("input[type=search]");
  await tab.route("**/search.js", (route) => route.abort());
  await input.fill("bang gia dat");
  const told = mini.locator("[role=status]");
  await until(() => told.textContent(), "why nothing is found");
  assert.equal(await told.innerText(), await mini.getAttribute("data-failed"));
  await tab.unroute("**/search.js");
  await input.blur();
  await input.focus();
  await mini.locator("ol > li").first().waitFor();
  await context.close();
});
