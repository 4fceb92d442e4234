// The search page's own script outside a browser: queries on standard input, answers on standard
// output, both JSON. A stub of the document loads scripts from a folder and counts their bytes.
//
//   node client.mjs SEARCH.JS FOLDER < queries.json

import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import zlib from "node:zlib";

const [script, folder] = process.argv.slice(2);
const base = pathToFileURL(`${folder}/`).href;
let bytes = 0;

const page = {
  URL,
  setTimeout: () => {},
  document: {
    baseURI: base,
    querySelectorAll: () => [],
    createElement: () => ({}),
    head: {
      append(element) {
        const text = readFileSync(fileURLToPath(element.src.split("?")[0]), "utf8");
        bytes += zlib.gzipSync(text).length;
        queueMicrotask(() => {
          vm.runInContext(text, page);
          element.onload();
        });
      },
    },
  },
};
page.window = page;
vm.createContext(page);
vm.runInContext(readFileSync(script, "utf8"), page);

async function answer(index, { q = "", filters = {}, count }) {
  bytes = 0;
  const start = performance.now();
  const { how, found, also, unlike, numbers, further, atOnce } = await index.search(q, filters, count);
  const ms = performance.now() - start;
  const shown = await Promise.all(numbers.slice(0, atOnce).map((number) => index.record(number)));
  const first = bytes;
  const all = await Promise.all(numbers.map((number) => index.record(number)));
  // What leads to another site is told whole.
  const id = ({ href }) => (href.startsWith(index.root) ? href.slice(index.root.length) : href);
  return { how, found, also, unlike, ids: all.map(id), further: Boolean(further), atOnce, shown, bytes: first, ms };
}

const { fold, queries } = JSON.parse(readFileSync(0, "utf8"));
const spelled = (fold || []).map((text) => page.accessInfoSearch.spell(text));
const answers = [];
if (queries) {
  const index = await page.accessInfoSearch.open(base);
  for (const query of queries) answers.push(await answer(index, query));
}
process.stdout.write(JSON.stringify({ spelled, answers, manifest: bytes }));
