// After a visit, without a network: what was seen is there and says when it was kept.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { after, test } from "node:test";

import { until } from "../waiting.mjs";
import { SITE, stage, unplug } from "./stage.mjs";

const { address, open } = stage(SITE, { serviceWorkers: "allow" });
const LIST = "co-quan/xa-mau-hoa/cong-khai/";

/** What stops each server, since a test that fails does not come to its end. */
const stops = [];
after(() => Promise.all(stops.map((stop) => stop())));

/** A server that lets browsers keep its pages for days without asking, as a bare nginx does.
 *
 * `answer` may answer an address otherwise.
 */
async function aging(answer = () => null) {
  const month = new Date(Date.now() - 30 * 864e5).toUTCString();
  const kinds = { ".css": "text/css", ".js": "text/javascript", ".html": "text/html; charset=utf-8" };
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(request.url.split("?")[0]).replace(/\/$/, "/index.html");
    const other = await answer(name, response);
    if (other === true) return;
    const text = other ?? (await readFile(path.join(SITE, name)).catch(() => null));
    const type = kinds[path.extname(name)] ?? "application/octet-stream";
    response.writeHead(text ? 200 : 404, { "content-type": type, "last-modified": month });
    response.end(text ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  stops.push(stop);
  return { server: `http://127.0.0.1:${server.address().port}/`, stop };
}

/** When the copy of an address was made that is kept in the browser; nothing where none is. */
const keptAt = (tab, url) => tab.evaluate(async (page) => (await caches.match(page))?.headers.get("x-kept"), url);

/** Waits until a copy is kept, another than one of before; gives when it was made. */
function isKept(tab, url, before) {
  const isNew = async () => {
    const now = await keptAt(tab, url);
    return now !== before && now;
  };
  return until(isNew, `a kept copy of ${url}`);
}

/** Opens a page of which there is a copy, and waits for the next. */
async function seeAgain(tab, url) {
  const before = await isKept(tab, url);
  await tab.goto(url, { waitUntil: "load" });
  await isKept(tab, url, before);
}

/** Waits until the worker answers for the page that is open. */
async function atWork(tab) {
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await until(() => tab.evaluate(() => Boolean(navigator.serviceWorker.controller)), "a worker at work");
}

/** A reader who saw pages once the worker was at work, and has copies of them. */
async function visited(...pages) {
  const made = await open(pages[0]);
  await atWork(made.tab);
  for (const page of pages) {
    await made.tab.goto(address(page), { waitUntil: "load" });
    await isKept(made.tab, address(page));
  }
  return made;
}

test("a page that was seen opens with its styles, and says that it is a kept copy", async () => {
  const { tab, context } = await visited(LIST);
  const rows = await tab.locator("tr[id]").count();
  await unplug(context);
  await tab.goto("about:blank");
  await tab.goto(`${address(LIST)}#2026-001`, { waitUntil: "load" });
  assert.equal(await tab.locator("tr[id]").count(), rows);
  const note = tab.locator("[data-kept]");
  assert.match(await note.innerText(), /bản đã lưu trên máy ngày \d\d\/\d\d\/20\d\d/);
  assert.ok(await note.isVisible());
  const styled = await tab.evaluate(() => getComputedStyle(document.querySelector(".ai-footer")).backgroundColor);
  assert.notEqual(styled, "rgba(0, 0, 0, 0)");
  await context.close();
});

test("one visit is enough: the page that was open before the worker is kept too", async () => {
  const { tab, context } = await open(LIST);
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await isKept(tab, address(LIST));
  await unplug(context);
  await tab.reload({ waitUntil: "load" });
  assert.ok((await tab.locator("tr[id]").count()) > 40);
  assert.ok(await tab.locator("[data-kept]").isVisible());
  await context.close();
});

test("what the browser itself has kept does not pass for the network's answer", async () => {
  const { server, stop } = await aging();
  const { tab, context } = await open("", { url: `${server}${LIST}` });
  await atWork(tab);
  await seeAgain(tab, `${server}${LIST}`);
  await stop();
  await tab.goto("about:blank");
  await tab.goto(`${server}${LIST}`, { waitUntil: "load" });
  assert.ok(await tab.locator("[data-kept]").isVisible());
  await context.close();
});

/** A reader of such a server, the worker at work, with a copy of the page. */
async function reader(server, page = LIST) {
  const made = await open("", { url: `${server}${page}` });
  await atWork(made.tab);
  await seeAgain(made.tab, `${server}${page}`);
  return made;
}

test("a kept copy tells the day it was built, though a later build's style sheet was seen", async () => {
  let day = "25/11/2026";
  const { server, stop } = await aging((name) =>
    name.endsWith("as-of.css") ? `:root { --ai-as-of: "${day}"; }\n[data-as-of]::before { content: attr(data-as-of) "${day}"; }` : null,
  );
  const { tab, context } = await reader(server);
  day = "25/12/2026";
  await tab.goto(`${server}co-quan/`, { waitUntil: "load" });
  await isKept(tab, `${server}co-quan/`);
  await stop();
  await tab.goto(`${server}${LIST}`, { waitUntil: "load" });
  const shown = await tab.locator(".ai-folded [data-as-of]").evaluate((mark) => getComputedStyle(mark, "::before").content);
  assert.match(shown, /data-built|đến ngày 25\/11\/2026/);
  assert.equal(await tab.locator(".ai-folded [data-as-of]").getAttribute("data-built"), "25/11/2026");
  await context.close();
});

test("where there is no room to keep anything, pages are read all the same", async () => {
  const { server } = await aging();
  const { tab, context } = await reader(server);
  const session = await context.newCDPSession(tab);
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.slice(0, -1), quotaSize: 1000 });
  await tab.goto(`${server}co-quan/so-tu-phap/quy-che/`, { waitUntil: "load" });
  assert.match(await tab.locator("h1").innerText(), /Quy chế/);
  await context.close();
});

