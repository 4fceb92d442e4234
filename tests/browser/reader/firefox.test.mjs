// A second engine: what folds is on paper without scripts too, pages run without complaints and are
// nowhere pushed sideways.
//
//   SITE=DIR PYTHON=FILE FIREFOX=FILE node --test reader/firefox.test.mjs
//
// SITE is a built demo site.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { after, before, test } from "node:test";

import { launchFirefox } from "../firefox.mjs";
import { findPages } from "../pages.mjs";
import { serve } from "../server.mjs";

const SITE = path.resolve(process.env.SITE);
const LONGEST = "co-quan/van-phong-ubnd-tinh/cong-khai/";

let [server, firefox] = [];
const address = (page) => `${server.origin}${server.base}${page}`;

before(async () => {
  server = await serve(SITE, await findPages(SITE));
  firefox = await launchFirefox(process.env.FIREFOX);
});
after(async () => {
  await firefox.close();
  server.close();
});

/** Words of a PDF in the order in which they were drawn, by the reader that scans go through. */
function wordsOf(pdf) {
  const script =
    "import pypdfium2, sys\n" +
    "sheets = pypdfium2.PdfDocument(sys.stdin.buffer.read())\n" +
    "print(*(sheet.get_textpage().get_text_bounded() for sheet in sheets))";
  const env = { ...process.env, PYTHONIOENCODING: "utf-8" };
  const { status, stdout, stderr } = spawnSync(process.env.PYTHON, ["-c", script], { input: pdf, env });
  assert.equal(status, 0, stderr.toString());
  return stdout.toString();
}

/** Latin letters and digits alone: lines break elsewhere on paper, signs stand between facts there, and
 * what a machine without a font for another script draws is told by no PDF. */
const bare = (text) => text.normalize("NFC").replace(/[^\p{Script=Latin}\p{N}]/gu, "");

/** What each item's row says, part after part: its title, then the facts that the screen folds. */
const ROWS = `[...document.querySelectorAll("tr[id]")].map((row) => ({
  title: row.querySelector("th").firstElementChild.textContent,
  facts: [...row.querySelectorAll("details:not([open]) li:not(.ai-hash)")].map(({ textContent }) => textContent),
}))`;

// A hash is copied on a screen; on paper nobody does.
test("without scripts every fact that the screen folds is on paper, after its title, in every group", async () => {
  await firefox.goto(address(LONGEST));
  const rows = await firefox.evaluate(ROWS);
  assert.equal(rows.length, 72);
  assert.ok(rows.flatMap(({ facts }) => facts).length > 200);
  const still = await launchFirefox(process.env.FIREFOX, { scripts: false });
  try {
    await still.goto(address(LONGEST));
    const paper = bare(wordsOf(await still.pdf()));
    let at = 0;
    for (const { title, facts } of rows) {
      for (const part of [title, ...facts]) {
        const found = paper.indexOf(bare(part), at);
        assert.ok(found >= 0, `${title}: ${part}`);
        at = found + bare(part).length;
      }
    }
  } finally {
    await still.close();
  }
});

const PAGES = ["co-quan/so-tu-phap/", "", "tim-kiem/#q=bảng giá đất", "giam-sat/", "yeu-cau/"];

test("pages run without complaints and are nowhere pushed sideways, a search finds", async () => {
  const complaints = await firefox.complaints();
  for (const width of [360, 1280]) {
    await firefox.setViewport({ width, height: 800 });
    for (const page of PAGES) {
      await firefox.goto(address(page));
      if (page.includes("#q=")) assert.match(await firefox.evaluate(FIRST_RESULT), /^Bảng giá đất/);
      const [needed, given] = await firefox.evaluate("[document.documentElement.scrollWidth, innerWidth]");
      assert.equal(given, width);
      assert.ok(needed <= width, `${page}: ${needed} at ${width}`);
      assert.deepEqual(complaints, [], page);
    }
  }
});

/** The title of the first result, once there is one. */
const FIRST_RESULT = `new Promise((done) => {
  const look = () => {
    const first = document.querySelector("ol.ai-results > li a");
    if (first) done(first.textContent.trim());
    else setTimeout(look, 50);
  };
  look();
})`;
