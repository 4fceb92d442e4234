// The checks themselves: each must notice the fault it is there for, and nothing in a sound page.
//
//   CHROMIUM=FILE JAVA=FILE node --test check.test.mjs

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const CARDS = "thead, tbody, tr, th, td { display: block } thead { position: absolute; clip-path: inset(50%) }";

function html({ kind = "list", head = "", body = "" }) {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thử</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root { color-scheme: light dark }</style>${head}</head>
<body><main data-page-kind="${kind}"><h1>Thử</h1><p>Một đoạn văn để đọc.</p>${body}</main></body></html>`;
}

const table = (role) => `<table data-list${role("table")}><caption>Mục</caption>
<thead${role("rowgroup")}><tr${role("row")}><th scope="col"${role("columnheader")}>Số</th></tr></thead>
<tbody${role("rowgroup")}><tr${role("row")}><td${role("cell")}>01/QĐ</td></tr></tbody></table>`;

const PAGES = {
  sound: html({
    kind: "sound",
    head: `<style>${CARDS}</style>`,
    body: table((role) => ` role="${role}"`),
  }),
  axe: html({ kind: "axe", body: '<p style="color: #999; background: #fff">Nhạt quá.</p>' }),
  wide: html({ kind: "wide", body: '<div style="width: 500px">Rộng quá.</div>' }),
  foreign: html({ kind: "foreign", head: '<link rel="preconnect" href="https://fonts.example/">' }),
  request: html({ kind: "request", body: '<img src="https://cdn.example/a.png" alt="Ảnh">' }),
  missing: html({ kind: "missing", body: '<img src="khong-co.png" alt="Ảnh">' }),
  script: html({ kind: "script", body: "<script>khongCo()</script>" }),
  scripted: html({
    kind: "scripted",
    body: `<p id="cho"></p><script>document.getElementById("cho").textContent =
      "Đoạn này chỉ có khi chạy được kịch bản. ".repeat(5);</script>`,
  }),
  // What a style sheet may take from a table; browsers differ, so the roles are taken by hand here.
  roles: html({ kind: "roles", body: table((role) => (role === "table" ? "" : ' role="none"')) }),
  markup: html({ kind: "markup", body: "<p><div>Đoạn văn chứa khối.</div></p>" }),
  // Leads on to another page: not a page of its own.
  redirect: '<!doctype html><meta http-equiv="refresh" content="0; url=../sound/">',
};

const ALLOWED = [
  { message: "The “role” attribute must not be used on", extract: 'role="' },
  { message: "Never said", extract: "" },
];

let lines = [];
let site;
before(async () => {
  site = await mkdtemp(path.join(here, "node_modules", "thu-"));
  for (const [name, text] of Object.entries(PAGES)) {
    await mkdir(path.join(site, name));
    await writeFile(path.join(site, name, "index.html"), text);
  }
  const allow = path.join(site, "allow.json");
  await writeFile(allow, JSON.stringify(ALLOWED.map((rest) => ({ sites: ["thu"], ...rest }))));
  lines = (await run("--site", site, "--name", "thu", "--allow", allow)).output.split("\n");
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

for (const [name, expected] of Object.entries({
  axe: /320px sáng axe:color-contrast p/,
  wide: /320px tối cuộn ngang: rộng 5\d\d trên 320/,
  foreign: /mạng nhắc tới máy chủ khác: https:\/\/fonts\.example\//,
  request: /mạng gọi sang máy chủ khác: https:\/\/cdn\.example\/a\.png/,
  missing: /mạng trả về 404: .*khong-co\.png/,
  script: /mạng lỗi kịch bản: khongCo is not defined/,
  scripted: /không JavaScript chỉ còn \d+ trên \d+ ký tự/,
  roles: /320px sáng bảng mất vai trò columnheader/,
  markup: /W3C vnu:\d+:\d+ No “p” element in scope/,
})) {
  test(`notices: ${name}`, () => {
    assert.ok(faults(name).some((line) => expected.test(line)), faults(name).join("\n") || "nothing");
  });
}

test("a sound page has no fault", () => assert.deepEqual(faults("sound"), []));

test("an allowance that nothing needs is a fault", () => {
  assert.deepEqual(
    lines.filter((line) => line.includes("allow.json")),
    ["TRƯỢT thu allow.json W3C không còn cần bỏ qua: Never said "],
  );
});

test("a page that is too wide at 320 px alone is blamed there alone", () => {
  assert.deepEqual(
    faults("wide").map((line) => line.match(/ (\d+)px /)[1]),
    ["320", "320"],
  );
});

test("the closing line counts both", () => {
  const [, passed, failed] = lines.at(-2).match(/^(\d+) passed, (\d+) failed$/).map(Number);
  assert.ok(passed > 0 && failed >= 9, lines.at(-2));
});

test("a folder without pages, or a call without a folder, is used wrongly", async () => {
  assert.equal((await run("--site", path.join(here, "node_modules", "axe-core", "locales"))).code, 2);
  assert.equal((await run()).code, 2);
});
