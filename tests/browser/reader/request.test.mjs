// The guided request in a real browser: what is typed goes where it should, and nowhere else.
//
//   SITE=DIR CHROMIUM=FILE node --test reader/request.test.mjs
//
// SITE is a built demo site.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { SITE, lend, stage } from "./stage.mjs";

const AGENCY = "co-quan/so-tu-phap/cach-yeu-cau/";
const SECRET = "Bản đồ quy hoạch “khu Mẫu” & <b>ký hiệu</b>";
const { address } = stage();

/** Opens a page; what it asks for and complains of is kept. */
async function open(page, { scripts = true, url = address(page), ...options } = {}) {
  const { tab, context } = await lend({ javaScriptEnabled: scripts, serviceWorkers: "block", ...options });
  const asked = [];
  tab.on("request", (request) => {
    // The browser fetches the site's icon when it likes.
    if (!request.url().endsWith("/favicon.png")) asked.push(request.url());
  });
  tab.on("console", (message) => {
    if (message.type() === "error") asked.push(`lỗi: ${message.text()}`);
  });
  tab.on("pageerror", (error) => asked.push(`lỗi: ${error.message}`));
  await tab.goto(url, { waitUntil: "load" });
  return { tab, asked, context };
}

/** Fills the form for one person. */
async function fill(tab, wanted = SECRET) {
  const form = tab.locator("form[data-form=phieu-01a]");
  await form.getByLabel("Họ và tên").fill("Nguyễn Thị Mẫu");
  await form.getByLabel("Thông tin yêu cầu: tên văn bản").fill(wanted);
  await form.getByLabel("Ngày viết phiếu").fill("2026-11-05");
  return form;
}

/** Keeps the address of a mail program instead of calling one. */
function holdMail(tab) {
  return tab.evaluate(() => {
    window.mails = [];
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest("a[href^='mailto:']");
        if (!link) return;
        event.preventDefault();
        window.mails.push(link.href);
      },
      true,
    );
  });
}

test("what was looked for comes along to the agency's form, and to no server", async () => {
  const { tab, asked, context } = await open("yeu-cau/");
  await tab.getByLabel("Bạn cần thông tin gì?").fill(SECRET);
  await tab.locator("[data-ask-links] a", { hasText: "Sở Tư pháp" }).first().click();
  await tab.waitForURL(/cach-yeu-cau\/#buoc-3$/);
  const form = tab.locator("form[data-form=phieu-01a]");
  assert.equal(await form.getByLabel("Thông tin yêu cầu: tên văn bản").inputValue(), SECRET);
  // No address holds it: browsers write addresses down.
  assert.deepEqual(asked.filter((url) => /Mẫu”|quy hoạch/.test(decodeURIComponent(url))), []);
  assert.doesNotMatch(decodeURIComponent(tab.url()), /quy hoạch/);
  assert.equal(await tab.evaluate(() => window.name), "");
  const top = await tab.locator("#buoc-3").evaluate((place) => place.getBoundingClientRect().top);
  assert.ok(top < 300, `${top}`);
  await context.close();
});

test("filling a form asks for nothing and stores nothing", async () => {
  const { tab, asked, context } = await open(AGENCY);
  const before = asked.length;
  const form = await fill(tab);
  await form.getByLabel("Họ và tên").press("Enter");
  await tab.waitForTimeout(300);
  // The mark of the tab comes when the browser likes.
  assert.deepEqual(asked.slice(before).filter((one) => !one.endsWith("/icon.svg")), []);
  assert.equal(tab.url(), address(AGENCY));
  const kept = await tab.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  assert.doesNotMatch(kept, /Nguyễn|quy hoạch/);
  await tab.reload();
  assert.equal(await form.getByLabel("Họ và tên").inputValue(), "");
  await context.close();
});

test("only the letter is printed, on one page, in plain text", async () => {
  const { tab, context } = await open(AGENCY);
  await tab.evaluate(() => {
    window.print = () => {};
  });
  const form = await fill(tab);
  await form.getByRole("button", { name: "In phiếu" }).click();
  await tab.emulateMedia({ media: "print" });
  const text = await tab.evaluate(() => document.body.innerText);
  assert.match(text, /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/);
  assert.match(text, /Kính gửi: Sở Tư pháp tỉnh Mẫu/);
  assert.match(text, /theo Luật Tiếp cận thông tin số 01\/2026\/QH16/);
  assert.match(text, /Mẫu 01a\. Theo mẫu của Nghị định 13\/2018\/NĐ-CP, chưa xác minh còn áp dụng\./);
  assert.match(text, /Ngày 05 tháng 11 năm 2026/);
  assert.ok(text.includes(SECRET));
  assert.doesNotMatch(text, /Tính hạn trả lời|Xóa hết/);
  const pdf = await tab.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1);
  await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.match(await tab.evaluate(() => document.body.innerText), /Các bước/);
  await context.close();
});

