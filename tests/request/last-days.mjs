// Looks last days up with the page's script, outside of a browser.
//
//   node last-days.mjs request.js du-lieu.js < requests.json > answers.json
//
// In: [received, sent, isNational] for each request, the days as ISO. Out, for each: {status, answers:
// [{what, day, words, how}]}.

import { readFileSync } from "node:fs";
import { argv, stdin, stdout } from "node:process";
import vm from "node:vm";

const page = {
  document: { currentScript: { src: "" }, querySelector: () => null, querySelectorAll: () => [] },
  location: { hash: "" },
  addEventListener() {},
};
page.window = page;
vm.createContext(page);
vm.runInContext(readFileSync(argv[2], "utf8"), page);
const { dueTable } = page.accessInfoRequest;
let data;
page.accessInfoRequest = (given) => {
  data = given;
};
vm.runInContext(readFileSync(argv[3], "utf8"), page);

const { lastDay, lookUp } = dueTable(data);
const chunks = [];
for await (const chunk of stdin) chunks.push(chunk);
const iso = (day) => (day === null ? null : new Date(day * 864e5).toISOString().slice(0, 10));
const results = JSON.parse(Buffer.concat(chunks).toString()).map((request) => {
  const { status, answers } = lookUp(...request);
  return {
    status,
    answers: answers.map(({ what, day, how }) => ({ what, day: iso(day), words: lastDay(day), how })),
  };
});
stdout.write(JSON.stringify(results));