test("what was taken down is no longer kept, and attachments never are", async () => {
  const gone = new Set();
  const { server } = await aging((name, response) => {
    if (!gone.has(name)) return null;
    response.writeHead(410, { "content-type": "text/html" }).end("<h1>Đã gỡ</h1>");
    return true;
  });
  const { tab, context } = await reader(server);
  gone.add(`/${LIST}index.html`);
  await tab.goto(`${server}${LIST}`, { waitUntil: "load" });
  await tab.goto(`${server}co-quan/`, { waitUntil: "load" });
  await until(async () => !(await keptAt(tab, `${server}${LIST}`)), "no copy of what was taken down");
  await context.close();
});

test("a server that never answers does not hide what was kept", async () => {
  let silent = false;
  const { server } = await aging((name) => (silent && name.endsWith(`${LIST}index.html`)) || null);
  const { tab, context } = await reader(server);
  silent = true;
  await tab.goto(`${server}${LIST}`, { waitUntil: "load" });
  assert.ok(await tab.locator("[data-kept]").isVisible());
  await context.close();
});

test("on an English page the words are English", async () => {
  const { tab, context } = await visited("en/yeu-cau/");
  await unplug(context);
  await tab.goto("about:blank");
  await tab.goto(address("en/yeu-cau/"), { waitUntil: "load" });
  assert.match(await tab.locator("[data-kept]").innerText(), /You are offline\. This copy was saved/);
  await tab.goto(address("en/tro-nang/"), { waitUntil: "load" });
  assert.equal(await tab.locator("html").getAttribute("lang"), "en");
  assert.doesNotMatch(await tab.locator("h1").innerText(), /Chưa/);
  await context.close();
});

test("with a network the page is the network's and says nothing of a copy", async () => {
  const { tab, context } = await visited(LIST);
  await tab.reload({ waitUntil: "load" });
  assert.equal(await tab.locator("[data-kept]").count(), 0);
  await context.close();
});

test("a page that was not seen says so, in Vietnamese", async () => {
  const { tab, context } = await visited(LIST);
  await unplug(context);
  await tab.goto(address("co-quan/so-tu-phap/quy-che/"), { waitUntil: "load" });
  assert.match(await tab.locator("h1").innerText(), /Chưa đọc được trang này/);
  assert.equal(await tab.getByRole("link", { name: "Trang đầu" }).getAttribute("href"), address(""));
  await context.close();
});

