// In another portal's page: readable whatever the host's styles, as tall as it says, links lead out.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";

import { eventually, follow } from "../waiting.mjs";
import { stage } from "./stage.mjs";

const { address, open, ready } = stage();
const FRAME = "co-quan/xa-mau-hoa/nhung/cong-khai/";
const HOSTILE = `* { color: red !important; display: block !important; font-size: 40px !important;
  float: right !important; box-sizing: border-box } table, tr, td { position: absolute !important }`;

const hosts = {
  // Only what may be pasted into an article.
  bare: (code) => `<p style="height: 900px">Bài viết</p>${code}<p style="height: 3000px">Bài khác</p>`,
  // The theme loads the script too.
  following: (code, script) => `${hosts.bare(code)}<iframe src="about:blank" title="khung khác"></iframe>${script}`,
  // Every rule of its style sheet is an attack.
  hostile: (code, script) => `<style>${HOSTILE}</style><div style="width: 400px">${code}</div>${script}`,
  // Refuses frames of others, by its header: the link must remain.
  refusing: (code) => code,
};

let host;
let code;
let links;
let script;
before(async () => {
  await ready;
  const { tab, context } = await open("co-quan/xa-mau-hoa/gan-vao-cong/");
  code = await tab.locator("[data-snippet=frame]").nth(1).innerText();
  links = await tab.locator("[data-snippet=links]").innerText();
  script = await tab.locator("[data-snippet=script]").innerText();
  await context.close();
  const real = (text) => text.replaceAll(/https:\/\/tiep-can-thong-tin\.mau\.example\//g, address(""));
  host = http.createServer((request, response) => {
    const page = hosts[request.url.slice(1)];
    const headers = { "content-type": "text/html; charset=utf-8" };
    if (page === hosts.refusing) headers["content-security-policy"] = "frame-src 'none'";
    // No script of its own, no style set by one: what a strict portal allows beside its own.
    if (page === hosts.following) headers["content-security-policy"] = `script-src ${new URL(address("")).origin}`;
    response.writeHead(200, headers);
    const body = page ? page(real(code), real(script)) : "";
    response.end(`<!doctype html><html lang="vi"><title>Cổng</title><link rel="icon" href="data:,"><body>${body}`);
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
});
after(() => host.close());

const hostPage = (name) => `http://127.0.0.1:${host.address().port}/${name}`;
const heightOf = (tab) => tab.locator("iframe").first().evaluate((frame) => frame.clientHeight);

/** Opens a host's page, of which the frame shows its page. */
async function openHost(name, options = {}) {
  const opened = await open("", { url: hostPage(name), ...options });
  const frame = opened.tab.frameLocator("iframe").first();
  await frame.locator("h1").waitFor();
  return { ...opened, frame };
}

/** Waits until the frame is as tall as what it shows, and shows all of its width. */
async function follows(tab, frame) {
  await eventually(async () => {
    const inside = await frame.locator("html").evaluate((page) => ({
      height: page.getBoundingClientRect().height,
      wide: page.scrollWidth - page.clientWidth,
      hidden: page.scrollHeight - page.clientHeight,
    }));
    assert.ok(inside.height > 300);
    assert.ok(Math.abs((await heightOf(tab)) - inside.height) <= 1, `${await heightOf(tab)} for ${inside.height}`);
    assert.deepEqual([inside.wide, inside.hidden], [0, 0]);
  });
}

test("the code is a plain link and a frame with a title, no script", () => {
  assert.match(code, /^<p><a href="https:[^"]*\/co-quan\/xa-mau-hoa\/cong-khai\/">/);
  assert.match(code, /<iframe [^>]*title="Thông tin công khai của Xã Mẫu Hòa"/);
  assert.doesNotMatch(code + links, /<script|style=/);
});

test("a host without the script shows a frame of a fixed height, all of which can be read", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { tab, frame, context } = await openHost("bare", { javaScriptEnabled });
    assert.equal(await heightOf(tab), 640);
    await tab.locator("iframe").evaluate((element) => element.scrollIntoView());
    const last = frame.getByRole("link", { name: "Trợ năng" });
    await last.evaluate((link) => link.scrollIntoView());
    const [{ y }, around] = [await last.boundingBox(), await tab.locator("iframe").boundingBox()];
    assert.ok(y > around.y && y < around.y + around.height);
    await context.close();
  }
});

test("a host's hostile styles do not reach the page, and the frame is as tall as the page", async () => {
  const { tab, frame, context, complaints } = await openHost("hostile");
  const look = await frame.locator("tr[id]").first().evaluate((row) => {
    const style = getComputedStyle(row);
    return { color: style.color, size: parseFloat(style.fontSize), position: style.position };
  });
  assert.notEqual(look.color, "rgb(255, 0, 0)");
  assert.ok(look.size < 30);
  assert.equal(look.position, "static");
  await follows(tab, frame);
  assert.deepEqual(complaints, []);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test("the height follows what opens and closes, another width, and pages opened in the frame", async () => {
  const { tab, frame, context, complaints } = await openHost("following", { viewport: { width: 1280, height: 800 } });
  await follows(tab, frame);
  const closed = await heightOf(tab);
  const summary = frame.locator("details.ai-facts > summary");
  await summary.click();
  await eventually(async () => assert.ok((await heightOf(tab)) > closed));
  await summary.click();
  await eventually(async () => assert.equal(await heightOf(tab), closed));
  await tab.setViewportSize({ width: 390, height: 800 });
  await eventually(async () => assert.ok((await heightOf(tab)) > closed));
  await follows(tab, frame);

  await frame.getByRole("link", { name: "Thống kê", exact: true }).click();
  await frame.locator("[data-page-kind=nhung-thong-ke]").waitFor();
  await follows(tab, frame);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("where a link in the frame leads, there the host's page goes; before one is followed it stays", async () => {
  const { tab, frame, context } = await openHost("following", { viewport: { width: 1280, height: 800 } });
  await follows(tab, frame);
  assert.equal(await tab.evaluate(() => scrollY), 0);
  const inView = (place) =>
    eventually(async () => {
      const { y } = await place.boundingBox();
      assert.ok(y > -40 && y < 440, `${y}`);
    });
  const report = frame.getByRole("link", { name: "Báo sai", exact: true });
  await report.evaluate((link) => link.scrollIntoView());
  await report.click();
  await frame.locator("[data-page-kind=nhung-dau-moi]").waitFor();
  await inView(frame.locator("#phan-anh"));
  await follows(tab, frame);

  await frame.getByRole("link", { name: "Thông tin công khai", exact: true }).click();
  await frame.locator("[data-page-kind=nhung-cong-khai]").waitFor();
  await follows(tab, frame);
  // The same place twice, the reader having gone elsewhere in between.
  for (let time = 0; time < 2; time += 1) {
    await tab.evaluate(() => scrollTo(0, 700));
    const link = frame.locator("main a[href^='#']").first();
    const place = frame.locator(await link.getAttribute("href"));
    await link.click();
    await inView(place);
  }
  await context.close();
});

test("a host whose script comes late asks, and is told", async () => {
  const { tab, frame, context } = await openHost("bare");
  await frame.locator("html").evaluate(() => document.readyState === "complete" || new Promise((done) => addEventListener("load", done)));
  await tab.addScriptTag({ url: address("assets/access-info/frame-height.js") });
  await follows(tab, frame);
  await context.close();
});

test("messages of others, and values that are no height, change nothing; a height has its bounds", async () => {
  const { tab, frame, context } = await openHost("following");
  await follows(tab, frame);
  // In sight a frame draws, and has said all that it says by itself.
  await tab.locator("iframe").first().evaluate((element) => element.scrollIntoView());
  await frame.locator("html").evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const say = (from, height, type = "access-info-height") =>
    from.evaluate((_, message) => parent.postMessage(message, "*"), { type, version: 1, height, place: "x", top: 0 });
  // A message that is heeded comes after those that are not: by then all have been heard.
  const heard = async (height, expected) => {
    await say(frame.locator("html"), height);
    await eventually(async () => assert.equal(await heightOf(tab), expected));
  };
  const other = tab.frameLocator("iframe[title='khung khác']").locator("html");
  const seen = [];
  await tab.exposeFunction("saw", (height) => void seen.push(height));
  await tab.locator("iframe").first().evaluate((element) =>
    new MutationObserver(() => window.saw(element.style.height)).observe(element, { attributes: true }));
  await say(other, 333);
  await say(tab.locator("html"), 444);
  await say(frame.locator("html"), 555, "other");
  for (const value of ["600", null, Number.NaN, Number.POSITIVE_INFINITY, { valueOf: 1 }]) {
    await say(frame.locator("html"), value);
  }
  await heard(1e9, 50000);
  assert.deepEqual([...new Set(seen)], ["50000px"]);
  await heard(-5, 200);
  await context.close();
});

test("a host that refuses frames still shows the link", async () => {
  const { tab, context } = await open("", { url: hostPage("refusing") });
  const link = tab.getByRole("link", { name: /Xã Mẫu Hòa: xem toàn trang/ });
  assert.ok(await link.isVisible());
  assert.ok(!tab.frames().some((frame) => frame.url().startsWith(address(""))));
  await follow(link, address("co-quan/xa-mau-hoa/cong-khai/"));
  await context.close();
});

test("links among such pages stay in the frame, others leave it, all lead somewhere", async () => {
  const { tab, context } = await open(FRAME);
  const links = await tab.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((link) => ({
      url: link.href.split("#")[0],
      top: link.target === "_top",
      place: link.getAttribute("href").startsWith("#"),
    })),
  );
  for (const { url, top, place } of links) {
    if (/^https?:/.test(url) && !url.startsWith(address(""))) assert.ok(top, url);
    if (!url.startsWith(address("")) || place) continue;
    assert.equal(top, !url.includes("/nhung/"), url);
    assert.ok((await context.request.get(url)).ok(), url);
  }
  assert.ok(links.some(({ url, top }) => !top && url.endsWith("/nhung/dau-moi/")));
  assert.ok(links.some(({ top }) => top));
  await context.close();
});

test("a frame shows no form that does nothing there, and leads to the one on the site", async () => {
  const { tab, context } = await open("co-quan/so-tu-phap/nhung/cach-yeu-cau/");
  assert.equal(await tab.locator("form, template, [data-due], [data-no-script]").count(), 0);
  const form = tab.getByRole("link", { name: "Viết phiếu yêu cầu" });
  assert.equal(await form.getAttribute("target"), "_top");
  assert.match(await form.evaluate((link) => link.href), /\/yeu-cau\/phieu-01a\/#co-quan=so-tu-phap$/);
  await context.close();
});

test("sections and rows carry hooks that a checker can count on", async () => {
  const { tab, context } = await open(FRAME);
  assert.equal(await tab.locator("[data-page-kind=nhung-cong-khai]").count(), 1);
  assert.ok((await tab.locator("[data-point]").count()) > 5);
  const full = await open("co-quan/xa-mau-hoa/cong-khai/");
  const ids = (page) => page.locator("[data-item]").evaluateAll((rows) => rows.map((row) => row.dataset.item));
  assert.deepEqual(await ids(tab), await ids(full.tab));
  await context.close();
});
