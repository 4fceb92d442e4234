// The screens that the clerk's guide shows, walked through for real: by the guide's pictures they are known.
//
// PICTURES=DIR takes the pictures anew (scripts/pictures.py); without it, what the screens say is compared
// with what they said when the pictures were taken. Words and roles are compared and not pixels, since
// letters are drawn otherwise on each machine.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { eventually } from "../waiting.mjs";
import { LIST, addItem, attach, command, forge, openFile, reach, save, stage } from "./stage.mjs";

const { address, open } = stage();
const TAKEN = process.env.PICTURES;
const RECORD = new URL("pictures.json", import.meta.url);
const DAY = "2026-11-24";
const TITLE = "Kế hoạch phát triển kinh tế - xã hội năm 2027";
const WINDOW = { width: 800, height: 600 };
const WIDE = { width: 1280, height: 720 };
// The two that the README opens with are wide, and together not heavy.
const WIDE_QUALITY = 65;

test("the guide's pictures show the screens as they are", async () => {
  const seen = {};
  const { pictures } = JSON.parse(await readFile(RECORD, "utf8"));
  const then = Object.fromEntries(Object.entries(pictures).map(([name, picture]) => [name, picture.seen]));
  let isAsThen = !TAKEN;
  await walk(async (name, tab, { height, mark, says, window = WINDOW, quality }) => {
    await tab.setViewportSize({ ...window, height });
    await tab.mouse.move(0, 0);
    await tab.locator(".toast").first().waitFor({ state: "hidden" });
    const read = async () => {
      seen[name] = [];
      for (const part of says) seen[name].push(...words(await part.ariaSnapshot()));
    };
    // A screen may still be giving way to the next; after one that is another than then, none is waited for.
    const isSame = async () => {
      await read();
      assert.deepEqual(seen[name], then[name]);
    };
    if (isAsThen) isAsThen = await eventually(isSame).then(() => true, () => false);
    else await read();
    if (TAKEN) await take(name, tab, { mark, quality });
    await tab.setViewportSize(WINDOW);
  });
  if (TAKEN) await writeFile(path.join(TAKEN, "seen.json"), JSON.stringify(seen));
  else {
    assert.deepEqual(seen, then, "màn hình đã khác với hình trong hướng dẫn: chạy python3 scripts/pictures.py");
  }
});

/** A picture with an edge around, for it may be shown on a page that looks like it, and a mark around what is to be pressed. */
async function take(name, tab, { mark, quality = 80 }) {
  await mark?.evaluate((element) => Object.assign(element.style, { outline: "3px solid #c4001a", outlineOffset: "3px" }));
  await tab.evaluate(() => {
    const edge = document.body.appendChild(document.createElement("div"));
    edge.id = "edge";
    Object.assign(edge.style, { border: "2px solid #7d8590", inset: 0, pointerEvents: "none", position: "fixed", zIndex: 2 ** 31 - 1 });
  });
  await tab.screenshot({ path: path.join(TAKEN, `${name}.webp`), type: "webp", quality, animations: "disabled" });
  await tab.evaluate(() => document.getElementById("edge").remove());
  await mark?.evaluate((element) => Object.assign(element.style, { outline: "", outlineOffset: "" }));
}

/** The lines of what a screen reader meets, without addresses and the marks around inserted words. */
const words = (snapshot) =>
  snapshot
    .split("\n")
    .map((line) => line.replace(/[\u2066-\u2069]/g, "").trimEnd())
    .filter((line) => line && !/^\s*- \/url:/.test(line));

/** The headings of a page's first parts: which others there are depends on the day. */
const chapters = async (tab) => (await tab.locator("h2:visible").all()).slice(0, 2);