test("a page that was not seen names those that were, in the site's look", async () => {
  const { tab, context, complaints } = await visited(LIST, "en/yeu-cau/", "co-quan/xa-mau-hoa/nhung/cong-khai/");
  const names = [];
  for (const page of [LIST, "en/yeu-cau/"]) {
    await seeAgain(tab, address(page));
    names.push(await tab.title());
  }
  await unplug(context);
  const lost = address("co-quan/so-tu-phap/quy-che/");
  await tab.goto(lost, { waitUntil: "load" });
  const saved = tab.locator("[data-saved] a");
  assert.deepEqual(await saved.allInnerTexts(), names.toReversed());
  assert.equal(await saved.first().getAttribute("lang"), "en");
  assert.equal(await tab.getByRole("link", { name: "Thử mở lại trang này" }).getAttribute("href"), lost);
  const font = await tab.evaluate(() => getComputedStyle(document.body).fontFamily);
  assert.match(font, /system-ui/);
  assert.equal(await tab.locator("style, script, [style]").count(), 0);
  // The browser fetches a page's icon when it likes, past the worker.
  const serious = complaints.filter((one) => !one.includes("503") && !one.endsWith("/icon.svg"));
  assert.deepEqual(serious, []);
  await saved.last().click();
  await tab.locator("[data-kept]").waitFor();
  await context.close();
});

test("attachments and downloads are not kept", async () => {
  const { tab, context } = await visited(LIST);
  const kept = await tab.evaluate(async () => {
    await fetch("../tep/thu-chi-quy-2026.csv");
    await fetch("../tai-ve/cong-khai.csv");
    await new Promise((done) => setTimeout(done, 300));
    const found = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.push(request.url);
    }
    return found;
  });
  assert.ok(kept.some((url) => url.endsWith("/cong-khai/")), kept.join("\n"));
  assert.deepEqual(
    kept.filter((url) => /\/(?:tep|tai-ve)\//.test(url)),
    [],
  );
  await context.close();
});

test("files of the search are fetched once, and go when the contents no longer lead to them", async () => {
  const asked = [];
  let [contents, sheet] = [null, null];
  const { server } = await aging((name, response) => {
    if (name.endsWith("/as-of.css")) return sheet;
    if (name.includes("/tim-kiem/du-lieu/")) {
      asked.push(name.split("/").pop());
      // The browser itself keeps none of them.
      response.setHeader("cache-control", "no-store");
    }
    return name.endsWith("/muc-luc.js") ? contents : null;
  });
  const page = `${server}tim-kiem/?q=quy+che`;
  const { tab, context } = await reader(server, "tim-kiem/");
  const search = async () => {
    asked.length = 0;
    await tab.goto(page, { waitUntil: "load" });
    await tab.locator("ol.ai-results > li").first().waitFor();
  };
  const kept = () =>
    tab.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map(({ url }) => url).filter((url) => url.includes("/du-lieu/")).map((url) => url.split("/").pop());
    });
  await search();
  const before = [...new Set(asked)].sort();
  await until(async () => (await kept()).length === before.length, "all files of the search kept");
  await search();
  assert.deepEqual(asked, ["muc-luc.js"]);
  // A publication that took away what one of the files held.
  const now = await readFile(path.join(SITE, "tim-kiem/du-lieu/muc-luc.js"), "utf-8");
  const [gone, later] = before.filter((name) => now.includes(name.slice(0, 12)));
  contents = now.replaceAll(gone.slice(0, 12), "0".repeat(12));
  await tab.goto(page, { waitUntil: "load" });
  await until(async () => !(await kept()).includes(gone), "the file that nothing leads to is gone");
  assert.equal((await kept()).length, before.length - 1);
  // Nobody need search again for that.
  contents = contents.replaceAll(later.slice(0, 12), "0".repeat(12));
  const styles = await readFile(path.join(SITE, "assets/access-info/as-of.css"), "utf-8").catch(() => "");
  sheet = `${styles}:root { --ai-content: "khac-roi"; }`.replace(/(--ai-content: )"[\w-]+"/, '$1"khac-roi"');
  await tab.goto(`${server}co-quan/`, { waitUntil: "load" });
  await until(async () => !(await kept()).includes(later), "the other file is gone too");
  await context.close();
});
