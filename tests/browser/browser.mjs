// What a person meets: on a phone or a wide screen, in light or dark, with or without scripts, by
// eye or by screen reader.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium as driver } from "playwright-core";

const WIDTHS = [320, 768, 1280];
const HEIGHT = 900;
const SCHEMES = ["light", "dark"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AT_ONCE = 2;
const FLAGS = [
  "--headless",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Whatever asks for another host must fail, not wait.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Runs every browser check on every page, two pages at a time. */
export async function checkInBrowser({ pages, origin, base, chromium, report }) {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const root = process.getuid?.() === 0;
  const browser = await driver.launch({
    executablePath: chromium,
    // Chromium refuses its sandbox to root, which is who runs in a container.
    args: root ? [...FLAGS, "--no-sandbox"] : FLAGS,
    chromiumSandbox: !root,
  });
  const queue = [...pages];
  const work = async () => {
    for (let page = queue.shift(); page; page = queue.shift()) {
      const url = origin + base + encodeURI(page.path).replace(/(^|\/)index\.html$/, "$1");
      await checkPage({ browser, page: page.path, url, origin, axe, report });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await browser.close();
  }
}

async function checkPage({ browser, page, url, origin, axe, report }) {
  let text = "";
  for (const scheme of SCHEMES) {
    const context = await browser.newContext({ colorScheme: scheme, locale: "vi-VN" });
    const tab = await context.newPage();
    const heard = listen(tab, origin);
    for (const width of WIDTHS) {
      // Loaded anew at each width: a resized page is caught in the middle of its transitions.
      await tab.setViewportSize({ width, height: HEIGHT });
      await tab.goto(url, { waitUntil: "load" });
      const where = `${width}px ${scheme === "light" ? "sáng" : "tối"}`;
      report({ page, where, faults: await tab.evaluate(sidewaysScroll) });
      report({ page, where, faults: await violations(tab, axe) });
      if (width === 320 && scheme === "light") {
        report({ page, where, faults: await lostTableRoles(context, tab) });
      }
    }
    text = await readableText(tab); // at the last width, which withoutScripts() takes too
    const foreign = await tab.evaluate(foreignAddresses);
    report({ page, where: "mạng", faults: [...new Set([...heard, ...foreign])] });
    await context.close();
  }
  report({ page, where: "không JavaScript", faults: await withoutScripts(browser, url, text) });
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
    if (response.status() >= 400) heard.push(`trả về ${response.status()}: ${response.url()}`);
  });
  tab.on("console", (message) => {
    if (message.type() === "error") heard.push(`lỗi trong bảng điều khiển: ${message.text()}`);
  });
  tab.on("pageerror", (error) => heard.push(`lỗi kịch bản: ${error.message}`));
  return heard;
}

async function violations(tab, axe) {
  // evaluate() is not bound by the page's content security policy, as a script tag would be.
  await tab.evaluate(axe);
  const found = await tab.evaluate(
    async (tags) => (await window.axe.run({ runOnly: { type: "tag", values: tags } })).violations,
    TAGS,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `axe:${id} ${node.target.flat().join(" > ")} (${help})`),
  );
}

/** Reads the accessibility tree: cards made of a table's rows must still be a table to a reader. */
async function lostTableRoles(context, tab) {
  const shown = await tab.evaluate(
    () =>
      [...document.querySelectorAll("table[data-list] tr")].filter((row) => row.checkVisibility())
        .length,
  );
  if (shown === 0) return [];
  const session = await context.newCDPSession(tab);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const count = (...roles) =>
    nodes.filter((node) => !node.ignored && roles.includes(node.role?.value)).length;
  const faults = [];
  if (count("table", "grid") === 0) faults.push("bảng mất vai trò table");
  if (count("columnheader") === 0) faults.push("bảng mất vai trò columnheader");
  if (count("cell", "gridcell") === 0) faults.push("bảng mất vai trò cell");
  if (count("row") < shown) faults.push(`bảng có ${shown} hàng nhưng chỉ còn ${count("row")} row`);
  return faults;
}

async function readableText(tab) {
  const text = await tab.evaluate(() => {
    const part = document.querySelector("main article") ?? document.querySelector("main");
    return (part ?? document.body).innerText;
  });
  return text.replace(/\s+/g, " ").trim();
}

/** A page must say without scripts what it says with them, but for a button's label or two. */
async function withoutScripts(browser, url, expected) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: "vi-VN",
    viewport: { width: WIDTHS.at(-1), height: HEIGHT },
  });
  const tab = await context.newPage();
  await tab.goto(url, { waitUntil: "load" });
  const text = await readableText(tab);
  const heading = await tab.locator("h1").first().isVisible();
  await context.close();
  const faults = [];
  if (!heading) faults.push("không thấy tiêu đề h1");
  if (text.length < 0.95 * expected.length) {
    faults.push(`chỉ còn ${text.length} trên ${expected.length} ký tự`);
  }
  return faults;
}

/* The two functions below run inside the page. */

function sidewaysScroll() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const widest = [...document.body.querySelectorAll("*")].find(
    (element) => element.getBoundingClientRect().right > clientWidth + 1,
  );
  const selector = widest ? `${widest.localName}.${[...widest.classList].join(".")}` : "?";
  return [`cuộn ngang: rộng ${scrollWidth} trên ${clientWidth}, từ ${selector}`];
}

/** Also what is only asked for later, or in silence: preconnect, prefetch, lazy images. */
function foreignAddresses() {
  const harmless = new Set(["canonical", "alternate", "license", "author", "me"]);
  return [...document.querySelectorAll("[src], link[href]")]
    .filter((element) => !harmless.has(element.getAttribute("rel")))
    .map((element) => new URL(element.getAttribute("src") ?? element.href, document.baseURI))
    .filter((address) => /^https?:$/.test(address.protocol) && address.host !== location.host)
    .map((address) => `nhắc tới máy chủ khác: ${address.href}`);
}
