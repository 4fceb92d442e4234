// Why there is no form on Gitea and Forgejo: the bundled CMS makes no proposal there, but changes the main branch.
//
// The day it can, this test fails, and `WITHOUT_PROPOSALS` (exports/web_form/forge.py) and the guides are out of date.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { until } from "../waiting.mjs";
import { Gitea } from "./gitea.mjs";
import { openFile, repository, signIn, stage } from "./stage.mjs";

const { address, open } = stage();
const REPO = "tinh/tctt";

for (const [name, version] of [["Gitea", "1.25.2"], ["Forgejo", "13.0.3+gitea-1.22.0"]]) {
  test(`on ${name} what is saved goes onto the main branch, and nobody is asked`, async () => {
    const { tab, context } = await open();
    await context.route("**/quan-tri/cau-hinh.json", async (route) => {
      const common = await (await route.fetch()).json();
      const backend = { name: "gitea", repo: REPO, branch: "main", base_url: "https://forge.mau.example", api_root: "https://forge.mau.example/api/v1", auth_methods: ["token"] };
      await route.fulfill({ json: { ...common, config: { ...common.config, backend } } });
    });
    const forge = new Gitea({ api: "https://forge.mau.example/api/v1", repo: REPO, files: await repository(), version });
    await forge.attach(context);
    await signIn(tab, address("?co-quan=xa-mau-hoa"));
    await openFile(tab, "Cơ quan: tên");
    await tab.getByRole("textbox", { name: "Tên ngắn" }).fill("Một");
    await tab.getByRole("button", { name: "Lưu", exact: true }).click();
    await until(() => forge.commits.length, "a commit");
    assert.deepEqual(forge.commits.map(({ branch, files }) => [branch, files.map(({ path }) => path)]), [["main", ["agencies/xa-mau-hoa/co-quan.yml"]]]);
    assert.deepEqual(forge.asked.filter((asked) => /pulls|fork/.test(asked)), []);
    assert.deepEqual(forge.unknown, []);
    await context.close();
  });
}

test("the guide speaks of the version that is bundled", async () => {
  const { version } = JSON.parse(await readFile("scripts/editor/node_modules/@sveltia/cms/package.json", "utf8"));
  assert.ok((await readFile("content/huong-dan/lap-kho.md", "utf8")).includes(`Sveltia CMS ${version}`));
});
