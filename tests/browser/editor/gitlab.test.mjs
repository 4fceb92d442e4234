// The same way on GitLab: what is configured for it, and the proposal that it gets.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { GitLab } from "./gitlab.mjs";
import { LIST, addItem, openFile, repository, save, signIn, stage } from "./stage.mjs";

const { address, open } = stage();
const FILE = "agencies/xa-mau-hoa/cong-khai.yml";
const BACKEND = `
import json
from access_info.exports.web_form import forge_of
host = "https://forge.mau.example/tinh/nhom/tctt"
forge = forge_of(repo_url=host, edit_base=host + "/-/edit/main/agencies/", folder="x", options={"forge": "gitlab"})
assert forge.origins == ("https://forge.mau.example",), forge.origins
print(json.dumps(forge.backend()))
`;

test("an item becomes a merge request", async () => {
  const { stdout } = await promisify(execFile)(process.env.PYTHON, ["-c", BACKEND]);
  const { tab, context, complaints, asked } = await open();
  await context.route("**/quan-tri/cau-hinh.json", async (route) => {
    const common = await (await route.fetch()).json();
    await route.fulfill({ json: { ...common, config: { ...common.config, backend: JSON.parse(stdout) } } });
  });
  const lab = new GitLab({ api: "https://forge.mau.example/api/v4", repo: "tinh/nhom/tctt", files: await repository() });
  await lab.attach(context);
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
  assert.equal(merge.title, commit.commit_message);
  assert.equal(merge.labels, "sveltia-cms/pending_review");
  assert.deepEqual(lab.unknown, []);
  assert.deepEqual(complaints, []);
  assert.deepEqual([...asked], ["forge.mau.example"]);
  await context.close();
});
