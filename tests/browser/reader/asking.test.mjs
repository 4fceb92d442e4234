// From a question to an agency and its form: what is typed goes where it should, and nowhere else.
//
//   SITE=DIR CHROMIUM=FILE PYTHON=FILE node --test reader/asking.test.mjs
//
// SITE is a built demo site.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { atRest, follow } from "../waiting.mjs";
import { AGENCY, FILLED, FORM, SECRET, fill, holdPrint, open as openAddress } from "./request-form.mjs";
import { SITE, stage } from "./stage.mjs";

const { address } = stage();
const open = (page, { url = address(page), ...options } = {}) => openAddress(url, options);

test("no hit, then ask, then print: three clicks, and the words come along to no server", async () => {
  const { tab, asked, context } = await open(`yeu-cau/#q=${encodeURIComponent(SECRET)}`);
  const places = () => [tab.url(), ...asked].map(decodeURIComponent).filter((url) => /quy hoạch/.test(url));
  assert.match(await tab.locator("[data-asked]").innerText(), /Bản đồ quy hoạch “khu Mẫu” & <b>ký hiệu/);
  assert.equal(await tab.locator("#buoc-1").isVisible(), false);
  // Words that stay in the address stay in the browser's history.
  await tab.waitForURL(({ hash }) => hash === "");
  assert.deepEqual(places(), []);
  await tab.getByLabel("Tìm xã, phường, cơ quan").fill("tu phap");
  await follow(tab.locator("[data-choice]:visible", { hasText: "Sở Tư pháp" }).first(), /phieu-01a\/#co-quan=so-tu-phap$/);
  const form = tab.locator("form[data-form=phieu-01a]");
  assert.equal(await form.getByLabel("Thông tin yêu cầu: tên văn bản").inputValue(), SECRET);
  assert.deepEqual(places(), []);
  assert.match(await tab.locator(".ai-contact").innerText(), /Văn phòng Sở[^]*0298 3812 001[^]*tiep-can-thong-tin@[^]*Địa chỉ/);
  assert.match(await tab.locator(".ai-contact [data-until]").innerText(), /^Gửi hôm nay thì chậm nhất (thứ|Chủ)[^]* phải trả lời\.$/);
  await holdPrint(tab);
  await fill(tab);
  await form.getByRole("button", { name: "In phiếu" }).click();
  assert.equal(await tab.evaluate(() => window.prints), 1);
  await context.close();
});

test("one thing at a time: what is asked first, then whom; what was typed can be changed", async () => {
  const { tab, context } = await open("yeu-cau/");
  const [first, second] = [tab.locator("#buoc-1"), tab.locator("#buoc-2")];
  const seen = async () => [await first.isVisible(), await second.isVisible()];
  assert.deepEqual(await seen(), [true, false]);
  await tab.getByLabel("Bạn cần thông tin gì?").fill("Giá đất");
  await tab.getByRole("button", { name: "Tiếp: chọn cơ quan" }).click();
  assert.deepEqual(await seen(), [false, true]);
  assert.ok(await second.evaluate((heading) => heading === document.activeElement));
  await tab.getByRole("button", { name: "Sửa" }).click();
  assert.deepEqual(await seen(), [true, false]);
  assert.equal(await tab.getByLabel("Bạn cần thông tin gì?").inputValue(), "Giá đất");
  await tab.getByLabel("Bạn cần thông tin gì?").fill("Bảng giá đất");
  await tab.getByRole("button", { name: "Tiếp: chọn cơ quan" }).click();
  const link = tab.locator("[data-choice=so-y-te]").first();
  assert.match(decodeURIComponent(await link.getAttribute("href")), /^phieu-01a\/#co-quan=so-y-te&q=Bảng giá đất$/);
  await context.close();
});

test("an agency is found by subject, by place, by a former name, without accents", async () => {
  const { tab, context } = await open("yeu-cau/#buoc-2");
  const box = tab.getByLabel("Tìm xã, phường, cơ quan");
  const found = async (words) => {
    await box.fill(words);
    return tab.locator("[data-pick-row]:visible [data-choice]").evaluateAll((all) => all.map((link) => link.dataset.choice));
  };
  assert.deepEqual(await found("mau an"), ["xa-mau-hoa"]);
  assert.deepEqual(await found("Hòn Mẫu"), ["dac-khu-hon-mau"]);
  assert.ok((await found("ngân sách")).includes("so-tai-chinh"));
  assert.equal(await tab.locator("[data-pick-none]").isVisible(), false);
  assert.deepEqual(await found("khong co noi nay"), []);
  assert.match(await tab.locator("[data-pick-none]").innerText(), /0298 3812 005/);
  await context.close();
});

test("subjects close to what is asked come first", async () => {
  const firstOf = async (words) => {
    const { tab, context } = await open(`yeu-cau/#q=${encodeURIComponent(words)}`);
    const first = await tab.locator("[data-subjects] dt").first().innerText();
    const isTold = await tab.locator("[data-near]").isVisible();
    await context.close();
    return [first, isTold];
  };
  assert.deepEqual(await firstOf("bảng GIÁ ĐẤT năm 2026"), ["Giá đất", true]);
  assert.deepEqual(await firstOf("quyet toan ngan sach xa"), ["Quyết toán ngân sách nhà nước", true]);
  const [usual, isTold] = await firstOf("con trâu của bà Tư");
  assert.match(usual, /^Chiến lược/);
  assert.equal(isTold, false);
});

test("an agency that announced nothing leads to the office, and is still named on the form", async () => {
  const { tab, context } = await open(`${FORM}#co-quan=xa-mau-lam`);
  const place = tab.locator(".ai-contact");
  await place.locator("[data-office]").waitFor();
  assert.match(await place.innerText(), /xã Mẫu Lâm[^]*chưa công bố nơi nhận[^]*Sở Tư pháp tỉnh Mẫu[^]*0298 3812 005/);
  assert.match(await tab.locator(".ai-paper-to").innerText(), /Kính gửi: Ủy ban nhân dân xã Mẫu Lâm/);
  assert.equal(await tab.getByRole("button", { name: "Soạn thư điện tử" }).isVisible(), false);
  await context.close();
});

test("words come along from form to form, and back to the choice of an agency", async () => {
  const { tab, context } = await open(FILLED);
  await fill(tab);
  await follow(tab.getByRole("link", { name: "Mẫu 01b" }), /phieu-01b\/#co-quan=so-tu-phap$/);
  await tab.locator("[data-receiver]").waitFor();
  assert.equal(await tab.getByLabel("Thông tin yêu cầu: tên văn bản").inputValue(), SECRET);
  await follow(tab.getByRole("link", { name: "Chọn cơ quan khác" }), /yeu-cau\/$/);
  assert.match(await tab.locator("[data-asked]").innerText(), /Bản đồ quy hoạch/);
  await context.close();
});

test("an agency's page tells in short who, what it costs, by when, where to, and leads to the form", async () => {
  const { tab, context } = await open(`${AGENCY}#q=${encodeURIComponent("Giá đất")}`);
  const card = tab.locator("#buoc-3");
  assert.match(await card.innerText(), /Công dân Việt Nam[^]*Không mất phí[^]*12 ngày[^]*Gửi hôm nay thì chậm nhất[^]*0298 3812 001/);
  const top = await card.evaluate((place) => place.getBoundingClientRect().top);
  assert.ok(top < 400, `${top}`);
  await follow(card.getByRole("link", { name: "Viết phiếu yêu cầu" }), /yeu-cau\/phieu-01a\/#co-quan=so-tu-phap$/);
  await tab.locator("[data-receiver]").waitFor();
  assert.equal(await tab.getByLabel("Thông tin yêu cầu: tên văn bản").inputValue(), "Giá đất");
  await context.close();
});

test("an ended agency's page names who took over, with the telephone and a button", async () => {
  const { tab, context } = await open("co-quan/xa-mau-an/cach-yeu-cau/");
  const notice = tab.locator("#cham-dut");
  assert.match(await notice.innerText(), /xã Mẫu Hòa: 0298 3822 001/);
  assert.doesNotMatch(await tab.locator(".ai-fragment").innerText(), /chưa công bố/);
  await follow(notice.getByRole("link", { name: "Hỏi Ủy ban nhân dân xã Mẫu Hòa" }), /phieu-01a\/#co-quan=xa-mau-hoa$/);
  assert.match(await tab.locator("[data-receiver-name]").innerText(), /xã Mẫu Hòa/);
  await context.close();
});

test("from search to form not more than 40 kB come over the wire", async () => {
  let bytes = 0;
  for (const page of [`yeu-cau/#q=${encodeURIComponent(SECRET)}`, FILLED]) {
    const { tab, context } = await open("", { url: "about:blank", alone: true });
    const session = await context.newCDPSession(tab);
    const [ours, own] = [new Set(), /request[^/]*\.(?:js|css)$|\/yeu-cau\/(?:.*\/)?[^/]*(?:\.js)?$/];
    await session.send("Network.enable");
    session.on("Network.responseReceived", ({ requestId, response }) => own.test(response.url) && ours.add(requestId));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (ours.has(requestId)) bytes += encodedDataLength;
    });
    await tab.goto(address(page), { waitUntil: "load" });
    await atRest(tab);
    await context.close();
  }
  console.log(`từ tìm kiếm đến phiếu: ${(bytes / 1000).toFixed(1)} kB`);
  assert.ok(bytes > 10_000 && bytes < 40_000, `${bytes}`);
});

test("without scripts links lead from step to step, an empty form is printed, every day is in a table", async () => {
  const { tab, context } = await open("yeu-cau/", { scripts: false });
  assert.ok(await tab.locator("#buoc-2").isVisible());
  assert.ok(await tab.locator("#chi-phi").isVisible());
  await follow(tab.getByRole("link", { name: "Sở Tư pháp", exact: true }), /cach-yeu-cau\/#buoc-3$/);
  await follow(tab.getByRole("link", { name: "Viết phiếu yêu cầu" }), /phieu-01a\//);
  assert.equal(await tab.locator("form[data-form]").first().isVisible(), false);
  assert.match(await tab.locator("[data-no-script=form]").first().innerText(), /in mẫu để trống/);
  assert.ok((await tab.locator(".ai-dots").count()) > 8);
  assert.ok(await tab.locator(".ai-paper").isVisible());
  await tab.goto(address("thoi-han/"));
  await follow(tab.getByRole("link", { name: "Tháng 11 Năm 2026" }), /thoi-han\/2026-11\/$/);
  assert.match(await tab.locator("#ngay-12").innerText(), /thứ Tư, 25\/11\/2026/);
  await context.close();
});

test("it all works from a folder", async () => {
  const file = (page) => pathToFileURL(path.join(SITE, page, "index.html")).href;
  const { tab, asked, context } = await open("", { url: `${file("yeu-cau")}#q=${encodeURIComponent(SECRET)}` });
  assert.match(await tab.locator("[data-asked]").innerText(), /Bản đồ quy hoạch/);
  const choice = tab.locator("[data-choice=so-tu-phap]").first();
  const hash = new URL(await choice.evaluate((link) => link.href)).hash;
  // Links of this site name folders, which a server opens and a file manager does not.
  await tab.goto(`${file("yeu-cau/phieu-01a")}${hash}`);
  const form = await fill(tab);
  assert.match(await tab.locator(".ai-contact").innerText(), /0298 3812 001/);
  assert.match(await tab.locator(".ai-contact [data-until]").innerText(), /chậm nhất/);
  const waiting = tab.waitForEvent("download");
  await form.getByRole("button", { name: "Lưu tệp Word" }).click();
  assert.equal((await waiting).suggestedFilename(), "phieu-01a-so-tu-phap.docx");
  await tab.goto(file("co-quan/so-tu-phap/cach-yeu-cau"));
  await tab.getByLabel("Ngày cơ quan nhận yêu cầu").fill("2026-11-12");
  assert.equal(await tab.locator(".ai-due > li").count(), 3);
  assert.deepEqual(asked.filter((line) => line.startsWith("lỗi")), []);
  await context.close();
});
