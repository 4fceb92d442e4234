// Nothing moves under whoever reads on a slow phone: what scripts add has its room beforehand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../phone.mjs";
import { lend, stage } from "./stage.mjs";

const { address } = stage();
const LEAST_SEEN = 0.05;
const PAGES = ["yeu-cau/", "co-quan/", "co-quan/xa-mau-hoa/cong-khai/", "tim-kiem/", "tim-kiem/?q=khai sinh"];

test("nothing moves while scripts and results come over a slow link", async () => {
  const browser = (await lend({})).tab.context().browser();
  for (const page of PAGES) {
    const { cls, moved } = await load(browser, address(page));
    assert.ok(cls < LEAST_SEEN, `${page}: ${cls}: ${moved.join("\n")}`);
  }
});
