// Opens a built site as its readers do, and says what they would trip over.
//
//   node check.mjs --site DIR --name NAME --chromium FILE --java FILE
//     [--all-pages | --pages FILE.json] [--allow FILE.json]
//
// Without --all-pages: the home page, 404 and one page of each kind (the longest, which shows most).
// Exit 0 when nothing failed, 1 when something did, 2 when used wrongly.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { checkInBrowser } from "./browser.mjs";
import { checkMarkup } from "./markup.mjs";
import { choosePages, findPages } from "./pages.mjs";
import { serve } from "./server.mjs";

const { values: options } = parseArgs({
  options: {
    site: { type: "string" },
    name: { type: "string", default: "site" },
    pages: { type: "string" },
    chromium: { type: "string" },
    java: { type: "string", default: "java" },
    allow: { type: "string", default: fileURLToPath(new URL("allow.json", import.meta.url)) },
    "all-pages": { type: "boolean", default: false },
  },
});
if (!options.site || !options.chromium) {
  console.error("Thiếu --site (thư mục trang đã dựng) hoặc --chromium (đường dẫn trình duyệt).");
  process.exit(2);
}

const site = path.resolve(options.site);
const all = await findPages(site);
const pages = await choosePages(all, { everything: options["all-pages"], list: options.pages });
if (pages.length === 0) {
  console.error(`Không có trang nào để kiểm tra trong ${site}.`);
  process.exit(2);
}
console.log(`${options.name}: kiểm tra ${pages.length} trên ${all.length} trang.`);

let passed = 0;
let failed = 0;
/** Counts one outcome; every fault is printed on a line of its own, where it was met. */
function report({ page, where = "", faults }) {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  for (const fault of faults) console.log(`TRƯỢT ${options.name} ${page} ${where} ${fault}`);
}

const server = await serve(site, all);
try {
  await Promise.all([
    checkInBrowser({ pages, origin: server.origin, base: server.base, chromium: options.chromium, report }),
    checkMarkup({
      ...{ pages, site, report },
      ...{ name: options.name, java: options.java, allow: options.allow },
    }),
  ]);
} finally {
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
