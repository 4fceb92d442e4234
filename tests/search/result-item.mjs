// What the search shows of records, outside of a browser.
//
//   node result-item.mjs results.js LANG < records.json > items.json
//
// In: {records, kinds, states}: what the page calls each list and each state. Out, for each record: what its
// link and its facts say, each with its language, "" where it names none.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const [script, lang] = argv.slice(2);
const { records, kinds, states } = JSON.parse(readFileSync(0, "utf8"));
/** An element as far as the script makes one. */
const made = (name) => ({ name, lang: "", parts: [], append(...parts) { this.parts.push(...parts); } });
const page = vm.createContext({ document: { documentElement: { lang }, createElement: made } });
const source = `${readFileSync(script, "utf8")}; resultItem;`;
const resultItem = vm.runInContext(source, page);
const element = {
  querySelector(selector) {
    const [, kind] = /^\[name=danh-muc\] \[value=(.*)\]$/.exec(selector);
    return kind in kinds ? { text: kinds[kind] } : null;
  },
  dataset: Object.fromEntries(Object.entries(states).map(([code, words]) => [`state${code}`, words])),
};
const said = ({ lang: tag, textContent: text }) => [tag, text];
const items = records.map((record) => {
  const [link, facts] = resultItem(record, element).parts;
  return [said(link), ...facts.parts.filter((part) => part.name).map(said)];
});
stdout.write(JSON.stringify(items));
