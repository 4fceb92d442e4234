// What the filter of a list shows and says, outside of a browser.
//
//   node list-filter.mjs page.js < questions.json > answers.json
//
// In: {groups, typed}: the groups of a list, each with its heading ("" of none) and its rows: {texts, isChild}, texts
// being those of its cells; and what is typed, text by text. Out, for each text: {hidden, heads, status, ask}: which
// rows, all in their order, and which headings are hidden, what the status says, where the link behind the `#` leads.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const { groups, typed } = JSON.parse(readFileSync(0, "utf8"));
const line = (cell, more) => ({ cells: [{ localName: cell }], hidden: false, querySelector: () => null, ...more });
const row = ({ texts, isChild }) =>
  line("th", { texts, classList: { contains: (name) => name === "ai-child" && Boolean(isChild) } });
const parts = groups.map(({ heading, rows }) => {
  const head = heading && line("td", { querySelector: (name) => (name === "h3" ? {} : null) });
  return { head, hidden: false, rows: [...(head ? [head] : []), ...rows.map(row)] };
});
const lines = parts.flatMap((part) => part.rows);
let listen;
const input = { value: "", addEventListener: (_type, act) => (listen = act) };
const status = { dataset: { text: "{shown}/{all} mục", documents: ", {shown}/{all} văn bản", none: "Hỏi cơ quan." } };
const ask = { hash: "" };
const box = { querySelector: (name) => (name === "input" ? input : status), hidden: true };
const found = {
  "table[data-list] tbody tr": lines,
  "table[data-list] tbody": parts,
  "[data-filter]": [box],
};
vm.runInNewContext(readFileSync(argv[2], "utf8"), {
  NodeFilter: { SHOW_TEXT: 4 },
  addEventListener() {},
  setTimeout: (act) => act(),
  clearTimeout() {},
  location: { href: "https://mau.example/", protocol: "https:" },
  navigator: {},
  document: {
    currentScript: { dataset: {} },
    querySelector: (name) => (name === "[data-ask-words]" ? ask : null),
    querySelectorAll: (name) => found[name] ?? [],
    createTreeWalker({ texts }) {
      let at = -1;
      return {
        nextNode: () => (at += 1) < texts.length,
        get currentNode() {
          return { data: texts[at] };
        },
      };
    },
  },
});
const answers = typed.map((text) => {
  input.value = text;
  listen();
  return {
    hidden: lines.filter(({ texts }) => texts).map((each) => each.hidden),
    heads: parts.filter(({ head }) => head).map(({ head }) => head.hidden),
    status: status.textContent,
    ask: ask.hash,
  };
});
stdout.write(JSON.stringify(answers));
