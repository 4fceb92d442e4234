// What the tests of the search share, a province's and the nation's: its parts, and when it has answered.

import { PATIENCE } from "../waiting.mjs";

export const box = (tab) => tab.locator("#can-tim");
export const status = (tab) => tab.locator("[data-search] [role=status]");
export const results = (tab) => tab.locator("ol.ai-results > li");

/** Looks for words, and waits for the answer. */
export function ask(tab, words) {
  return choose(tab, async () => {
    await box(tab).fill(words);
    await box(tab).press("Enter");
  });
}

/** Does what begins a search, and waits for its end. */
export async function choose(tab, act) {
  // What the last words left there says nothing of these.
  await status(tab).evaluate((element) => {
    element.textContent = "…";
  });
  await act();
  // The page begins a moment later; by then it may have answered what was typed slowly, before it was sent off.
  await tab.evaluate(() => new Promise((done) => setTimeout(done)));
  await settled(tab);
}

/** Waits until the status tells what was found, or that nothing was. */
export function settled(tab) {
  const isTold = () => {
    const text = document.querySelector("[data-search] [role=status]")?.textContent;
    return text && !text.includes("…");
  };
  return tab.waitForFunction(isTold, null, { polling: 50, timeout: PATIENCE });
}

/** Waits until so many results are shown, and no fewer. */
export function shown(tab, least) {
  const isThere = (count) => document.querySelectorAll("ol.ai-results > li").length >= count;
  return tab.waitForFunction(isThere, least, { polling: 50, timeout: PATIENCE });
}
