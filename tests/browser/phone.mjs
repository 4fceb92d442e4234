// What pages of a site cost on an old phone behind a slow link, for `scripts/benchmark/phone.py`: reads what to
// load as JSON, writes what it cost. WATERFALL=1 tells of each request when it began and ended, in ms.
//
//   node phone.mjs SITE < {"pages": {kind: address}, "search": address, "queries": [], "rounds", "key", "cert"}

import path from "node:path";
import { text } from "node:stream/consumers";

import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, serviceWorkers: "block", ignoreHTTPSErrors: true };
const BYTES_A_SECOND = 400_000 / 8;
const LINK = { offline: false, latency: 400, downloadThroughput: BYTES_A_SECOND, uploadThroughput: BYTES_A_SECOND };
const SLOWED = 4;
const PATIENCE = { timeout: 60_000 };

/** Within the page, from its beginning: notes what moves, paints and blocks, and when the search answers. */
function watch() {
  const seen = { cls: 0, fcp_ms: 0, lcp_ms: 0, blocking_ms: 0, first_result_ms: 0, moved: [] };
  window.seen = seen;
  const on = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  on("layout-shift", ({ value, sources }) => {
    seen.cls += value;
    seen.moved.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 80)));
  });
  on("paint", ({ startTime }) => (seen.fcp_ms = startTime));
  on("largest-contentful-paint", ({ startTime }) => (seen.lcp_ms = startTime));
  on("longtask", ({ duration }) => (seen.blocking_ms += duration - 50));
  const look = () => {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    const { loading, failed, offline } = search.dataset;
    const told = search.querySelector(":scope > [role=status]")?.textContent;
    seen.failed = [failed, offline].includes(told);
    seen.ended = told && told !== loading;
    if (seen.ended || search.querySelector("ol > li")) seen.first_result_ms ||= performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Loads an address as one who was never here; a search until it has told all that it found. */
export async function load(browser, url) {
  const context = await browser.newContext(PHONE);
  const tab = await context.newPage();
  await tab.addInitScript(watch);
  const session = await context.newCDPSession(tab);
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request, timestamp }) =>
    requests.set(requestId, { name: path.basename(request.url), from: timestamp }),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength: bytes, timestamp: to }) =>
    Object.assign(requests.get(requestId), { bytes, to }),
  );
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINK);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  await tab.goto(url, { waitUntil: "load", ...PATIENCE });
  if (url.includes("?q=")) await tab.waitForFunction(() => seen.ended, null, PATIENCE);
  await tab.waitForLoadState("networkidle");
  const seen = await tab.evaluate(() => seen);
  await context.close();
  if (seen.failed) throw new Error(`${url}: tìm không được`);
  const all = [...requests.values()];
  if (process.env.WATERFALL) {
    console.error(url, seen);
    const since = (time) => Math.round((time - all[0].from) * 1000);
    for (const { name, from, to, bytes } of all) console.error(`${since(from)} → ${since(to)} ${bytes} ${name}`);
  }
  return { ...seen, requests: all.length, kb: all.reduce((sum, { bytes = 0 }) => sum + bytes, 0) / 1000 };
}

async function main() {
  const { pages, search, queries, rounds, ...secure } = JSON.parse(await text(process.stdin));
  const browser = await launch(process.env.CHROMIUM);
  const figures = {};
  for (const [protocol, further] of Object.entries({ http1: {}, http2: { secure } })) {
    const server = await serve(path.resolve(process.argv[2]), [], { keep: 600, ...further });
    const found = { pages: {}, searches: [] };
    for (const [kind, address] of Object.entries(pages)) {
      found.pages[kind] = [];
      for (let round = 0; round < rounds; round += 1) {
        found.pages[kind].push(await load(browser, `${server.origin}/${address}`));
      }
    }
    for (const query of queries) {
      found.searches.push(await load(browser, `${server.origin}/${search}?q=${encodeURIComponent(query)}`));
    }
    figures[protocol] = found;
    server.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(figures));
}

if (process.argv[1] === import.meta.filename) await main();