test("the saved file stands on its own and holds the text as text", async () => {
  const { tab, context } = await open(AGENCY);
  const form = await fill(tab);
  const waiting = tab.waitForEvent("download");
  await form.getByRole("button", { name: "Lưu thành tệp" }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), "phieu-01a-so-tu-phap.html");
  const html = await readFile(await download.path(), "utf8");
  assert.match(html, /^<!doctype html><html lang="vi"><meta charset="utf-8">/);
  assert.doesNotMatch(html, /\b(src|href)=|url\(|<script|<b>/);
  assert.match(html, /&lt;b&gt;ký hiệu&lt;\/b&gt;/);
  assert.match(await form.locator("[data-form-status]").innerText(), /phieu-01a-so-tu-phap\.html/);
  await context.close();
});

test("a short letter fits a mail; a long one is saved to be attached", async () => {
  const { tab, context } = await open(AGENCY);
  await holdMail(tab);
  const form = await fill(tab, "Giá đất");
  const write = form.getByRole("button", { name: "Soạn thư điện tử" });
  const downloads = [];
  tab.on("download", (download) => downloads.push(download.suggestedFilename()));
  await write.click();
  await form.getByLabel("Thông tin yêu cầu: tên văn bản").fill("Quyết định ".repeat(200));
  await write.click();
  await tab.waitForTimeout(200);
  const [short, long] = (await tab.evaluate(() => window.mails)).map((mail) => new URL(mail));
  for (const mail of [short, long]) {
    assert.equal(mail.pathname, "tiep-can-thong-tin@so-tu-phap.mau.example");
    assert.ok(mail.href.length <= 2000, `${mail.href.length}`);
  }
  const lines = short.searchParams.get("body").split("\r\n");
  for (const line of ["Kính gửi: Sở Tư pháp tỉnh Mẫu", "Họ và tên: Nguyễn Thị Mẫu", "Ngày 05 tháng 11 năm 2026"]) {
    assert.ok(lines.includes(line), lines.join("\n"));
  }
  assert.match(long.searchParams.get("body"), /gửi kèm/);
  assert.deepEqual(downloads.at(-1), "phieu-01a-so-tu-phap.html");
  assert.match(await form.locator("[data-form-status]").innerText(), /đính kèm/);
  await context.close();
});

test("a filled form of ordinary length fits a mail; an empty one is not mailed", async () => {
  const { tab, context } = await open("co-quan/van-phong-ubnd-tinh/cach-yeu-cau/");
  await holdMail(tab);
  const form = tab.locator("form[data-form=phieu-01a]");
  const write = form.getByRole("button", { name: "Soạn thư điện tử" });
  await write.click();
  assert.match(await form.locator("[data-form-status]").innerText(), /hãy điền “Họ và tên”, “Thông tin yêu cầu/);
  await fill(tab, "Quyết định phê duyệt quy hoạch chi tiết khu dân cư Mẫu Trung");
  await form.getByLabel("Nơi cư trú").fill("Số 5 đường Mẫu Hai, phường Mẫu Trung");
  await form.getByLabel("Lý do, mục đích").fill("Chuẩn bị làm nhà");
  await write.click();
  const [mail] = await tab.evaluate(() => window.mails);
  assert.match(new URL(mail).searchParams.get("body"), /khu dân cư Mẫu Trung/);
  assert.ok(mail.length <= 2000, `${mail.length}`);
  await context.close();
});

