// The checks themselves: each must notice the fault it is there for, and nothing in a sound page.
//
//   CHROMIUM=FILE JAVA=FILE node --test check.test.mjs

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { PAGES, SHEET } from "./faulty.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const ALLOWED = [
  { message: "The “role” attribute must not be used on", extract: 'role="', reason: "Thẻ." },
  { message: "Never said", extract: "", reason: "Không có." },
];

// In seconds: what is sound on a slow machine must be heard of in that time.
const PATIENCE = 25;

let lines = [];
let results;
let site;
before(async () => {
  site = await mkdtemp(path.join(here, "node_modules", "thu-"));
  await writeFile(path.join(site, "thu.css"), SHEET);
  for (const [name, { html }] of Object.entries(PAGES)) {
    await mkdir(path.join(site, name));
    await writeFile(path.join(site, name, "index.html"), html);
  }
  const allow = path.join(site, "allow.json");
  await writeFile(allow, JSON.stringify(ALLOWED.map((rest) => ({ sites: ["thu"], ...rest }))));
  const file = path.join(site, "ket-qua.json");
  const all = ["--all-pages", "--patience", `${PATIENCE}`, "--site", site, "--name", "thu", "--allow", allow, "--results", file];
  lines = (await run(...all)).output.split("\n");
  results = JSON.parse(await readFile(file, "utf8"));
});
after(() => rm(site, { recursive: true }));

function run(...options) {
  const tools = ["--chromium", process.env.CHROMIUM, "--java", process.env.JAVA];
  const command = [path.join(here, "check.mjs"), ...tools, ...options];
  return new Promise((done) => {
    execFile(process.execPath, command, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

const faults = (name) => lines.filter((line) => line.startsWith(`TRƯỢT thu ${name}/index.html`));

for (const [name, { notices }] of Object.entries(PAGES)) {
  for (const expected of notices ?? []) {
    test(`notices: ${name} ${expected}`, () => {
      const found = faults(name);
      assert.ok(found.some((line) => expected.test(line)), found.join("\n") || "nothing");
    });
  }
}

test("a sound page has no fault, nor one without a frame that says it is embedded", () => {
  assert.deepEqual([...faults("sound"), ...faults("bare")], []);
});

test("an allowance that nothing needs is a fault", () => {
  assert.deepEqual(
    lines.filter((line) => line.includes("allow.json")),
    ["TRƯỢT thu allow.json bỏ qua không còn cần: Never said "],
  );
});

test("a page that is too wide at 320 px alone is blamed there alone", () => {
  const widths = faults("wide").map((line) => line.match(/ (\d+)px /)[1]);
  assert.deepEqual(new Set(widths), new Set(["320"]));
});

test("the record tells every fault once, and what was let pass with its reason", () => {
  const { checks, findings, allowed, kinds, pages, versions } = results;
  assert.equal(pages, Object.keys(PAGES).length - 1); // all but the one that leads on
  assert.equal(kinds.axe, 1);
  assert.match(versions.chromium, /^\d+\./);
  assert.match(versions.axe, /^4\./);
  const failing = checks.filter(({ failed }) => failed > 0).map(({ id }) => id);
  assert.deepEqual(failing, [...new Set(findings.map(({ check }) => check))].sort());
  // A check that found nothing in these pages is not shown to find anything.
  assert.deepEqual(checks.map(({ id }) => id), failing);
  const contrast = findings.filter(({ check, fault }) => check === "axe" && /color-contrast p:/.test(fault));
  assert.deepEqual(contrast.map(({ page, pages: count }) => [page, count]), [["axe/index.html", 1]]);
  assert.deepEqual(allowed.map(({ reason }) => reason), ["Thẻ."]);
});

test("the closing line counts both", () => {
  const [, passed, failed] = lines.at(-2).match(/^(\d+) passed, (\d+) failed$/).map(Number);
  const sum = (key) => results.checks.reduce((total, check) => total + check[key], 0);
  assert.deepEqual([passed, failed], [sum("passed"), sum("failed")]);
});

test("a folder without pages, or a call without a folder, is used wrongly", async () => {
  assert.equal((await run("--site", path.join(here, "node_modules", "axe-core", "locales"))).code, 2);
  assert.equal((await run()).code, 2);
});