/** The site's front page and its dashboard; then from the list of agencies to the published item, telling `look` of each screen that is shown. */
async function walk(look) {
  const { tab, context } = await open({ viewport: WINDOW, deviceScaleFactor: 1.25, reducedMotion: "reduce", serviceWorkers: "block" });
  await context.clock.setFixedTime(`${DAY}T02:00:00Z`);
  const hub = await forge();
  await hub.attach(context);
  const button = (name) => tab.getByRole("button", { name, exact: true });

  for (const [name, page] of [["trang-dau", ""], ["tinh-hinh", "giam-sat/"]]) {
    await tab.setViewportSize(WIDE);
    await tab.goto(address(`../${page}`));
    const says = [tab.getByRole("heading", { level: 1 }), tab.getByRole("navigation").first(), ...(await chapters(tab))];
    await look(name, tab, { height: WIDE.height, window: WIDE, quality: WIDE_QUALITY, says });
  }

  await tab.goto(address("../co-quan/xa-mau-phu/cong-khai/"));
  const edit = tab.getByRole("link", { name: "Sửa dữ liệu trang này" });
  await tab.setViewportSize({ ...WINDOW, height: 330 });
  await edit.scrollIntoViewIfNeeded();
  await look("chinh-sua", tab, { height: 330, mark: edit, says: [edit, tab.getByRole("link", { name: /bằng biểu mẫu/ })] });

  await tab.goto(address());
  await tab.getByLabel("Tìm theo tên").fill("mau lam");
  const agency = tab.getByRole("link", { name: "Xã Mẫu Lâm" });
  await look("chon-co-quan", tab, { height: 480, mark: agency, says: [tab.locator("h1, h2:visible").first(), tab.getByRole("searchbox"), agency] });

  await agency.click();
  await button("Đăng nhập bằng mã truy cập").click();
  const asked = tab.getByRole("alertdialog");
  await asked.getByRole("textbox").waitFor();
  await look("dang-nhap", tab, { height: 480, says: [button("Đăng nhập bằng mã truy cập"), asked] });

  await asked.getByRole("textbox").fill("ma-thu");
  await button("Đăng nhập").click();
  const list = tab.getByRole("row", { name: LIST });
  await list.waitFor();
  await look("cac-tep", tab, { height: 460, mark: list, says: [list, tab.getByRole("row", { name: "Các lần đính chính" })] });

  await openFile(tab, LIST);
  const title = await addItem(tab);
  await title.fill(TITLE);
  await (await reach(tab, tab.getByRole("combobox", { name: "Điểm của luật" }))).click();
  await tab.getByRole("option", { name: /^a1\./ }).click();
  const points = tab.getByRole("group", { name: /Điểm của luật/ });
  await points.getByText(/^a1\./).waitFor();
  await title.scrollIntoViewIfNeeded();
  const added = tab.getByRole("button", { name: /^Thêm \S?mục\S?$/ });
  const bar = tab.getByRole("toolbar", { name: "Chính" });
  await look("muc-moi", tab, { height: 560, mark: added, says: [bar, title, points, added] });

  await reach(tab, button("Duyệt tệp"));
  const attachments = tab.getByRole("group", { name: /Tệp đính kèm/ });
  await attach(tab, "Kế hoạch phát triển 2027.pdf", async () => {
    const dialog = tab.getByRole("dialog");
    await dialog.getByText("Chưa lưu").waitFor();
    await look("chon-tep", tab, { height: 520, says: [attachments, dialog] });
  });
  await save(tab);
  const asking = tab.getByRole("alertdialog");
  await look("gui-duyet", tab, { height: 520, says: [asking] });

  await button("Gửi duyệt").click();
  await tab.getByText("Đang duyệt").first().waitFor();
  await look("dang-duyet", tab, { height: 460, mark: list.getByText("Đang duyệt"), says: [list] });

  const [commit] = hub.commits;
  const folder = await mkdtemp(path.join(os.tmpdir(), "xem-thu-"));
  try {
    const made = await command(commit.files, "preview", "xa-mau-lam", "--out", folder, "--as-of", DAY);
    assert.equal(made.code, 0, made.said);
    await tab.goto(pathToFileURL(path.join(folder, "co-quan/xa-mau-lam/cong-khai.html")).href);
    const row = tab.getByRole("row", { name: TITLE });
    await tab.setViewportSize({ ...WINDOW, height: 330 });
    await tab.getByRole("heading", { level: 2 }).filter({ visible: true }).first().evaluate((heading) => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 16));
    await look("tren-trang", tab, { height: 330, says: [row] });
  } finally {
    await rm(folder, { recursive: true });
  }
  await context.close();
}