test("fields and deadlines follow the law of the day", async () => {
  const { tab, context } = await open(AGENCY);
  const form = tab.locator("form[data-form=phieu-01a]");
  const fax = form.getByLabel("Số fax (nếu có)");
  assert.equal(await fax.isVisible(), false);
  await form.getByLabel("Ngày viết phiếu").fill("2026-08-31");
  assert.equal(await fax.isVisible(), true);
  const day = tab.getByLabel("Ngày cơ quan nhận yêu cầu");
  const list = tab.locator(".ai-due > li");
  await day.fill("2026-08-31");
  assert.equal(await list.count(), 11);
  assert.match(await tab.locator("[data-due-status]").innerText(), /104\/2016\/QH13/);
  await day.fill("2026-11-12");
  assert.equal(await list.count(), 3);
  assert.match(await list.first().innerText(), /hết thứ Tư, 25\/11\/2026/);
  await list.first().getByText("Cách tính").click();
  assert.match(await list.first().innerText(), /ngày 24\/11\/2026 \(Ngày Văn hóa Việt Nam\) là ngày nghỉ/);
  await day.fill("2026-09-03");
  assert.match(await tab.locator("[data-due-status]").innerText(), /01\/2026\/QH16/);
  await tab.getByLabel("Ngày gửi yêu cầu, nếu gửi trước").fill("2026-08-31");
  assert.match(await tab.locator("[data-due-status]").innerText(), /104\/2016\/QH13/);
  await day.fill("");
  assert.equal(await list.count(), 0);
  await context.close();
});

test("what a form says stands by its buttons, and what lacks is marked and entered", async () => {
  const { tab, context } = await open(AGENCY);
  const form = tab.locator("form[data-form=phieu-01a]");
  const [name, wanted] = [form.getByLabel("Họ và tên"), form.getByLabel("Thông tin yêu cầu: tên văn bản")];
  const write = form.getByRole("button", { name: "Soạn thư điện tử" });
  await wanted.fill(SECRET);
  await write.click();
  assert.equal(await name.getAttribute("aria-invalid"), "true");
  assert.equal(await wanted.getAttribute("aria-invalid"), null);
  assert.ok(await name.evaluate((field) => field === document.activeElement));
  await tab.keyboard.type("Nguyễn");
  assert.equal(await name.getAttribute("aria-invalid"), null);
  await form.getByRole("button", { name: "Lưu thành tệp" }).click();
  const status = form.locator("[data-form-status]");
  assert.match(await status.innerText(), /Đã lưu tệp/);
  const [low, high] = [await write.boundingBox(), await status.boundingBox()];
  assert.ok(high.y - low.y - low.height < 60, `${high.y - low.y}`);
  await name.fill("");
  await write.click();
  await form.getByRole("button", { name: "Xóa hết" }).click();
  assert.equal(await name.getAttribute("aria-invalid"), null);
  await context.close();
});

test("days that cannot be reckoned say why", async () => {
  const { tab, context } = await open(AGENCY);
  const [received, sent] = [tab.getByLabel("Ngày cơ quan nhận yêu cầu"), tab.getByLabel("Ngày gửi yêu cầu")];
  const status = tab.locator("[data-due-status]");
  const says = async (day, words) => {
    await received.fill(day);
    assert.match(await status.innerText(), words, day);
  };
  await says("2018-06-01", /^Không tính được: ngày 01\/6\/2018 là trước ngày 01\/7\/2018, khi Luật .*104\/2016\/QH13 /);
  await says("2024-12-31", /^Chưa tính được, hỏi cơ quan\. .*ngày 31\/12\/2024 theo Luật .*104\/2016/);
  await says("2027-12-30", /^Chưa tính được: chưa có lịch nghỉ năm 2028\. .*ngày 30\/12\/2027 theo Luật .*01\/2026/);
  await says("2028-03-01", /^Chưa tính được, hỏi cơ quan\. .*ngày 01\/3\/2028 theo Luật .*01\/2026/);
  assert.equal(await tab.locator(".ai-due > li").count(), 0);
  await sent.fill("2026-11-28");
  await says("2026-11-25", /^Ngày gửi không thể sau ngày nhận\./);
  assert.equal(await sent.getAttribute("aria-invalid"), "true");
  assert.equal(await tab.locator(".ai-due > li").count(), 0);
  await sent.fill("2026-11-25");
  assert.equal(await sent.getAttribute("aria-invalid"), "false");
  assert.equal(await tab.locator(".ai-due > li").count(), 3);
  await context.close();
});

