// What an agency takes away leaves the copies that browsers keep, and other agencies' copies stay.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { until } from "../waiting.mjs";
import { SITE, stage, unplug } from "./stage.mjs";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const { open, ready } = stage(SITE, { serviceWorkers: "allow" });
const KINDS = { ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain", ".html": "text/html; charset=utf-8" };
const OTHER = "co-quan/so-y-te/cong-khai/";
const SECRET = "Nguồn tin phải gỡ";
const held = {};

const run = promisify(execFile);
const access = (...words) => run(process.env.PYTHON, ["-m", "access_info", ...words], { cwd: held.folder });
const build = () => access("build", "--out", "trang", "--as-of", "2026-11-24");

/** A way to take something away, in an agency of its own: each has a line of its own in the digests. */
class Removal {
  constructor(id, { page, words = SECRET, put, take }) {
    Object.assign(this, { id, words, put, take, page: `co-quan/${id}/${page}` });
  }
  file(name) {
    return path.join(held.folder, "agencies", this.id, name);
  }
  async edit(name, change) {
    await writeFile(this.file(name), change(await readFile(this.file(name), "utf-8")));
  }
  withdraw(item, ...words) {
    return access("withdraw", `${this.id}/${item}`, "--reason", "Đăng nhầm", ...words, "--date", "2026-11-24");
  }
}

const LIST = "cong-khai.yml";
const withSecret = (text) => text.replace(/^ {2}ten: .*$/m, `  ten: "${SECRET}"`);
const withRow = (id, more) => (text) => `${text.trimEnd()}\n- ma: "${id}"\n${more}\n`;

const REMOVALS = {
  "an item that is withdrawn": new Removal("xa-mau-mot", {
    page: "cong-khai/",
    put: (agency) => agency.edit(LIST, withSecret),
    take: async (agency) => {
      const id = /ma: "?([\w-]+)/.exec(await readFile(agency.file(LIST), "utf-8"))[1];
      await agency.withdraw(id, "--title", "Mục đã rút");
    },
  }),
  "a text that is edited away": new Removal("xa-mau-hai", {
    page: "",
    put: (agency) => agency.edit("co-quan.yml", (text) => text.replace(/^dia_chi: .*$/m, `dia_chi: "${SECRET}"`)),
    take: (agency) => agency.edit("co-quan.yml", (text) => text.replaceAll(SECRET, "Mẫu")),
  }),
  "a row that is deleted": new Removal("xa-mau-ba", {
    page: "cong-khai/",
    put: (agency) => agency.edit(LIST, withRow("2026-777", `  ten: "${SECRET}"`)),
    take: (agency) => agency.edit(LIST, (text) => text.replace(/\n- ma: "2026-777"\n.*\n$/, "\n")),
  }),
  "a free page that is deleted": new Removal("xa-mau-bon", {
    page: "trang/thu/",
    put: (agency) => writeFile(agency.file("trang/thu.md"), `---\ntieu_de: "Trang thử"\n---\n\n${SECRET}\n`),
    take: (agency) => rm(agency.file("trang/thu.md")),
  }),
  "an attachment that is withdrawn": new Removal("xa-mau-nam", {
    page: "cong-khai/",
    words: "tep/ten-rieng.txt",
    put: async (agency) => {
      await writeFile(agency.file("tep/ten-rieng.txt"), "Mẫu");
      await agency.edit(LIST, withRow("2026-778", '  ten: "Bảng kê"\n  tep: ["ten-rieng.txt"]'));
    },
    take: (agency) => agency.withdraw("tep/ten-rieng.txt"),
  }),
  "a free page that is withdrawn": new Removal("xa-mau-sau", {
    page: "trang/thu/",
    put: (agency) => writeFile(agency.file("trang/thu.md"), `# Trang thử\n\n${SECRET}\n`),
    take: (agency) => agency.withdraw("trang/thu"),
  }),
};

before(async () => {
  held.folder = await mkdtemp(path.join(os.tmpdir(), "go-thong-tin-"));
  const bring = (name, as = name) =>
    cp(path.join(ROOT, "agencies", name), path.join(held.folder, "agencies", as), { recursive: true });
  for (const name of ["_dia-ban.yml", "_dia-ban", "so-y-te", "so-tu-phap"]) await bring(name);
  for (const removal of Object.values(REMOVALS)) {
    await bring("xa-mau-hoa", removal.id);
    await removal.put(removal);
  }
  held.server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(request.url.split("?")[0]).replace(/\/$/, "/index.html");
    const text = await readFile(path.join(held.folder, "trang", name)).catch(() => null);
    response.writeHead(text ? 200 : 404, { "content-type": KINDS[path.extname(name)] ?? "application/octet-stream" });
    response.end(text ?? "");
  });
  await new Promise((done) => held.server.listen(0, "127.0.0.1", done));
  held.origin = `http://127.0.0.1:${held.server.address().port}/`;
  await ready;
  // Two builds for all: before anything is taken away, and after.
  await build();
  for (const removal of Object.values(REMOVALS)) {
    removal.reader = await reader([removal.page]);
    const first = (await kept(removal.reader.tab))[removal.page];
    assert.ok(first.includes(removal.words), `${removal.page} does not show “${removal.words}” to begin with`);
  }
  for (const removal of Object.values(REMOVALS)) await removal.take(removal);
  await build();
});

after(async () => {
  held.server.closeAllConnections();
  held.server.close();
  await rm(held.folder, { recursive: true, force: true });
});

/** What is kept, by address below the site's root. */
const kept = (tab) =>
  tab.evaluate(async () => {
    const found = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const copy = await cache.match(url); // none once the worker has taken it away meanwhile
        if (copy) found[url.slice(location.origin.length + 1)] = await copy.text();
      }
    }
    return found;
  });

/** Waits until something is true of what is kept, and gives that. */
async function untilKept(tab, isSo) {
  let now;
  const look = async () => isSo((now = await kept(tab)));
  await until(look).catch(() => {
    throw new Error(`kept: ${Object.keys(now).join(" ")}`);
  });
  return now;
}

/** A reader who has seen pages of one agency, another's, and the directory. */
async function reader(pages) {
  const made = await open("", { url: held.origin + pages[0] });
  await made.tab.evaluate(() => navigator.serviceWorker.ready);
  await until(() => made.tab.evaluate(() => Boolean(navigator.serviceWorker.controller)), "a worker at work");
  for (const page of [...pages, OTHER, "co-quan/"]) {
    await made.tab.goto(held.origin + page, { waitUntil: "load" });
    await untilKept(made.tab, (now) => page in now);
  }
  return made;
}

/** After one look at the front page, the words are kept nowhere; the other agency is. */
async function leaves({ page, words, reader: { tab, context } }) {
  await tab.goto(held.origin, { waitUntil: "load" });
  const now = await untilKept(tab, (all) => Object.values(all).every((text) => !text.includes(words)));
  assert.ok(OTHER in now, "the other agency's page is no longer kept");
  await untilKept(tab, (all) => "" in all);
  await unplug(context);
  await tab.goto(held.origin + OTHER, { waitUntil: "load" });
  assert.ok(await tab.locator("[data-kept]").isVisible());
  await tab.goto(held.origin + page, { waitUntil: "load" });
  assert.ok(!(await tab.content()).includes(words), "it can still be read without a network");
  await context.close();
}

for (const [name, removal] of Object.entries(REMOVALS)) {
  test(name, () => leaves(removal));
}
