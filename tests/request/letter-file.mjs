// Writes letters as files of word processors with the page's scripts, outside of a browser.
//
//   node letter-file.mjs request.js request-form.js FILE < letter.json
//
// In: {title, paragraphs}, as the script takes them from the letter on the page.

import { readFileSync, writeFileSync } from "node:fs";
import { argv, stdin } from "node:process";
import vm from "node:vm";

const page = {
  document: { currentScript: { src: "" }, querySelector: () => null, querySelectorAll: () => [] },
  location: { hash: "" },
  addEventListener() {},
  TextEncoder,
};
page.window = page;
vm.createContext(page);
for (const script of argv.slice(2, 4)) vm.runInContext(readFileSync(script, "utf8"), page);

const chunks = [];
for await (const chunk of stdin) chunks.push(chunk);
const { title, paragraphs } = JSON.parse(Buffer.concat(chunks).toString());
writeFileSync(argv[4], page.accessInfoRequest.docx(title, paragraphs));
