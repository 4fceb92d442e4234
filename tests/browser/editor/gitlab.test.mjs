// The same way on GitLab: what is configured for it, and the proposal that it gets.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { eventually } from "../waiting.mjs";
import { GitLab } from "./gitlab.mjs";
import { LIST, addItem, openFile, repository, save, signIn, stage } from "./stage.mjs";

const { address, open } = stage();
const FILE = "agencies/xa-mau-hoa/cong-khai.yml";
const BACKEND = `
import json, sys
from access_info.exports.web_form import forge_of
host = "https://forge.mau.example/tinh/nhom/tctt"
options = {"forge": "gitlab", **json.loads(sys.argv[1])}
forge = forge_of(repo_url=host, edit_base=host + "/-/edit/main/agencies/", folder="x", options=options)
assert forge.origins == ("https://forge.mau.example",), forge.origins
print(json.dumps(forge.backend()))
`;

/** A form that sends to a project on GitLab, as `options` say. */
async function onGitLab(options = {}) {
  const { stdout } = await promisify(execFile)(process.env.PYTHON, ["-c", BACKEND, JSON.stringify(options)]);
  const opened = await open();
  await opened.context.route("**/quan-tri/cau-hinh.json", async (route) => {
    const common = await (await route.fetch()).json();
    await route.fulfill({ json: { ...common, config: { ...common.config, backend: JSON.parse(stdout) } } });
  });
  const lab = new GitLab({ api: "https://forge.mau.example/api/v4", repo: "tinh/nhom/tctt", files: await repository() });
  await lab.attach(opened.context);
  return { lab, ...opened };
}

test("an item becomes a merge request", async () => {
  const { lab, tab, context, complaints, asked } = await onGitLab();
  await signIn(tab, address("?co-quan=xa-mau-hoa"));
  await openFile(tab, LIST);
  await (await addItem(tab)).fill("Kế hoạch thử");
  await save(tab);
  await tab.getByRole("button", { name: "Gửi duyệt" }).click();
  await tab.getByText("Đang duyệt").first().waitFor();
  const [commit] = lab.commits;
  assert.deepEqual([commit.branch, commit.start_branch], ["cms/xa-mau-hoa/cong-khai", "main"]);
  assert.equal(commit.commit_message, "[xa-mau-hoa] Cập nhật cong-khai");
  assert.deepEqual(commit.actions.map(({ action, file_path: path }) => [action, path]), [["update", FILE]]);
  assert.match(commit.actions[0].content, /\n- ma: "\d{4}-\d{3}"\n {2}ten: "Kế hoạch thử"\n$/);
  const [merge] = lab.merges;
  await eventually(async () =>
    assert.deepEqual([merge.title, merge.labels], [commit.commit_message, "sveltia-cms/pending_review"]));
  assert.deepEqual(lab.unknown, []);
  assert.deepEqual(complaints, []);
  assert.deepEqual([...asked], ["forge.mau.example"]);
  await context.close();
});

test("a click signs in, and nobody's merge request is written over", async () => {
  const { lab, tab, context, complaints, asked } = await onGitLab({ app_id: "ung-dung" });
  await tab.goto(address("?co-quan=xa-mau-hoa"));
  await tab.getByRole("button", { name: /Đăng nhập bằng .*GitLab/ }).click();
  await tab.getByText("Cơ quan: tên").first().waitFor();
  assert.deepEqual(lab.bought, { code: "ma-doi-lay", client: "ung-dung", verified: true });
  assert.deepEqual(complaints, []);

  const branch = "cms/xa-mau-hoa/co-quan";
  const saved = async (words) => {
    await openFile(tab, "Cơ quan: tên");
    await tab.getByRole("textbox", { name: "Tên ngắn" }).fill(words);
    await tab.getByRole("button", { name: "Lưu", exact: true }).click();
    const over = tab.getByRole("button", { name: /^(Để sau|Đồng ý)$/ });
    await over.waitFor();
    const refused = await tab.getByText("Người khác vừa gửi bản sửa").isVisible();
    await over.click();
    await over.waitFor({ state: "detached" });
    return !refused;
  };
  assert.ok(await saved("Một"));
  assert.ok(await saved("Hai"));
  lab.heads.set(branch, "của người khác");
  assert.equal(await saved("Ba"), false);
  assert.deepEqual(lab.commits.map(({ branch }) => branch), [branch, branch]);
  assert.deepEqual([...asked], ["forge.mau.example"]);
  await context.close();
});

test("a merge request that somebody else began meanwhile is left alone", async () => {
  const { lab, tab, context } = await onGitLab();
  await signIn(tab, address("?co-quan=xa-mau-hoa"));
  lab.heads.set("cms/xa-mau-hoa/co-quan", "của người khác");
  await openFile(tab, "Cơ quan: tên");
  await tab.getByRole("textbox", { name: "Tên ngắn" }).fill("Một");
  await tab.getByRole("button", { name: "Lưu", exact: true }).click();
  await tab.getByText("Người khác vừa gửi bản sửa").waitFor();
  assert.deepEqual(lab.commits, []);
  await context.close();
});
