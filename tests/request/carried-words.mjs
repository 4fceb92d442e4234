// What the page's script makes of an address with words behind its `#`, outside of a browser.
//
//   node carried-words.mjs carried-words.js < addresses.json > answers.json
//
// Out, for each address: {carried, chosen, address}: the words, the agency, and what the browser's history
// keeps of the address.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const source = readFileSync(argv[2], "utf8");
const answers = JSON.parse(readFileSync(0, "utf8")).map((given) => {
  const location = new URL(given);
  let address = given;
  const history = {
    state: null,
    replaceState(_state, _title, place) {
      address = new URL(place, given).href;
    },
  };
  const page = vm.createContext({ URLSearchParams, document: { querySelectorAll: () => [] }, history, location });
  return { ...vm.runInContext(`${source}; ({ carried, chosen });`, page), address };
});
stdout.write(JSON.stringify(answers));
