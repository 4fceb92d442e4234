// What the tests of this folder share: the built site served as it will be, and a browser.
//
//   SITE=DIR PLAIN=DIR BUNDLE=DIR HUNDRED=DIR THEME=DIR PYTHON=FILE CHROMIUM=FILE node --test reader/*.test.mjs
//
// SITE is the demo province with its theme, BUNDLE the folder that `access-info bundle` makes of it,
// HUNDRED two agencies with lists of a hundred items, THEME the same as ordinary Markdown pages in the
// same theme. PYTHON runs the project's own commands.

import { after, before } from "node:test";
import path from "node:path";

import { launch } from "../chromium.mjs";
import { findPages } from "../pages.mjs";
import { serve } from "../server.mjs";
import { until } from "../waiting.mjs";
import { lender } from "./tabs.mjs";

export const SITE = path.resolve(process.env.SITE);
export const BUNDLE = path.resolve(process.env.BUNDLE);
export const HUNDRED = path.resolve(process.env.HUNDRED);
export const PLAIN = path.resolve(process.env.PLAIN);
export const THEME = path.resolve(process.env.THEME);

/** The browser of a file, shared by its stages. */
const shared = { users: 0, started: null, browser: null };
export const lend = lender(() => shared.browser);

/** Serves a site and starts a browser around the tests of a file.
 *
 * Workers only where a test is about what they keep: each would first fetch all that it keeps.
 */
export function stage(site = SITE, { serviceWorkers = "block" } = {}) {
  const held = {};
  let tell;
  const ready = new Promise((done) => (tell = done));
  before(async () => {
    held.server = await serve(site, await findPages(site));
    shared.users += 1;
    shared.started ??= launch(process.env.CHROMIUM);
    shared.browser = await shared.started;
    tell();
  });
  after(async () => {
    shared.users -= 1;
    if (!shared.users) await shared.browser.close();
    held.server.close();
  });

  const address = (page) => `${held.server.origin}${held.server.base}${page}`;

  /** Opens a page in a context that nobody else has meanwhile; what it complains of is kept. */
  async function open(page, { url = address(page), ...options } = {}) {
    const { tab, context } = await lend({ locale: "vi-VN", serviceWorkers, ...options });
    const complaints = [];
    tab.on("console", (said) => said.type() === "error" && complaints.push(`${said.text()} ${said.location().url}`));
    tab.on("pageerror", (error) => complaints.push(error.message));
    await tab.goto(url, { waitUntil: "load" });
    return { tab, context, complaints };
  }

  /** Looks at pages one after the other, in one context of its own. */
  async function through(pages, look, options = {}) {
    const { tab, context } = await open("", { url: "about:blank", ...options });
    for (const page of pages) {
      await tab.goto(address(page), { waitUntil: "load" });
      await look(tab, page);
    }
    await context.close();
  }
  return { address, open, ready, through };
}

/** Takes the network away, from the service worker too, which hears of it a moment later. */
export async function unplug(context) {
  await context.setOffline(true);
  for (const worker of context.serviceWorkers()) {
    const answers = () => worker.evaluate(() => fetch("./sw.js", { cache: "no-store" }).then(() => true, () => false));
    await until(async () => !(await answers()), "a worker without a network");
  }
}