test("clearing empties every field of every form", async () => {
  const { tab, context } = await open(AGENCY);
  const form = await fill(tab);
  const other = tab.locator("form[data-form=phieu-01b]");
  await tab.locator("summary", { hasText: "Mẫu 01b" }).click();
  await other.getByLabel("Thông tin yêu cầu: tên văn bản").fill(SECRET);
  await form.getByRole("button", { name: "Xóa hết" }).click();
  assert.equal(await form.getByLabel("Họ và tên").inputValue(), "");
  assert.equal(await other.getByLabel("Thông tin yêu cầu: tên văn bản").inputValue(), "");
  await form.locator("[data-form-status]", { hasText: "Đã xóa" }).waitFor();
  assert.equal(await other.locator("[data-form-status]").innerText(), "");
  await context.close();
});

test("without scripts an empty form is printed, and every day is in a table", async () => {
  const { tab, context } = await open(AGENCY, { scripts: false });
  assert.equal(await tab.locator("form[data-form]").first().isVisible(), false);
  assert.match(await tab.locator("[data-no-script=form]").innerText(), /in mẫu để trống/);
  await tab.getByRole("link", { name: "Mẫu 01a để trống, in ra viết tay" }).click();
  assert.ok((await tab.locator(".ai-dots").count()) > 8);
  await tab.goto(address("thoi-han/"));
  await tab.getByRole("link", { name: "Tháng 11 Năm 2026" }).click();
  assert.match(await tab.locator("#ngay-12").innerText(), /thứ Tư, 25\/11\/2026/);
  await context.close();
});

test("an empty form prints on one page without anything else", async () => {
  for (const form of ["phieu-01a", "phieu-01b"]) {
    const { tab, context } = await open(`yeu-cau/${form}/`);
    await tab.emulateMedia({ media: "print" });
    const text = await tab.evaluate(() => document.body.innerText);
    assert.match(text.trim(), /^Mẫu 01/);
    assert.doesNotMatch(text, /Dùng lệnh in|có hiệu lực từ/);
    const pdf = await tab.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, form);
    await context.close();
  }
});

test("it all works from a folder", async () => {
  const url = pathToFileURL(path.join(SITE, AGENCY, "index.html")).href;
  const start = pathToFileURL(path.join(SITE, "yeu-cau/index.html")).href;
  const { tab, asked, context } = await open(AGENCY, { url: start });
  await tab.getByLabel("Bạn cần thông tin gì?").fill(SECRET);
  // Links of this site name folders, which a server opens and a file manager does not.
  await tab.locator("[data-ask-links] a", { hasText: "Sở Tư pháp" }).first().evaluate((link, href) => {
    link.href = `${href}#buoc-3`;
    link.click();
  }, url);
  await tab.waitForURL(/cach-yeu-cau\/index\.html#buoc-3$/);
  const form = tab.locator("form[data-form=phieu-01a]");
  assert.equal(await form.getByLabel("Thông tin yêu cầu: tên văn bản").inputValue(), SECRET);
  await tab.getByLabel("Ngày cơ quan nhận yêu cầu").fill("2026-11-12");
  assert.equal(await tab.locator(".ai-due > li").count(), 3);
  const waiting = tab.waitForEvent("download");
  await form.getByRole("button", { name: "Lưu thành tệp" }).click();
  assert.equal((await waiting).suggestedFilename(), "phieu-01a-so-tu-phap.html");
  assert.deepEqual(asked.filter((line) => line.startsWith("lỗi")), []);
  await context.close();
});
