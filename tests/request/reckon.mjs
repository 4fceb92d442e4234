// Reckons last days with the page's own script, outside of a browser.
//
//   node reckon.mjs request.js du-lieu.js < days.json > answers.json
//
// In: ISO days. Out, for each: null or {law, answers: [{day, how}]}.

import { readFileSync } from "node:fs";
import { argv, stdin, stdout } from "node:process";
import vm from "node:vm";

const page = {
  document: { currentScript: { src: "" }, querySelector: () => null, querySelectorAll: () => [] },
  location: { hash: "" },
  addEventListener() {},
};
vm.createContext(page);
vm.runInContext(readFileSync(argv[2], "utf8"), page);
const { reckoner } = page.accessInfoRequest;
let data;
page.accessInfoRequest = (given) => {
  data = given;
};
vm.runInContext(readFileSync(argv[3], "utf8"), page);

const { reckon } = reckoner(data);
const chunks = [];
for await (const chunk of stdin) chunks.push(chunk);
const iso = (day) => (day === null ? null : new Date(day * 864e5).toISOString().slice(0, 10));
const found = JSON.parse(Buffer.concat(chunks).toString()).map((day) => {
  const result = reckon(day);
  return (
    result && {
      law: result.law.id,
      answers: result.answers.map((answer) => ({ day: iso(answer.day), how: answer.how })),
    }
  );
});
stdout.write(JSON.stringify(found));
