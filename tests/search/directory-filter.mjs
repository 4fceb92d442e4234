// What the filter of a directory shows and says, outside of a browser.
//
//   node directory-filter.mjs directory.js < questions.json > answers.json
//
// In: {sections, typed}: the texts of the rows of each section, and what is typed, text by text. Out, for each text:
// {shown, sections, status, isNothing}: the texts and the sections that stay, what is said, whether that it is nothing.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const given = JSON.parse(readFileSync(0, "utf8"));
const sections = given.sections.map((texts) => ({
  hidden: false,
  rows: texts.map((textContent) => ({ textContent, hidden: false })),
  querySelector() {
    return this.rows.find(({ hidden }) => !hidden) ?? null;
  },
}));
const rows = sections.flatMap((section) => section.rows);
let listen;
const input = { value: "", addEventListener: (_type, act) => (listen = act) };
const status = { dataset: { shown: "{shown} trong {all}", none: "Không có" } };
const nothing = { hidden: true };
const parts = { input, "[role=status]": status, "[data-nothing]": nothing };
const found = { ".ai-places > li": rows, "section:has(> .ai-places)": sections };
vm.runInNewContext(readFileSync(argv[2], "utf8"), {
  setTimeout: (act) => act(),
  clearTimeout() {},
  document: {
    querySelector: () => ({ querySelector: (name) => parts[name] }),
    querySelectorAll: (name) => found[name],
  },
});
const answers = given.typed.map((text) => {
  input.value = text;
  listen();
  return {
    shown: rows.filter(({ hidden }) => !hidden).map(({ textContent }) => textContent),
    sections: sections.flatMap(({ hidden }, at) => (hidden ? [] : [at])),
    status: status.textContent,
    isNothing: !nothing.hidden,
  };
});
stdout.write(JSON.stringify(answers));
