// Tabs that tests hand on to one another: a new one costs five times what a page in it does.

import { PATIENCE } from "../waiting.mjs";

/** Events that tests listen to. */
const HEARD = ["console", "pageerror", "request", "response", "download"];
const VIEWPORT = { width: 1280, height: 720 };

/** Gives out tabs of a browser; `context.close()` takes one back, as clean as a new one.
 *
 * With `alone` it is a new one that nobody gets afterwards: for whoever changes the network, the clock
 * or the session.
 */
export function lender(browser) {
  const free = new Map();
  return async function lend({ alone = false, ...options } = {}) {
    const shareable = options.serviceWorkers === "block" && !options.offline && !alone;
    const key = JSON.stringify(options);
    const waiting = shareable && free.get(key)?.pop();
    if (waiting) return waiting;
    const context = await browser().newContext(options);
    context.setDefaultTimeout(PATIENCE);
    const lent = { context, tab: await context.newPage() };
    if (!shareable) return lent;
    const close = context.close.bind(context);
    context.close = async () => {
      const isClean = await clean(lent, options).then(() => true, () => false);
      if (!isClean) return close();
      free.set(key, [...(free.get(key) ?? []), lent]);
    };
    return lent;
  };
}

async function clean({ tab, context }, { colorScheme = "light", viewport = VIEWPORT }) {
  for (const event of HEARD) tab.removeAllListeners(event);
  await Promise.all(context.pages().filter((page) => page !== tab).map((page) => page.close()));
  if (/^(?:https?|file):/.test(tab.url())) {
    await tab.evaluate(() => {
      window.name = "";
      localStorage.clear();
      sessionStorage.clear();
    });
  }
  await context.clearCookies();
  await tab.goto("about:blank");
  await tab.emulateMedia({ media: null, colorScheme, forcedColors: null, reducedMotion: null, contrast: null });
  await tab.setViewportSize(viewport);
}
