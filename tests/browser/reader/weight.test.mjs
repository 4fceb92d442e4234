// Bytes on the wire, compressed: what a phone on a slow link must wait for.

import assert from "node:assert/strict";
import { test } from "node:test";

import { findPages } from "../pages.mjs";
import { atRest } from "../waiting.mjs";
import { HUNDRED, THEME, stage } from "./stage.mjs";

const ours = stage();
const hundred = stage(HUNDRED);
const theme = stage(THEME);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const AT_ONCE = 3;
const FIRST = 30_000;
const LATER = 8_000;
// What the law of 2026 gives, whole: on the page that tells how to ask, and clause by clause on its own.
const LEGAL = { "cach-yeu-cau/": 9_000, "luat-01-2026/": 12_500 };
const mostOf = (page) => Object.entries(LEGAL).find(([name]) => page.endsWith(name))?.[1] ?? LATER;
const LIST = 16_400;
const AGENCY = "co-quan/xa-mau-hoa/";
const PAGES = ["", "co-dieu-kien/", "quy-che/", "dau-moi/", "cach-yeu-cau/", "thong-ke/", "dinh-chinh/"];
const LISTS = ["cong-khai/"];
/** Pages about all agencies, hand-written ones among them, and the longest of an agency's. */
const FURTHER = [
  ...["", "404.html", "yeu-cau/", "tim-kiem/", "thoi-han/", "co-quan/", "phap-luat/luat-01-2026/"],
  ...["tro-nang/", "bien-tap/", "huong-dan/len-mang/", "en/", "en/yeu-cau/", "en/tim-kiem/"],
  ...["co-quan/van-phong-ubnd-tinh/cach-yeu-cau/", "co-quan/van-phong-ubnd-tinh/en/cach-yeu-cau/"],
];
const ERRORS = ["bien-tap/loi/", "bien-tap/loi-tt1/", "bien-tap/loi-tt6/"];

/** Bytes that came over the wire for a page in a browser that has seen nothing, by kind of file. */
async function weigh({ address, open }, page) {
  const { tab, context } = await open("", { url: "about:blank", alone: true });
  const session = await context.newCDPSession(tab);
  await session.send("Network.enable");
  const kinds = new Map();
  // A font of ours is fetched for Khmer text alone, after it can be read; "Other" is the site's sign.
  const counted = ["Document", "Stylesheet", "Script", "Image", "Other"];
  const bytes = { Document: 0, all: 0 };
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    if (counted.includes(kind)) bytes.all += encodedDataLength;
  });
  await tab.goto(address(page), { waitUntil: "load" });
  await atRest(tab);
  await context.close();
  return bytes;
}

/** Weighs pages, some at once: most of the time one waits for the network to come to rest. */
async function* weighed(site, pages) {
  for (let start = 0; start < pages.length; start += AT_ONCE) {
    const group = pages.slice(start, start + AT_ONCE);
    const all = await Promise.all(group.map((page) => weigh(site, page)));
    for (const [number, page] of group.entries()) yield { page, bytes: all[number] };
  }
}

test("every page of an agency is light, the first time and later", async () => {
  console.log("trang | HTML | lần đầu, cả kiểu dáng và kịch bản");
  const ordinary = (await findPages(THEME)).map(({ path }) => path.replace(/index\.html$/, ""));
  const usual = new Map();
  const alike = ordinary.filter((name) => /(?:cong-khai|quy-che|dau-moi)\/$/.test(name)).slice(0, 3);
  for await (const { page, bytes } of weighed(theme, alike)) {
    usual.set(page.split("/").at(-2), bytes);
    console.log(`MkDocs + Material, Markdown: ${page} | ${kB(bytes.Document)} | ${kB(bytes.all)}`);
  }
  assert.equal(usual.size, 3);
  const faults = [];
  for await (const { page: whole, bytes } of weighed(ours, [...PAGES, ...LISTS].map((page) => AGENCY + page))) {
    const page = whole.slice(AGENCY.length);
    console.log(`${whole} | ${kB(bytes.Document)} | ${kB(bytes.all)}`);
    const most = LISTS.includes(page) ? LIST : mostOf(page);
    if (bytes.all > FIRST) faults.push(`${page}: ${bytes.all} bytes the first time`);
    if (bytes.Document > most) faults.push(`${page}: ${bytes.Document} bytes of HTML`);
    const other = usual.get(page.replace("/", ""));
    if (other && bytes.all >= other.all / 2) faults.push(`${page}: not half of the theme's`);
  }
  assert.deepEqual(faults, []);
});

test("pages about all agencies are as light, whatever made them", async () => {
  // Errors, for those who edit, are many: light all the same the first time, but their text alone is
  // more than a later page may weigh.
  const faults = [];
  for await (const { page, bytes } of weighed(ours, [...FURTHER, ...ERRORS])) {
    console.log(`/${page} | ${kB(bytes.Document)} | ${kB(bytes.all)}`);
    if (bytes.all > FIRST) faults.push(`${page}: ${bytes.all} bytes the first time`);
    if (FURTHER.includes(page) && bytes.Document > mostOf(page)) faults.push(`${page}: ${bytes.Document} bytes of HTML`);
  }
  assert.deepEqual(faults, []);
});

test("a list of a hundred items with titles that people wrote is light", async () => {
  const faults = [];
  const lists = ["xa-mau-hoa", "xa-vinh-bao"].map((agency) => `co-quan/${agency}/cong-khai/`);
  for await (const { page, bytes } of weighed(hundred, lists)) {
    console.log(`trăm mục: ${page} | ${kB(bytes.Document)} | ${kB(bytes.all)}`);
    if (bytes.Document > LIST) faults.push(`${page}: ${bytes.Document} bytes of HTML`);
    if (bytes.all > FIRST) faults.push(`${page}: ${bytes.all} bytes the first time`);
  }
  assert.deepEqual(faults, []);
});
