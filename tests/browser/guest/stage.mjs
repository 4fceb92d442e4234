// What the tests of this folder share: the sites of `scripts/_guests.py`, served, and a browser with our probes in it.
//
//   GUESTS=DIR CHROMIUM=FILE node --test guest/*.test.mjs

import { after, before } from "node:test";
import path from "node:path";

import { readTools } from "../browser.mjs";
import { launch } from "../chromium.mjs";
import { findPages } from "../pages.mjs";
import { serve } from "../server.mjs";
import { PATIENCE } from "../waiting.mjs";
import { HOSTS } from "./kinds.mjs";

const NOTHING = { config: { lang: ["vi"], separator: "\\s+", pipeline: [] }, docs: [] };
export const GUESTS = path.resolve(process.env.GUESTS);

/** Serves every site around the tests of a file; `open` gives a tab of its own in one of them. */
export function stage(names = Object.keys(HOSTS)) {
  const held = { servers: {} };
  before(async () => {
    held.browser = await launch(process.env.CHROMIUM);
    held.tools = await readTools(["guest"]);
    for (const name of names) {
      const site = path.join(GUESTS, name);
      held.servers[name] = await serve(site, await findPages(site));
    }
  });
  after(async () => {
    await held.browser?.close();
    for (const server of Object.values(held.servers)) server.close();
  });

  const address = (host, page = "") => `${held.servers[host].origin}${held.servers[host].base}${page}`;

  /** A tab that has the probes in every page; `dark` as a reader has chosen it before, with the host's own switch;
   * without `searches` the host's search has nothing to find. */
  async function tabOf(host, { dark = false, searches = true, ...options } = {}) {
    const context = await held.browser.newContext({
      locale: "vi-VN",
      serviceWorkers: "block",
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    // The host's search reads its whole index anew on every page: who looks at boxes alone needs none.
    if (!searches) await context.route("**/search_index.json", (route) => route.fulfill({ json: NOTHING }));
    await context.addInitScript({ content: held.tools });
    if (dark && HOSTS[host] === HOSTS.material) await context.addInitScript(chooseDark, held.servers[host].base);
    const tab = await context.newPage();
    const complaints = [];
    tab.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    tab.on("pageerror", (error) => complaints.push(error.message));
    return { tab, context, complaints };
  }

  /** Opens a page and waits for its scripts and letters. */
  async function open(host, page, options) {
    const opened = await tabOf(host, options);
    await opened.tab.goto(address(host, page), { waitUntil: "load" });
    await opened.tab.evaluate(() => document.fonts.ready.then(() => probe.settle()));
    return opened;
  }

  return { address, open };
}

/** Runs in the page, before its scripts: what Material remembers of its palette. */
export function chooseDark(base) {
  const chosen = { index: 1, color: { media: "", scheme: "slate", primary: "teal", accent: "amber" } };
  localStorage.setItem(`${base}.__palette`, JSON.stringify(chosen));
}

/** At a width, when all has taken its place. */
export async function resize(tab, width, height = 900) {
  await tab.setViewportSize({ width, height });
  await tab.evaluate(() => probe.settle());
}
