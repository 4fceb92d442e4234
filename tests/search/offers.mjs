// What the search offers while somebody types, outside of a browser.
//
//   node offers.mjs search.js < questions.json > answers.json
//
// `search.js` is the scripts of the search in one. In: {known, typed}: all that may be offered, and what is typed,
// text by text. Out: what is offered for each.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const { known, typed } = JSON.parse(readFileSync(0, "utf8"));
const page = vm.createContext({});
const offersFor = vm.runInContext(`${readFileSync(argv[2], "utf8")}; offersFor;`, page);
stdout.write(JSON.stringify(typed.map((text) => offersFor(text, known))));
