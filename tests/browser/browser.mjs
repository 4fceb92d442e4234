// Real Chromium, and in it each page: with scripts as several readers meet it, then without.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { launch } from "./chromium.mjs";
import { HEIGHT, WIDE, visit } from "./visit.mjs";

const AT_ONCE = 2;
const PROBES = ["base", "layout", "structure", "media", "focus"];

/** Runs every browser check on every page, two pages at a time; tells the browser's version.
 *
 * A page of which nothing is heard for `patience`, in seconds, is a fault, and the others go on in
 * fresh tabs.
 */
export async function checkInBrowser({ pages, origin, base, chromium, patience, report }) {
  const browser = await launch(chromium);
  const tools = await readTools();
  // The longest first: at the end nobody waits for one.
  const queue = pages.toSorted((one, other) => other.size - one.size);
  const work = async () => {
    let reader = await openTabs(browser, { origin, tools });
    for (let page = queue.shift(); page; page = queue.shift()) {
      const url = origin + base + encodeURI(page.path).replace(/(^|\/)index\.html$/, "$1");
      let where = "lúc mở";
      const waiting = patient(patience);
      const tell = (outcome) => {
        waiting.more();
        where = `sau ${outcome.check}, ${outcome.where}`;
        report({ page: page.path, ...outcome });
      };
      const done = await waiting.until(checkPage({ ...reader, url, report: tell }));
      tell({ check: "time", where, faults: done ? [] : [`quá ${patience} giây`] });
      if (done) continue;
      await reader.close();
      reader = await openTabs(browser, { origin, tools });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return browser.version();
  } finally {
    await browser.close();
  }
}

/** Waits for some work, and says whether it came to its end: each sign of life gives it so many seconds. */
function patient(seconds) {
  let timer;
  let give;
  let ended = false;
  const late = new Promise((resolve) => (give = resolve));
  const more = () => {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(give, seconds * 1000, false);
  };
  more();
  const until = async (work) => {
    try {
      return await Promise.race([work.then(() => true), late]);
    } finally {
      ended = true;
      clearTimeout(timer);
    }
  };
  return { more, until };
}

/** Two tabs for many pages, with scripts and without: a new one costs more than most checks. */
async function openTabs(browser, { origin, tools }) {
  // A service worker would answer the second load from its own copies.
  const context = await browser.newContext({ locale: "vi-VN", serviceWorkers: "block" });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  // Put in so, they are not bound by the page's security policy, as a script tag would be.
  await tab.addInitScript({ content: tools });
  const viewport = { width: WIDE, height: HEIGHT };
  const bare = await browser.newPage({ javaScriptEnabled: false, locale: "vi-VN", viewport });
  const close = () => Promise.all([context.close(), bare.context().close()]);
  return { tab, session, bare, heard: listen(tab, origin), close };
}

/** axe and our own probes, as one text to run in each page, though not in what it frames. */
export async function readTools(further = []) {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  const probes = [...PROBES, ...further].map((name) => new URL(`in-page/${name}.js`, import.meta.url));
  const texts = await Promise.all([axe, ...probes].map((file) => readFile(file, "utf8")));
  return `if (self === top) {\n${texts.join("\n;\n")}\n}`;
}

async function checkPage({ tab, session, bare, heard, url, report }) {
  heard.length = 0;
  const text = await visit({ tab, session, url, readText: readableText, report });
  const foreign = await tab.evaluate(foreignAddresses);
  report({ check: "network", where: "mạng", faults: [...new Set([...heard, ...foreign])] });
  // What one page remembers must not change how the next one looks.
  await session.send("Storage.clearDataForOrigin", { origin: new URL(url).origin, storageTypes: "all" });
  const where = "không JavaScript";
  report({ check: "without-scripts", where, faults: await withoutScripts(bare, url, text) });
}

/** Collects what the page asks for and complains of while it is open. */
function listen(tab, origin) {
  const heard = [];
  tab.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(address)) {
      heard.push(`gọi sang máy chủ khác: ${address}`);
    }
  });
  tab.on("response", (response) => {
    const address = response.url().replace(origin, ""); // the port is another each time
    if (response.status() >= 400) heard.push(`trả về ${response.status()}: ${address}`);
  });
  tab.on("console", (message) => {
    if (message.type() === "error") heard.push(`lỗi trong bảng điều khiển: ${message.text()}`);
  });
  tab.on("pageerror", (error) => heard.push(`lỗi kịch bản: ${error.message}`));
  return heard;
}

async function readableText(tab) {
  const text = await tab.evaluate(() => {
    const part = document.querySelector("main article") ?? document.querySelector("main");
    let text = (part ?? document.body).innerText;
    // A tool that only works with scripts is no text to be read; its page says what to do without.
    for (const tool of document.querySelectorAll("[data-scripted], [data-due]")) {
      if (tool.innerText) text = text.replace(tool.innerText, "");
    }
    return text;
  });
  return text.replace(/\s+/g, " ").trim();
}

/** A page must say without scripts what it says with them, but for a button's label or two. */
async function withoutScripts(bare, url, expected) {
  await bare.goto(url, { waitUntil: "load" });
  const text = await readableText(bare);
  const heading = await bare.locator("h1").first().isVisible();
  const faults = [];
  if (!heading) faults.push("không thấy tiêu đề h1");
  if (text.length < 0.95 * expected.length) {
    faults.push(`chỉ còn ${text.length} trên ${expected.length} ký tự`);
  }
  return faults;
}

/** Runs inside the page. Also what is only asked for later, or in silence: preconnect, lazy images. */
function foreignAddresses() {
  const harmless = new Set(["canonical", "alternate", "license", "author", "me"]);
  return [...document.querySelectorAll("[src], link[href]")]
    .filter((element) => !harmless.has(element.getAttribute("rel")?.trim()))
    .map((element) => new URL(element.getAttribute("src") ?? element.href, document.baseURI))
    .filter((address) => /^https?:$/.test(address.protocol) && address.host !== location.host)
    .map((address) => `nhắc tới máy chủ khác: ${address.href}`);
}
