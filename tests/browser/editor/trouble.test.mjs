// What goes wrong while somebody edits: it is told in Vietnamese, and nobody's work is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually } from "../waiting.mjs";
import { forge, giveToken, openFile, repository, save, signIn, stage } from "./stage.mjs";

const { address, open } = stage();
const FORM = address.bind(null, "?co-quan=xa-mau-hoa");
const PROFILE = "Cơ quan: tên";
const FILE = "agencies/xa-mau-hoa/co-quan.yml";
const BRANCH = "cms/xa-mau-hoa/co-quan";

const name = (tab) => tab.getByRole("textbox", { name: "Tên ngắn" });
const saying = (tab) => tab.getByRole("alertdialog").or(tab.getByRole("dialog")).last();

/** As people do it: the form keeps a copy of what was typed, and only of that. */
async function type(tab, words) {
  await name(tab).click();
  await tab.keyboard.press("Control+a");
  await tab.keyboard.type(words);
}

/** Saves in vain, and gives what is said of it. */
async function refused(tab) {
  await tab.getByRole("button", { name: "Lưu", exact: true }).click();
  await tab.getByText("Đã xảy ra lỗi khi lưu").waitFor();
  const words = await saying(tab).innerText();
  await saying(tab).getByRole("button").last().click();
  await saying(tab).waitFor({ state: "detached" });
  return words;
}

test("a network or a session that is gone is told, and what was typed is found again", async () => {
  const { tab, context } = await open({ viewport: { width: 390, height: 844 } });
  const hub = await forge();
  await hub.attach(context);
  await signIn(tab, FORM());
  await openFile(tab, PROFILE);
  await type(tab, "Xã Hòa");
  hub.trouble = "offline";
  assert.match(await refused(tab), /Không kết nối được với nơi giữ kho dữ liệu\. Phần bạn đang sửa vẫn được giữ/);
  hub.trouble = { status: 401, message: "Bad credentials" };
  const said = await refused(tab);
  assert.match(said, /Phiên đăng nhập đã hết/);
  assert.doesNotMatch(said, /Bad credentials/);

  // The address still tells which file of which agency was open.
  await tab.reload();
  await tab.getByRole("button", { name: "Đăng nhập bằng mã truy cập" }).waitFor();
  hub.trouble = null;
  await giveToken(tab);
  await tab.getByRole("button", { name: "Khôi phục" }).click();
  await save(tab);
  const before = (await repository())[FILE].toString();
  assert.equal(hub.commits[0].files[FILE].toString(), before.replace('"Xã Mẫu Hòa"', '"Xã Hòa"'));
  await context.close();
});

test("nobody's proposal is written over by another's", async () => {
  const { tab, context } = await open({ viewport: { width: 390, height: 844 } });
  const hub = await forge();
  await hub.attach(context);
  await signIn(tab, FORM());
  await openFile(tab, PROFILE);
  await type(tab, "Của tôi");
  const before = (await repository())[FILE].toString();
  hub.propose(BRANCH, FILE, before.replace('"Xã Mẫu Hòa"', '"Của người khác"'));
  assert.match(await refused(tab), /Người khác vừa gửi bản sửa của chính tệp này/);
  assert.deepEqual(hub.commits, []);

  await tab.reload();
  await tab.getByRole("button", { name: "Bỏ đi" }).click();
  // The field is drawn anew once the copy is thrown away.
  await eventually(async () => assert.equal(await name(tab).inputValue(), "Của người khác"));
  await type(tab, "Của hai người");
  await save(tab);
  assert.equal(hub.commits[0].files[FILE].toString(), before.replace('"Xã Mẫu Hòa"', '"Của hai người"'));
  assert.deepEqual([hub.commits[0].branch, hub.pulls.length], [BRANCH, 1]);

  await tab.getByRole("button", { name: "Để sau" }).click();
  await saying(tab).waitFor({ state: "detached" });
  await openFile(tab, PROFILE);
  await type(tab, "Lần nữa");
  hub.propose(BRANCH, FILE, before.replace('"Xã Mẫu Hòa"', '"Cũng lần nữa"'));
  assert.match(await refused(tab), /Người khác vừa gửi bản sửa/);
  assert.equal(hub.commits.length, 1);
  await context.close();
});

test("no file gets past the review: the library shows what is there, and changes nothing", async () => {
  const { tab, context, complaints } = await open();
  const hub = await forge();
  await hub.attach(context);
  await signIn(tab, FORM());
  await tab.goto(`${FORM()}#/assets/-/all`);
  const file = tab.getByText("ke-hoach-cong-khai-2026.docx").first();
  await file.waitFor();
  for (const name of ["Tải tệp lên", "Tải lên"]) {
    for (const button of await tab.getByRole("button", { name, exact: true }).all()) assert.ok(await button.isDisabled(), name);
  }
  assert.ok(await tab.getByRole("button", { name: /^Tải/ }).count());
  await tab.getByRole("checkbox").last().click();
  await tab.getByRole("button", { name: "Tải xuống" }).and(tab.locator(":enabled")).waitFor();
  const remove = tab.getByRole("button", { name: "Xóa" });
  assert.ok((await remove.count()) && (await remove.last().isDisabled()));
  assert.deepEqual([complaints, hub.commits], [[], []]);
  await context.close();
});
