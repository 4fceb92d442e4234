// Says which day the page's script takes for today, outside of a browser.
//
//   TZ=Asia/Ho_Chi_Minh node today.mjs dates.js 2026-03-01T23:30:00Z > day.txt

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const moment = Date.parse(argv[3]);
class Clock extends Date {
  constructor(...given) {
    super(...(given.length ? given : [moment]));
  }
}
const page = vm.createContext({ Date: Clock });
stdout.write(vm.runInContext(`${readFileSync(argv[2], "utf8")}\ntoday()`, page));
