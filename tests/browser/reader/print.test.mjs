// As posted on the office's wall: A4, few pages, numbered, with the office, the box and the code.

import assert from "node:assert/strict";
import { test } from "node:test";

import { HUNDRED, stage } from "./stage.mjs";

const { open } = stage();
const hundred = stage(HUNDRED);

const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;

for (const agency of ["van-phong-0001", "xa-0002"]) {
  test(`a hundred items fit on six pages: ${agency}`, async () => {
    const { tab, context } = await hundred.open(`co-quan/${agency}/cong-khai/`);
    assert.equal(await tab.locator("table[data-list] tbody tr[data-item]").count(), 100);
    const count = pages(await tab.pdf({ preferCSSPageSize: true }));
    assert.ok(count <= 6, `${count} pages`);
    await context.close();
  });
}

for (const page of ["cong-khai", "co-dieu-kien"]) {
  test(`prints what is posted, and not what is clicked: ${page}`, async () => {
    const { tab, context } = await open(`co-quan/xa-mau-hoa/${page}/`);
    const visible = (selector) => tab.locator(selector).first().isVisible();
    for (const part of [".ai-office", ".ai-posting", ".ai-qr"]) {
      assert.equal(await visible(part), false, `${part} on the screen`);
    }
    await tab.emulateMedia({ media: "print" });
    for (const part of [".ai-office", ".ai-posting", ".ai-qr", ".ai-as-of"]) {
      assert.ok(await visible(part), `${part} on paper`);
    }
    for (const part of [".ai-search", ".ai-side", "[data-filter]", "[data-downloads]"]) {
      assert.equal(await visible(part), false, `${part} on paper`);
    }
    const broken = await tab.evaluate(() =>
      [...document.querySelectorAll("table[data-list] tr")].filter(
        (row) => getComputedStyle(row).breakInside !== "avoid",
      ).length,
    );
    assert.equal(broken, 0);
    const head = await tab.evaluate(() => getComputedStyle(document.querySelector("thead")).display);
    assert.equal(head, "table-header-group");
    await context.close();
  });
}
