// What the tests of the form share: the site that holds it, served; a browser; the words on its screens.
//
//   SITE=DIR CHROMIUM=FILE PYTHON=FILE node --test editor/*.test.mjs      (from the repository's root)
//
// SITE is the demo province, built with the form.

import { execFile } from "node:child_process";
import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { after, before } from "node:test";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { launch } from "../chromium.mjs";
import { findPages } from "../pages.mjs";
import { serve } from "../server.mjs";
import { PATIENCE, until } from "../waiting.mjs";
import { GitHub } from "./github.mjs";

export const SITE = path.resolve(process.env.SITE);
export const AGENCIES = path.resolve("agencies");
export const LIST = "Danh mục thông tin phải được công khai";

/** Serves the site and starts a browser around the tests of a file. */
export function stage() {
  const held = {};
  before(async () => {
    held.server = await serve(SITE, await findPages(SITE));
    held.browser = await launch(process.env.CHROMIUM);
  });
  after(async () => {
    await held.browser.close();
    held.server.close();
  });

  const address = (below = "") => `${held.server.origin}${held.server.base}quan-tri/${below}`;

  /** A tab of its own; what it complains of, and whom it asks besides, is kept. */
  async function open(options = {}) {
    const context = await held.browser.newContext({ locale: "vi-VN", ...options });
    const tab = await context.newPage();
    tab.setDefaultTimeout(PATIENCE);
    const complaints = [];
    tab.on("console", (said) => said.type() === "error" && complaints.push(`${said.text()} ${said.location().url}`));
    tab.on("pageerror", (error) => complaints.push(error.message));
    const asked = new Set();
    context.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^https?:$/.test(protocol) && !request.url().startsWith(held.server.origin)) asked.add(host);
    });
    return { context, tab, complaints, asked };
  }
  return { address, open };
}

/** Every file of the demo's data, by path in the repository. */
export async function repository() {
  const files = {};
  for (const entry of await readdir(AGENCIES, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files[path.relative(path.dirname(AGENCIES), file).replaceAll(path.sep, "/")] = await readFile(file);
  }
  return files;
}

/** The forge that the demo names. */
export async function forge(options = {}) {
  const repo = "tiep-can-thong-tin/tiep-can-thong-tin";
  return new GitHub({ api: "https://forge.mau.example/api/v3", repo, files: await repository(), ...options });
}

/** Opens an agency's form and signs in with a token, as a clerk does who has one. */
export async function signIn(tab, url) {
  await tab.goto(url);
  await giveToken(tab);
  const list = tab.getByText(LIST).first();
  // A small screen shows the agency first, then its files.
  const agency = tab.getByRole("treeitem").or(tab.getByRole("listitem")).or(tab.getByRole("option")).first();
  await list.or(agency).first().waitFor();
  if (!(await list.isVisible())) await agency.click();
  await list.waitFor();
}

export async function giveToken(tab) {
  await tab.getByRole("button", { name: "Đăng nhập bằng mã truy cập" }).click();
  await tab.getByRole("textbox").last().fill("ma-thu");
  await tab.getByRole("button", { name: "Đăng nhập", exact: true }).click();
}

export const openFile = async (tab, name) => {
  await tab.getByText(name).first().click();
  await tab.getByRole("button", { name: "Lưu", exact: true }).waitFor();
};

/** After so many milliseconds people take a click for lost. */
const SLOW = 15_000;

/** Adds an item at the end of a list and gives the place of its fields.
 *
 * While a file opens its form may be drawn anew under the pointer, and a click is lost: people click again, too.
 */
export async function addItem(tab, first = "Tên thông tin") {
  const field = tab.getByRole("textbox", { name: first });
  for (let tries = 0; tries < 3; tries += 1) {
    await tab.getByRole("button", { name: /^Thêm \S?mục\S?$/ }).last().click();
    await field.last().waitFor({ timeout: SLOW }).catch(() => reach(tab, field, SLOW)).catch(() => null);
    if (await field.count()) break;
  }
  await field.last().waitFor();
  return field.last();
}

/** Fields come into being as they come near: scrolls until one does. */
export async function reach(tab, locator, patience = PATIENCE) {
  const look = async () => {
    if (await locator.count()) return true;
    await tab.mouse.move(300, 500);
    await tab.mouse.wheel(0, 250);
    return false;
  };
  await until(look, locator, patience);
  await locator.last().scrollIntoViewIfNeeded();
  return locator.last();
}

/** Uploads a file into the item; `chosen` is called when it stands in the dialog. */
export async function attach(tab, name, chosen = async () => {}) {
  await (await reach(tab, tab.getByRole("button", { name: "Duyệt tệp" }))).click();
  const [chooser] = await Promise.all([
    tab.waitForEvent("filechooser"),
    tab.getByRole("dialog").getByRole("button", { name: "Tải lên" }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "application/pdf", buffer: await readFile(path.join(AGENCIES, "so-tu-phap/tep/to-gap-tiep-can-thong-tin.pdf")) });
  await chosen();
  await tab.getByRole("button", { name: "Chèn" }).click();
  await tab.getByRole("button", { name: "Chèn" }).waitFor({ state: "detached" });
}

export async function save(tab) {
  await tab.getByRole("button", { name: "Lưu", exact: true }).click();
  await tab.getByText("Đã lưu").first().waitFor();
}

/** Runs a command of ours on the demo's data with some files replaced; its exit code and words.
 *
 * The data as they were lie in a folder beside, `truoc`.
 */
export async function command(files, ...args) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "bieu-mau-"));
  const before = await repository();
  try {
    await write(path.join(folder, "truoc"), before);
    await write(folder, { ...before, ...files });
    const run = promisify(execFile)(process.env.PYTHON, ["-m", "access_info", ...args], { cwd: folder });
    const { stdout, stderr } = await run.catch((error) => error);
    return { code: run.child.exitCode, said: stdout + stderr };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function write(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}
