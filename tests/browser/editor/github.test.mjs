// A clerk's way through the form, up to the proposal on GitHub: by mouse, by keyboard, from a fork.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PATIENCE, eventually, until } from "../waiting.mjs";
import { LIST, addItem, attach, command, forge, openFile, repository, save, signIn, stage } from "./stage.mjs";

const { address, open } = stage();
const FILE = "agencies/xa-mau-hoa/cong-khai.yml";

test("an item with a file becomes a proposal that changes nothing else", async () => {
  const { tab, context, complaints, asked } = await open();
  const hub = await forge();
  await hub.attach(context);
  await signIn(tab, address("?co-quan=xa-mau-hoa"));
  await openFile(tab, LIST);
  const title = await addItem(tab);
  assert.match(await tab.locator("input.ma-muc").last().inputValue(), /^\d{4}-\d{3}$/);
  await title.fill('Kế hoạch "thử": 0243');
  await attach(tab, "Kế hoạch số 1 (thử).pdf");
  await save(tab);
  await tab.getByRole("button", { name: "Gửi duyệt" }).click();
  await tab.getByText("Đang duyệt").first().waitFor();

  const [commit] = hub.commits;
  assert.equal(hub.commits.length, 1);
  assert.equal(commit.branch, "cms/xa-mau-hoa/cong-khai");
  assert.equal(commit.message, "[xa-mau-hoa] Cập nhật cong-khai và 1 tệp khác");
  assert.deepEqual(Object.keys(commit.files).sort(), [FILE, "agencies/xa-mau-hoa/tep/ke-hoach-so-1-thu.pdf"]);
  const before = (await repository())[FILE].toString();
  const after = commit.files[FILE].toString();
  assert.ok(after.startsWith(before));
  assert.match(
    after.slice(before.length),
    /^- ma: "\d{4}-\d{3}"\n {2}ten: "Kế hoạch \\"thử\\": 0243"\n {2}tep:\n {2}- "ke-hoach-so-1-thu\.pdf"\n$/,
  );
  const [pull] = hub.pulls;
  assert.equal(pull.title, commit.message);
  assert.match(pull.body, /^Sửa bằng biểu mẫu/);
  await eventually(async () =>
    assert.deepEqual([pull.base, pull.draft, pull.labels], ["main", false, ["sveltia-cms/pending_review"]]));

  // Who goes on adds to the same proposal, and gets the next id.
  await openFile(tab, LIST);
  await (await addItem(tab)).fill("Mục nữa");
  await tab.getByRole("button", { name: "Lưu", exact: true }).click();
  await until(() => hub.commits.length === 2, "a second commit");
  const [, next] = hub.commits;
  assert.deepEqual([next.branch, Object.keys(next.files)], [commit.branch, [FILE]]);
  const ids = next.files[FILE].toString().match(/(?<=^- ma: ")[^"]+/gm).slice(-2);
  assert.equal(Number(ids[1].slice(5)), Number(ids[0].slice(5)) + 1);
  assert.equal(next.files[FILE].toString(), `${after}- ma: "${ids[1]}"\n  ten: "Mục nữa"\n`);
  assert.equal(hub.pulls.length, 1);

  const judged = await command(commit.files, "check", "agencies/xa-mau-hoa");
  assert.equal(judged.code, 0, judged.said);
  const compared = await command(commit.files, "diff", "truoc", ".");
  assert.equal(compared.code, 0, compared.said);
  assert.match(compared.said, /Kế hoạch "thử": 0243/);
  assert.deepEqual(complaints, []);
  assert.deepEqual([...asked], ["forge.mau.example"]);
  assert.deepEqual(hub.unknown, []);
  await context.close();
});

test("who may not write proposes from a fork, by keyboard alone, on a small screen", async () => {
  const { tab, context, complaints, asked } = await open({ viewport: { width: 390, height: 844 }, hasTouch: false });
  const hub = await forge({ canWrite: false });
  await hub.attach(context);
  await tab.goto(address());
  await press(tab, /^Xã Mẫu Hòa$/);
  await press(tab, /^Đăng nhập bằng mã truy cập$/);
  await tab.getByRole("textbox").and(tab.locator(":focus")).waitFor();
  await tab.keyboard.type("ma-thu");
  await press(tab, /^Đăng nhập$/);
  await press(tab, /^Xã Mẫu Hòa/);
  await press(tab, new RegExp(`^${LIST}`));
  await tab.getByText("· 2026-001").first().waitFor();
  await press(tab, /^Thêm mục$/, { back: true });
  await tab.getByRole("textbox", { name: "Tên thông tin" }).last().waitFor();
  await press(tab, /^Tên thông tin$/, { act: false });
  await tab.keyboard.type("Gõ bằng bàn phím");
  assert.equal(await sideways(tab), 0);
  await tab.keyboard.press("Control+s");
  await tab.getByText("Đã lưu").first().waitFor();
  const [commit] = hub.commits;
  assert.equal(commit.repository, "can-bo-mau/tiep-can-thong-tin");
  assert.equal(commit.branch, "cms/can-bo-mau/tiep-can-thong-tin/xa-mau-hoa/cong-khai");
  assert.match(commit.message, /^\[xa-mau-hoa\] Cập nhật cong-khai \(đề nghị của can-bo-mau\)$/);
  assert.match(commit.files[FILE].toString(), /ten: "Gõ bằng bàn phím"\n$/);
  // A key is heard by a button that is drawn anew meanwhile only once it stands there, enabled.
  await tab.getByRole("button", { name: "Gửi duyệt" }).click({ trial: true });
  await press(tab, /^Gửi duyệt$/);
  await tab.getByText("Đang duyệt").first().waitFor();
  const [pull] = hub.pulls;
  const told = () => [pull.title, pull.head, pull.base, pull.draft];
  await eventually(async () => assert.deepEqual(told(), [commit.message, `can-bo-mau:${commit.branch}`, "main", false]));
  assert.deepEqual(complaints, []);
  assert.deepEqual([...asked], ["forge.mau.example"]);
  await context.close();
});

const sideways = (tab) => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Moves on with Tab and the arrows, or back, until something of that name has the focus, and presses it. */
async function press(tab, name, { act = true, back = false } = {}) {
  await tab.waitForFunction(() => document.readyState === "complete");
  const heard = [];
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const focused = await tab.evaluate(() => {
      const element = document.activeElement;
      const named = element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");
      return (element.getAttribute("aria-label") ?? named ?? element.innerText ?? "").replace(/[\u2066-\u2069]/g, "").replace(/^[a-z_]+\n/, "").replace(/\s+/g, " ").trim();
    });
    heard.push(focused);
    if (name.test(focused)) {
      if (act) await tab.keyboard.press("Enter");
      return;
    }
    // Within a list the arrows lead on, until they lead nowhere.
    const inList = await tab.evaluate(() => document.activeElement.matches("[role=row], [role=option], [role=treeitem]"));
    const down = inList && heard.at(-1) !== heard.at(-2);
    await tab.keyboard.press(down ? "ArrowDown" : back ? "Shift+Tab" : "Tab");
    await tab.waitForTimeout(20);
  }
  assert.fail(`${name} was never reached: ${heard.join(" | ")}`);
}
