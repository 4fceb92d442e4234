// Which pages the worker keeps, outside of a browser: pages are read one after the other, then there is no
// network.
//
//   node kept-pages.mjs sw.js < addresses.json > kept.json
//
// Out: the addresses of pages that are still kept, in the order in which the worker lists them.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const SCOPE = "https://mau.example/";
/** A cache as far as the worker asks it: answers by address. */
class Kept {
  #answers = new Map();
  #address = (request) => new URL(request.url ?? request, SCOPE).href;
  keys = async () => [...this.#answers.keys()].map((url) => ({ url }));
  match = async (request) => this.#answers.get(this.#address(request))?.clone();
  put = async (request, answer) => void this.#answers.set(this.#address(request), answer);
  delete = async (request) => this.#answers.delete(this.#address(request));
}

const cache = new Kept();
let seconds = 0;
class Clock extends Date {
  constructor(...given) {
    super(...(given.length ? given : [Date.UTC(2026, 10, 24) + 1000 * (seconds += 1)]));
  }
}
const worker = {
  addEventListener() {},
  caches: { open: async () => cache },
  Date: Clock,
  fetch: () => Promise.reject(new Error("no network")),
  Headers,
  location: new URL("sw.js", SCOPE),
  navigator: {},
  registration: { scope: SCOPE },
  Response,
  URL,
};
worker.self = worker;
vm.createContext(worker);
vm.runInContext(`${readFileSync(argv[2], "utf8")}; self.asked = { keep, keptPages };`, worker);
const { keep, keptPages } = worker.asked;
for (const address of JSON.parse(readFileSync(0, "utf8"))) {
  await keep(address, new Response("<html>", { headers: { "content-type": "text/html" } }));
}
stdout.write(JSON.stringify((await keptPages(cache)).map(({ request }) => request.url)));
