// When the page's script says of a page that it is old, outside of a browser.
//
//   node stale-notice.mjs page.js < copies.json > notices.json
//
// In: copies of a page, each {now, style, built}: the reader's day; the day that the style sheet tells; the
// day that the kept page tells, where it is one. Out: what each says, "" where it says nothing.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const source = readFileSync(argv[2], "utf8");
const notices = JSON.parse(readFileSync(0, "utf8")).map(({ now, style, built }) => {
  const notice = { dataset: { stale: "{days} ngày, từ {date}", built }, textContent: "", hidden: true };
  const values = { "--ai-as-of": `"${style}"`, "--ai-stale-days": " 30" };
  class Clock extends Date {
    static now = () => new Date(now).getTime();
  }
  vm.runInNewContext(source, {
    addEventListener() {},
    Date: Clock,
    document: {
      currentScript: { dataset: {} },
      querySelector: () => null,
      querySelectorAll: (wanted) => (wanted === "[data-stale]" ? [notice] : []),
    },
    getComputedStyle: () => ({ getPropertyValue: (name) => values[name] ?? "" }),
    location: new URL("https://mau.example/"),
    navigator: {},
  });
  return notice.hidden ? "" : notice.textContent;
});
stdout.write(JSON.stringify(notices));
