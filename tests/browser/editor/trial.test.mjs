// The form against the browser's own folder: what people typed by hand survives it, and our commands agree.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { eventually, until } from "../waiting.mjs";
import { LIST, addItem, command, openFile, reach, repository, stage } from "./stage.mjs";

const { address, open } = stage();
const PROFILE = "agencies/xa-mau-hoa/co-quan.yml";
const DISCLOSURE = "agencies/xa-mau-hoa/cong-khai.yml";
const typed = async (name) => readFile(new URL(`kho/${name}.yml`, import.meta.url), "utf8");

/** As in a preview: the files go along, and nothing is sent anywhere. */
async function tryOut(context, texts) {
  const changed = (name, change) =>
    context.route(`**/quan-tri/${name}.json`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), ...change } });
    });
  await changed("cau-hinh", { trial: true });
  await changed("co-quan/xa-mau-hoa", { texts });
}

const start = async (tab) => {
  await tab.goto(address("?co-quan=xa-mau-hoa"));
  await tab.getByRole("button", { name: "Mở bản xem thử" }).click();
  await tab.getByText(LIST).first().waitFor();
};

const stored = (tab, file) =>
  tab.evaluate(async (file) => {
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test");
    const parts = file.split("/");
    const name = parts.pop();
    for (const part of parts) folder = await folder.getDirectoryHandle(part);
    return (await (await folder.getFileHandle(name)).getFile()).text();
  }, file);

/** Saves, and gives the file's text once it is another than it was. */
async function save(tab, file) {
  const before = await stored(tab, file).catch(() => "");
  await tab.getByRole("button", { name: "Lưu", exact: true }).click();
  const changed = async () => {
    const now = await stored(tab, file).catch(() => "");
    return now !== before && now;
  };
  const after = await until(changed, `another text of ${file}`);
  await tab.getByRole("button", { name: "Lưu", exact: true }).waitFor({ state: "detached" });
  return after;
}

test("what stands in a file by hand stays: comments, words outside the lists, days that are none", async () => {
  const { tab, context, complaints, asked } = await open({ viewport: { width: 1280, height: 2400 } });
  const [profile, list] = [await typed("co-quan"), await typed("cong-khai")];
  await tryOut(context, { [PROFILE]: profile, [DISCLOSURE]: list });
  await start(tab);
  await openFile(tab, "Cơ quan: tên");
  await tab.getByRole("textbox", { name: "Tên ngắn" }).fill("no");
  assert.equal(await save(tab, PROFILE), profile.replace("'Xã Mẫu Hòa' #", '"no" #'));
  await openFile(tab, LIST);
  await tab.getByRole("button", { name: "Mở rộng tất cả" }).click();
  await tab.getByRole("textbox", { name: "Nhóm" }).first().fill("0243");
  assert.equal(await save(tab, DISCLOSURE), list.replace("    diem: [a1", '    nhom: "0243"\n    diem: [a1'));
  assert.deepEqual(complaints, []);
  assert.deepEqual([...asked], []);
  await context.close();
});

test("there and back again is no change, for people and for our commands", async () => {
  const { tab, context } = await open({ viewport: { width: 1280, height: 2400 } });
  const before = (await repository())[PROFILE].toString();
  await tryOut(context, { [PROFILE]: before });
  await start(tab);
  await openFile(tab, "Cơ quan: tên");
  const name = tab.getByRole("textbox", { name: "Tên ngắn" });
  const words = "Xã Mẫu Hòa";
  await eventually(async () => assert.equal(await name.inputValue(), words));
  await name.fill("Tên khác");
  assert.notEqual(await save(tab, PROFILE), before);
  await openFile(tab, "Cơ quan: tên");
  await eventually(async () => assert.equal(await name.inputValue(), "Tên khác"));
  await name.fill(words);
  const after = await save(tab, PROFILE);
  assert.equal(after, before);
  const formatted = await command({ [PROFILE]: after }, "fmt", "--check", "xa-mau-hoa");
  assert.equal(formatted.code, 0, formatted.said);
  for (const text of [after, after.replaceAll('"', "'")]) {
    const compared = await command({ [PROFILE]: text }, "diff", "truoc", ".");
    assert.equal(compared.code, 0, compared.said);
    assert.match(compared.said, /[Kk]hông đổi/, compared.said);
  }
  await context.close();
});

