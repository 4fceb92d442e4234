// In another portal's page: readable whatever the host's styles, as tall as it says, links lead out.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";

import { eventually, follow } from "../waiting.mjs";
import { stage } from "./stage.mjs";

const { address, open, ready } = stage();
const FRAME = "co-quan/xa-mau-hoa/nhung/cong-khai/";
const HOSTILE = `* { color: red !important; display: block !important; font-size: 40px !important;
  float: right !important } table, tr, td { position: absolute !important }`;

const hosts = {
  // Listens and gives the frame its height; every rule of its style sheet is an attack.
  listening: (code) => `<style>${HOSTILE}</style><div style="width: 400px">${code}</div>
    <script>addEventListener("message", (event) => {
      for (const frame of document.querySelectorAll("iframe[data-access-info]")) {
        const said = event.source === frame.contentWindow && event.data;
        if (said && said.type === "access-info-height") frame.style.height = said.height + "px";
      }
    });</script>`,
  // Refuses frames of others, by its header: the link must remain.
  refusing: (code) => code,
};

let host;
let code;
before(async () => {
  await ready;
  const { tab, context } = await open("co-quan/xa-mau-hoa/gan-vao-cong/");
  code = await tab.locator("[data-snippet]").nth(1).innerText();
  await context.close();
  const real = code.replaceAll(/https:\/\/tiep-can-thong-tin\.mau\.example\//g, address(""));
  host = http.createServer((request, response) => {
    const page = hosts[request.url.slice(1)];
    const headers = { "content-type": "text/html; charset=utf-8" };
    if (page === hosts.refusing) headers["content-security-policy"] = "frame-src 'none'";
    response.writeHead(200, headers);
    response.end(`<!doctype html><html lang="vi"><title>Cổng</title><body>${page ? page(real) : ""}`);
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
});
after(() => host.close());

const hostPage = (name) => `http://127.0.0.1:${host.address().port}/${name}`;

test("the code is a frame with a title and a plain link, no script", () => {
  assert.match(code, /^<iframe [^>]*title="Thông tin công khai – Xã Mẫu Hòa"/);
  assert.match(code, /<a href="https:[^"]*\/co-quan\/xa-mau-hoa\/cong-khai\/">/);
  assert.doesNotMatch(code, /<script|style=/);
});

test("a host's hostile styles do not reach the page, and the host learns its height", async () => {
  const { tab, context, complaints } = await open("", { url: hostPage("listening") });
  const frame = tab.frameLocator("iframe");
  await frame.locator("h1").waitFor();
  const look = await frame.locator("tr[id]").first().evaluate((row) => {
    const style = getComputedStyle(row);
    return { color: style.color, size: parseFloat(style.fontSize), position: style.position };
  });
  assert.notEqual(look.color, "rgb(255, 0, 0)");
  assert.ok(look.size < 30);
  assert.equal(look.position, "static");
  await eventually(async () => {
    const box = await tab.locator("iframe").boundingBox();
    const inside = await frame.locator("html").evaluate((page) => ({
      height: page.scrollHeight,
      wide: page.scrollWidth - page.clientWidth,
    }));
    assert.ok(Math.abs(box.height - inside.height) < 12, `${box.height} for ${inside.height}`);
    assert.equal(inside.wide, 0);
  });
  assert.deepEqual(complaints, []);
  assert.deepEqual(await context.cookies(), []);
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
