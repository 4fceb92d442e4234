// Which pages a lost reader is offered, outside of a browser.
//
//   node likely-pages.mjs not-found.js < questions.json > answers.json
//
// In: {known, asked}: addresses with the names of their pages, and the paths that were asked for. Out, for each path:
// {links, hidden}: address and name of what is offered, and whether nothing is.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import vm from "node:vm";

const { known, asked } = JSON.parse(readFileSync(0, "utf8"));
const script = readFileSync(argv[2], "utf8");
const answers = asked.map((pathname) => {
  const links = [];
  const list = { append: ({ link }) => links.push([link.href, link.textContent]) };
  const box = { dataset: { likely: "/goc/" }, hidden: true, querySelector: () => list };
  vm.runInNewContext(script, {
    decodeURIComponent,
    location: { pathname },
    document: {
      createElement: (name) => (name === "a" ? {} : { append(link) { this.link = link; } }),
      querySelector: (name) => (name === "[data-likely]" ? box : { textContent: JSON.stringify(known) }),
    },
  });
  return { links, hidden: box.hidden };
});
stdout.write(JSON.stringify(answers));