test("a file that is begun in the form is canonical at once", async () => {
  const { tab, context } = await open({ viewport: { width: 1280, height: 2400 } });
  const file = "agencies/xa-mau-hoa/dinh-chinh.yml";
  await tryOut(context, { [PROFILE]: (await repository())[PROFILE].toString() });
  await start(tab);
  await openFile(tab, "Các lần đính chính");
  await (await addItem(tab, "Nội dung sai")).fill("Thời hạn 15 ngày");
  await tab.getByRole("textbox", { name: "Nội dung đúng" }).fill("Thời hạn 12 ngày");
  const text = await save(tab, file);
  assert.match(text, /^muc:\n- ma: "\d{4}-dc-\d\d"\n {2}noi_dung_sai: "Thời hạn 15 ngày"\n/);
  const formatted = await command({ [file]: text }, "fmt", "--check", "xa-mau-hoa");
  assert.equal(formatted.code, 0, formatted.said);
  await context.close();
});

test("a year's figures begin with their year, and stay numbers as people write them", async () => {
  const { tab, context } = await open({ viewport: { width: 1280, height: 2400 } });
  await tryOut(context, { [PROFILE]: (await repository())[PROFILE].toString() });
  await start(tab);
  await openFile(tab, "Số liệu năm 2026");
  await tab.getByRole("textbox", { name: "Khó khăn, vướng mắc" }).fill("Không");
  const text = await save(tab, "agencies/xa-mau-hoa/thong-ke/2026.yml");
  assert.equal(text, 'nam: "2026"\nkho_khan: "Không"\n');
  await context.close();
});

test("a list of six hundred opens, takes what is typed and is saved while one waits", async () => {
  const { tab, context } = await open();
  const items = Array.from({ length: 600 }, (_, number) =>
    [`- ma: "2025-${number + 1}"`, `  ten: "Văn bản số ${number + 1}"`, '  diem:\n  - "l01-d17k1a1"', '  tinh_trang: "con-hieu-luc"'].join("\n"),
  );
  const list = `muc:\n${items.join("\n")}\n`;
  await tryOut(context, { [DISCLOSURE]: list });
  await start(tab);
  await openFile(tab, LIST);
  await (await addItem(tab)).click();
  await tab.keyboard.type("Thêm");
  assert.match(await save(tab, DISCLOSURE), /\n- ma: "\d{4}-\d{3}"\n {2}ten: "Thêm"\n$/);
  // It was minutes once: then a step above would have waited longer than it may.
  await context.close();
});

test("names that a clerk has read are answered by one tick, and asked about again when the title changes", async () => {
  const { tab, context, complaints } = await open({ viewport: { width: 1280, height: 2400 } });
  const first = 'muc:\n- ma: "2026-001"\n  ten: "Giải quyết đơn của ông Nguyễn Văn Mẫu"\n';
  const second = '- ma: "2026-002"\n  ten: "Quy chế"\n';
  const list = first + second;
  await tryOut(context, { [PROFILE]: (await repository())[PROFILE].toString(), [DISCLOSURE]: list });
  await start(tab);
  const answerBox = async () => {
    await openFile(tab, LIST);
    await tab.getByRole("button", { name: "Mở rộng tất cả" }).click();
    const boxes = tab.getByRole("checkbox", { name: "Đã đọc lại: những người này được phép nêu tên" });
    await reach(tab, boxes);
    return boxes.first();
  };
  const box = await answerBox();
  assert.equal(await box.isChecked(), false);
  await box.check();
  const ticked = await save(tab, DISCLOSURE);
  assert.ok(ticked.startsWith(first) && ticked.endsWith(second), ticked);
  assert.match(ticked.slice(first.length, -second.length), /^ {2}ten_nguoi:\n {4}ket_luan: "duoc-neu"\n {4}bam: "[0-9a-f]{16}"\n$/);
  const checked = async (text) => (await command({ [DISCLOSURE]: text }, "check", "xa-mau-hoa")).said;
  assert.match(await checked(list), /TT624/);
  assert.doesNotMatch(await checked(ticked), /TT624/);
  const answered = await answerBox();
  await eventually(async () => assert.ok(await answered.isChecked()));
  await tab.getByRole("textbox", { name: "Tên thông tin" }).first().fill("Giải quyết đơn của bà Trần Thị Mẫu");
  const retitled = await save(tab, DISCLOSURE);
  assert.match(await checked(retitled), /TT624/);
  // Until the form is opened anew the box shows the tick of before; who ticks again answers again.
  const stale = await answerBox();
  await stale.uncheck();
  await stale.check();
  assert.doesNotMatch(await checked(await save(tab, DISCLOSURE)), /TT624/);
  await (await answerBox()).uncheck();
  assert.doesNotMatch(await save(tab, DISCLOSURE), /ten_nguoi/);
  assert.deepEqual(complaints, []);
  await context.close();
});
