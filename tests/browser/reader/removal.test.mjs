// What an agency takes away leaves the copies that browsers keep, and other agencies' copies stay.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { stage, unplug } from "./stage.mjs";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const { open, ready } = stage();
const KINDS = { ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain", ".html": "text/html; charset=utf-8" };
const OTHER = "co-quan/so-y-te/cong-khai/";
const SECRET = "Nguồn tin phải gỡ";
const held = {};

const run = promisify(execFile);
const access = (...words) => run(process.env.PYTHON, ["-m", "access_info", ...words], { cwd: held.folder });
const build = () => access("build", "--out", "trang", "--as-of", "2026-11-24");
const file = (name) => path.join(held.folder, "agencies/xa-mau-hoa", name);
const edit = async (name, change) => writeFile(file(name), change(await readFile(file(name), "utf-8")));

before(async () => {
  held.folder = await mkdtemp(path.join(os.tmpdir(), "go-thong-tin-"));
  for (const name of ["_dia-ban.yml", "xa-mau-hoa", "so-y-te", "so-tu-phap"]) {
    await cp(path.join(ROOT, "agencies", name), path.join(held.folder, "agencies", name), { recursive: true });
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
      for (const { url } of await cache.keys()) found[url.slice(location.origin.length + 1)] = await (await cache.match(url)).text();
    }
    return found;
  });

/** Waits until something is true of what is kept. */
async function until(tab, isSo) {
  for (let left = 100; left; left -= 1) {
    const now = await kept(tab);
    if (isSo(now)) return now;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`kept: ${Object.keys(await kept(tab)).join(" ")}`);
}

/** A reader who has seen pages of one agency, another's, and the directory. */
async function reader(pages) {
  const made = await open("", { url: held.origin + pages[0] });
  await made.tab.evaluate(() => navigator.serviceWorker.ready);
  await made.tab.waitForFunction(() => navigator.serviceWorker.controller);
  for (const page of [...pages, OTHER, "co-quan/"]) {
    await made.tab.goto(held.origin + page, { waitUntil: "load" });
    await until(made.tab, (now) => page in now);
  }
  return made;
}

/** After `change` and one look at the front page, `words` are kept nowhere; the other agency is. */
async function leaves(page, words, change) {
  await build();
  const { tab, context } = await reader([page]);
  assert.ok((await kept(tab))[page].includes(words), `${page} does not show “${words}” to begin with`);
  await change();
  await build();
  await tab.goto(held.origin, { waitUntil: "load" });
  const now = await until(tab, (all) => Object.values(all).every((text) => !text.includes(words)));
  assert.ok(OTHER in now, "the other agency's page is no longer kept");
  await until(tab, (all) => "" in all);
  await unplug(context);
  await tab.goto(held.origin + OTHER, { waitUntil: "load" });
  assert.ok(await tab.locator("[data-kept]").isVisible());
  await tab.goto(held.origin + page, { waitUntil: "load" });
  assert.ok(!(await tab.content()).includes(words), "it can still be read without a network");
  await context.close();
}

const LIST = "co-quan/xa-mau-hoa/cong-khai/";
const withSecret = (text) => text.replace(/^ {2}ten: .*$/m, `  ten: "${SECRET}"`);

test("an item that is withdrawn", async () => {
  await edit("cong-khai.yml", withSecret);
  const id = /ma: "?([\w-]+)/.exec(await readFile(file("cong-khai.yml"), "utf-8"))[1];
  await leaves(LIST, SECRET, () =>
    access("withdraw", `xa-mau-hoa/${id}`, "--reason", "Đăng nhầm", "--title", "Mục đã rút", "--date", "2026-11-24"),
  );
});

test("a text that is edited away", async () => {
  await edit("co-quan.yml", (text) => text.replace(/^dia_chi: .*$/m, `dia_chi: "${SECRET}"`));
  await leaves("co-quan/xa-mau-hoa/", SECRET, () => edit("co-quan.yml", (text) => text.replaceAll(SECRET, "Mẫu")));
});

test("a row that is deleted", async () => {
  await edit("cong-khai.yml", (text) => `${text.trimEnd()}\n- ma: "2026-777"\n  ten: "${SECRET}"\n`);
  await leaves(LIST, SECRET, () =>
    edit("cong-khai.yml", (text) => text.replace(/\n- ma: "2026-777"\n.*\n$/, "\n")),
  );
});

test("a free page that is deleted", async () => {
  await writeFile(file("trang/thu.md"), `---\ntieu_de: "Trang thử"\n---\n\n${SECRET}\n`);
  await leaves("co-quan/xa-mau-hoa/trang/thu/", SECRET, () => rm(file("trang/thu.md")));
});

test("an attachment that is withdrawn", async () => {
  await writeFile(file("tep/ten-rieng.txt"), "Mẫu");
  await edit("cong-khai.yml", (text) => `${text.trimEnd()}\n- ma: "2026-778"\n  ten: "Bảng kê"\n  tep: ["ten-rieng.txt"]\n`);
  await leaves(LIST, "tep/ten-rieng.txt", () =>
    access("withdraw", "xa-mau-hoa/tep/ten-rieng.txt", "--reason", "Đăng nhầm", "--date", "2026-11-24"),
  );
});

test("a free page that is withdrawn", async () => {
  await writeFile(file("trang/thu.md"), `# Trang thử\n\n${SECRET}\n`);
  await leaves("co-quan/xa-mau-hoa/trang/thu/", SECRET, () =>
    access("withdraw", "xa-mau-hoa/trang/thu", "--reason", "Đăng nhầm", "--date", "2026-11-24"),
  );
});
