// The request form in a real browser: printed, saved, copied, mailed, cleared.
//
//   SITE=DIR CHROMIUM=FILE PYTHON=FILE node --test reader/request.test.mjs
//
// SITE is a built demo site.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { eventually } from "../waiting.mjs";
import { AGENCY, FILLED, FORM, SECRET, fill, holdMail, holdPrint, open as openAddress } from "./request-form.mjs";
import { stage } from "./stage.mjs";

const { address } = stage();
const open = (page, { url = address(page), ...options } = {}) => openAddress(url, options);

test("whom a form goes to is what the site says, whatever an address says", async () => {
  for (const agency of ["khong-co", "__proto__", "constructor", "<b>x</b>"]) {
    const { tab, asked, context } = await open(`${FORM}#co-quan=${encodeURIComponent(agency)}&mail=a@mau.example`);
    // The file that says whom a form may go to has come by now: the page is loaded only with it.
    assert.ok(await tab.evaluate(() => Boolean(window.accessInfoReceivers)));
    assert.equal(await tab.locator("[data-receiver]").isVisible(), false, agency);
    assert.ok(await tab.locator("[data-receiver-none]").isVisible());
    assert.deepEqual(asked.filter((line) => line.startsWith("lỗi")), []);
    await context.close();
  }
});

test("filling a form asks for nothing and stores nothing", async () => {
  const { tab, asked, context } = await open(FILLED);
  await tab.locator("[data-receiver]").waitFor();
  const before = asked.length;
  const form = await fill(tab);
  await form.getByLabel("Họ và tên").press("Enter");
  await tab.waitForTimeout(300);
  // The mark of the tab comes when the browser likes.
  assert.deepEqual(asked.slice(before).filter((one) => !one.endsWith("/icon.svg")), []);
  assert.equal(tab.url(), address(FILLED));
  const kept = await tab.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  assert.doesNotMatch(kept, /Nguyễn|quy hoạch/);
  await tab.reload();
  assert.equal(await form.getByLabel("Họ và tên").inputValue(), "");
  await context.close();
});

test("only the letter is printed, on one page, in plain text", async () => {
  const { tab, context } = await open(FILLED);
  await holdPrint(tab);
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
  assert.doesNotMatch(text, /Gửi tới|Xóa hết/);
  const pdf = await tab.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1);
  await context.close();
});

