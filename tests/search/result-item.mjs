// What the search shows of records, outside of a browser.
//
//   node result-item.mjs results.js LANG < records.json > items.json
//
// Out, for each record: what its link and its facts say, each with its language, "" where it names none.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const [script, lang] = argv.slice(2);
/** An element as far as the script makes one. */
const made = (name) => ({ name, lang: "", parts: [], append(...parts) { this.parts.push(...parts); } });
const page = vm.createContext({ document: { documentElement: { lang }, createElement: made } });
const source = `${readFileSync(script, "utf8")}; resultItem;`;
const resultItem = vm.runInContext(source, page);
const element = { querySelector: () => null, dataset: {} };
const said = ({ lang: tag, textContent: text }) => [tag, text];
const items = JSON.parse(readFileSync(0, "utf8")).map((record) => {
  const [link, facts] = resultItem(record, element).parts;
  return [said(link), ...facts.parts.filter((part) => part.name).map(said)];
});
stdout.write(JSON.stringify(items));
