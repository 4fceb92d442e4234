// Opens a built site as its readers do, and says what they would trip over.
//
//   node check.mjs --site DIR --name NAME --chromium FILE --java FILE
//     [--all-pages | --pages FILE.json | --frame] [--allow FILE.json] [--results FILE.json] [--patience SECONDS]
//     [--guest HOST]
//
// --guest: the site is another's, one of those that `scripts/_guests.py` builds, in which our section stands.
// Without --all-pages: the home page, 404 and one page of each kind (the longest, which shows most);
// --frame: of a few kinds, where the same pages were looked at in another frame.
// Exit 0 when nothing failed, 1 when something did, 2 when used wrongly.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { readAllowances } from "./allowances.mjs";
import { checkInBrowser } from "./browser.mjs";
import { checkedIn } from "./guest/kinds.mjs";
import { checkMarkup } from "./markup.mjs";
import { choosePages, countKinds, findPages } from "./pages.mjs";
import { serve } from "./server.mjs";
import { startTally, versions, writeResults } from "./tally.mjs";

const { values: options } = parseArgs({
  options: {
    site: { type: "string" },
    name: { type: "string", default: "site" },
    pages: { type: "string" },
    results: { type: "string" },
    chromium: { type: "string" },
    java: { type: "string", default: "java" },
    allow: { type: "string", default: fileURLToPath(new URL("allow.json", import.meta.url)) },
    patience: { type: "string", default: "120" },
    guest: { type: "string" },
    "all-pages": { type: "boolean", default: false },
    frame: { type: "boolean", default: false },
  },
});
if (!options.site || !options.chromium) {
  console.error("Thiếu --site (thư mục trang đã dựng) hoặc --chromium (đường dẫn trình duyệt).");
  process.exit(2);
}

const site = path.resolve(options.site);
const all = await findPages(site);
const guest = options.guest ? checkedIn(options.guest) : { theirs: [] };
const pages = options.guest
  ? all.filter((page) => [...guest.ours, ...guest.theirs].includes(page.path))
  : await choosePages(all, { everything: options["all-pages"], list: options.pages, frame: options.frame });
if (pages.length === 0) {
  console.error(`Không có trang nào để kiểm tra trong ${site}.`);
  process.exit(2);
}
console.log(`${options.name}: kiểm tra ${pages.length} trên ${all.length} trang.`);

const allowances = await readAllowances(options.allow, options.name);
const tally = startTally({ name: options.name, allowances, theirs: guest.theirs });
const server = await serve(site, all);
let browser;
try {
  const shared = { pages, report: tally.report };
  [browser] = await Promise.all([
    checkInBrowser({
      ...shared,
      ...{ origin: server.origin, base: server.base, chromium: options.chromium },
      patience: Number(options.patience),
    }),
    checkMarkup({ ...shared, site, java: options.java }),
  ]);
} finally {
  server.close();
}
tally.auditAllowances();
if (options.results) {
  await writeResults(options.results, {
    shell: options.name,
    pages: pages.length,
    of: all.length,
    kinds: countKinds(pages),
    versions: { ...(await versions()), chromium: browser },
    ...tally.record(),
  });
}
const { passed, failed } = tally.totals();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