test("the saved file is a letter that Word opens, with the text as text", async () => {
  const { tab, context } = await open(FILLED);
  const form = await fill(tab);
  const waiting = tab.waitForEvent("download");
  await form.getByRole("button", { name: "Lưu tệp Word" }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), "phieu-01a-so-tu-phap.docx");
  const script = "import docx, sys; print(chr(10).join(row.text for row in docx.Document(sys.argv[1]).paragraphs))";
  const { stdout } = await promisify(execFile)(process.env.PYTHON, ["-c", script, await download.path()], {
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  const lines = stdout.trim().split("\n");
  assert.deepEqual(lines.slice(0, 5), [
    "Mẫu 01a. Theo mẫu của Nghị định 13/2018/NĐ-CP, chưa xác minh còn áp dụng.",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Phiếu yêu cầu cung cấp thông tin (công dân)",
    "Kính gửi: Sở Tư pháp tỉnh Mẫu",
  ]);
  assert.ok(lines.includes(`Thông tin yêu cầu: tên văn bản, hồ sơ, tài liệu: ${SECRET}`), stdout);
  assert.ok(lines.includes("Ngày 05 tháng 11 năm 2026"));
  assert.equal(lines.at(-1), "Nguyễn Thị Mẫu");
  assert.match(await form.locator("[data-form-status]").innerText(), /phieu-01a-so-tu-phap\.docx/);
  await context.close();
});

test("in a frame that may save nothing the words are there to be copied", async () => {
  const { tab, context } = await open("", { url: "about:blank", alone: true });
  const body = `<iframe sandbox="allow-scripts" src="${address(FILLED)}" width="800" height="3000"></iframe>`;
  await tab.route("**/khung.html", (route) => route.fulfill({ contentType: "text/html", body }));
  await tab.goto(address("khung.html"));
  const frame = tab.frameLocator("iframe");
  const form = await fill(frame);
  const downloads = [];
  tab.on("download", (download) => downloads.push(download));
  await form.getByRole("button", { name: "Lưu tệp Word" }).click();
  const box = form.getByLabel("Chữ của phiếu");
  await box.waitFor();
  assert.match(await box.inputValue(), /Kính gửi: Sở Tư pháp tỉnh Mẫu[^]*Họ và tên: Nguyễn Thị Mẫu/);
  assert.ok((await box.inputValue()).includes(SECRET));
  const told = /trong khung của trang khác[^]*(Đã chép|tự chép)/;
  await eventually(async () => assert.match(await form.locator("[data-form-status]").innerText(), told));
  assert.deepEqual(downloads, []);
  await context.close();
});

test("a form that lacks what the law asks for asks first, and prints for handwriting all the same", async () => {
  const { tab, context } = await open(FILLED);
  await holdPrint(tab);
  const prints = () => tab.evaluate(() => window.prints);
  const form = tab.locator("form[data-form=phieu-01a]");
  const print = form.getByRole("button", { name: "In phiếu" });
  await print.click();
  assert.equal(await prints(), 0);
  assert.match(await form.locator("[data-form-status]").innerText(), /“Họ và tên”[^]*“Lý do, mục đích”[^]*bấm lần nữa/);
  const name = form.getByLabel("Họ và tên");
  assert.ok(await name.evaluate((field) => field === document.activeElement));
  assert.equal(await name.getAttribute("aria-invalid"), "true");
  const said = await name.evaluate((field) => document.getElementById(field.getAttribute("aria-describedby")).textContent);
  assert.equal(said, "Ô này còn trống.");
  // What has a hint keeps it; what nobody must fill in is not asked for.
  const kind = form.getByLabel("Hình thức cung cấp");
  assert.match(await kind.getAttribute("aria-describedby"), /-loi phieu-01a-hinh-thuc-goi-y$/);
  assert.equal(await form.getByLabel("Điện thoại, thư điện tử").getAttribute("aria-invalid"), null);
  assert.match(await form.locator("label", { hasText: "Điện thoại" }).innerText(), /không bắt buộc/);
  await print.click();
  assert.equal(await prints(), 1);
  await tab.getByRole("button", { name: "In mẫu 01a để trống" }).click();
  assert.equal(await prints(), 2);
  assert.match(await tab.locator(".ai-paper-to").innerText(), /^Kính gửi:\s*$/);
  await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.match(await tab.locator(".ai-paper-to").innerText(), /Sở Tư pháp/);
  await context.close();
});

test("a short letter fits a mail; a long one is saved to be attached", async () => {
  const { tab, context } = await open(FILLED);
  await holdMail(tab);
  const form = await fill(tab, "Giá đất");
  const write = form.getByRole("button", { name: "Soạn thư điện tử" });
  const downloads = [];
  tab.on("download", (download) => downloads.push(download.suggestedFilename()));
  await write.click();
  await form.getByLabel("Thông tin yêu cầu: tên văn bản").fill("Quyết định ".repeat(200));
  const saving = tab.waitForEvent("download");
  await write.click();
  await saving;
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
  assert.deepEqual(downloads, ["phieu-01a-so-tu-phap.docx"]);
  assert.match(await form.locator("[data-form-status]").innerText(), /đính kèm/);
  await context.close();
});

test("a filled form of ordinary length fits a mail; an empty one is not mailed", async () => {
  const { tab, context } = await open(`${FORM}#co-quan=van-phong-ubnd-tinh`);
  await holdMail(tab);
  const form = tab.locator("form[data-form=phieu-01a]");
  const write = form.getByRole("button", { name: "Soạn thư điện tử" });
  await write.click();
  // A mail is not written on by hand: pressing again does not send it.
  await write.click();
  assert.match(await form.locator("[data-form-status]").innerText(), /Còn trống: “Họ và tên”, “Nơi cư trú[^]*Hãy điền trước/);
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
  const { tab, context } = await open(FILLED);
  const form = tab.locator("form[data-form=phieu-01a]");
  const fax = form.getByLabel("Số fax (nếu có)");
  assert.equal(await fax.isVisible(), false);
  await form.getByLabel("Ngày viết phiếu").fill("2026-08-31");
  assert.equal(await fax.isVisible(), true);
  await tab.goto(address(AGENCY));
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
  const { tab, context } = await open(FILLED);
  const form = tab.locator("form[data-form=phieu-01a]");
  const [name, wanted] = [form.getByLabel("Họ và tên"), form.getByLabel("Thông tin yêu cầu: tên văn bản")];
  const write = form.getByRole("button", { name: "Soạn thư điện tử" });
  await wanted.fill(SECRET);
  await tab.locator("[data-receiver]").waitFor();
  await write.click();
  assert.equal(await name.getAttribute("aria-invalid"), "true");
  assert.equal(await wanted.getAttribute("aria-invalid"), null);
  assert.ok(await name.evaluate((field) => field === document.activeElement));
  await tab.keyboard.type("Nguyễn");
  assert.equal(await name.getAttribute("aria-invalid"), null);
  await fill(tab);
  await form.getByRole("button", { name: "Lưu tệp Word" }).click();
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

test("clearing empties every field, the paper, and what was to come along", async () => {
  const { tab, context } = await open(`${FILLED}&q=${encodeURIComponent(SECRET)}`);
  const form = await fill(tab);
  await form.getByRole("button", { name: "Xóa hết" }).click();
  await form.locator("[data-form-status]", { hasText: "Đã xóa" }).waitFor();
  for (const field of await form.locator("input:not([type=date]), textarea").all()) {
    assert.equal(await field.inputValue(), "");
  }
  assert.doesNotMatch(await tab.locator(".ai-paper").innerText(), /quy hoạch|Nguyễn/);
  const links = tab.locator("a[data-ask-form], a[data-ask-back]");
  const places = await links.evaluateAll((all) => all.map((link) => decodeURIComponent(link.href)));
  assert.ok(places.length >= 3);
  assert.deepEqual(places.filter((place) => /quy hoạch/.test(place)), []);
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
