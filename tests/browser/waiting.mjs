// Waiting for the thing itself, however slow the machine: never for a time that is long enough on a quick one.

/** How long anything that must come may take, in milliseconds; who waits for what is there waits for nothing. */
export const PATIENCE = 60_000;

/** Calls again and again until what comes is true, and gives it.
 *
 * Unlike `waitForFunction` it waits for promises, of which each is true by itself, and needs no frame drawn.
 */
export async function until(ask, told = ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came: ${told}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Checks again and again until nothing is thrown; what was thrown last is told. */
export async function eventually(check, patience = PATIENCE) {
  let thrown;
  const passes = () => check().then(() => true, (error) => void (thrown = error));
  await until(passes, check, patience).catch(() => {
    throw thrown;
  });
}

/** Clicks what leads to another page, and waits until that is there whole, its scripts at work. */
export async function follow(link, url) {
  await link.click();
  await link.page().waitForURL(url, { waitUntil: "load" });
}

/** Types into the filter of a list and waits until it has filtered: what it said before is taken away first. */
export async function filterBy(input, words) {
  const said = (element, before) => {
    const status = element.closest("[data-filter], [data-filter-agencies]").querySelector("[role=status]");
    if (before) status.textContent = before;
    return status.textContent;
  };
  await input.evaluate(said, "…");
  await input.fill(words);
  await until(async () => (await input.evaluate(said)) !== "…", `the list filtered by “${words}”`);
}

/** Waits until a page that is loaded has come to rest: with nothing else to do it asks for nothing more.
 *
 * That no request was under way for a while says less: a busy machine may have been at work on the last one's script.
 */
export async function atRest(tab) {
  await tab.waitForLoadState("networkidle");
  const asked = () =>
    tab.evaluate(() => new Promise((done) => {
      requestIdleCallback(() => done(performance.getEntriesByType("resource").length));
    }));
  let before;
  for (let now = await asked(); now !== before; now = await asked()) {
    before = now;
    await new Promise((done) => setTimeout(done, 300));
  }
}
