// The page and the screens that a clerk sees: Vietnamese, reachable, readable at 390 px, apart from the site.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";

import { PATIENCE, until } from "../waiting.mjs";
import { LIST, SITE, addItem, forge, openFile, reach, signIn, stage } from "./stage.mjs";

const { address, open } = stage();
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOCALES = "scripts/editor/node_modules/@sveltia/cms/locales";
// Faults of the CMS's own markup that no setting cures: rule, and why it does not keep anybody out.
const KNOWN = {
  "label-content-name-mismatch": "the number beside a group's name is not read out",
  region: "bars of its own outside of landmarks; they are reached all the same",
};

const met = new Set();

const sideways = (tab) => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What axe finds on the screen once it stands still: while one gives way to the next, it has no heading. */
async function faults(tab, end = Date.now() + PATIENCE) {
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  violations.forEach(({ id }) => met.add(id));
  const unknown = violations.filter(({ id }) => !(id in KNOWN));
  if (unknown.length && Date.now() < end) {
    await tab.waitForTimeout(250);
    return faults(tab, end);
  }
  return unknown.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3).join(" ; ")}`);
}

/** Words of the CMS in English, wherever its user sees or hears them. */
async function english(tab) {
  const words = new Set(strings(JSON.parse(await readFile(path.join(LOCALES, "en-US.json"), "utf8"))));
  for (const word of strings(JSON.parse(await readFile(path.join(LOCALES, "vi.json"), "utf8")))) words.delete(word);
  const seen = await tab.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest("[aria-hidden=true], script, style")) found.push(node.textContent);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) found.push(element.getAttribute(name) ?? "");
    }
    return found.map((text) => text.replace(/[\u2066-\u2069]/g, "").trim());
  });
  return [...new Set(seen)].filter((text) => words.has(text));
}

function strings(value) {
  return typeof value === "string" ? [value] : Object.values(value).flatMap(strings);
}

// All of them where pictures are wanted: a folder for them is in SCREENS.
const LOOKS = [[390, "light"], [1280, "dark"], ...(process.env.SCREENS ? [[390, "dark"], [1280, "light"]] : [])];
for (const [width, colorScheme] of LOOKS) {
    test(`every screen is sound: ${width} px, ${colorScheme}`, async () => {
      const { tab, context, complaints } = await open({ viewport: { width, height: 844 }, colorScheme, locale: "en-US" });
      const hub = await forge();
      await hub.attach(context);
      const look = async (screen) => {
        const shots = process.env.SCREENS;
        if (shots) await tab.screenshot({ path: path.join(shots, `${screen}-${width}-${colorScheme}.png`) });
        assert.deepEqual(await faults(tab), [], screen);
        assert.deepEqual(await english(tab), [], screen);
        assert.equal(await sideways(tab), 0, screen);
      };
      await tab.goto(address());
      await look("danh-sach");
      await tab.getByRole("link", { name: "Xã Mẫu Hòa", exact: true }).click();
      await tab.getByRole("button", { name: "Đăng nhập bằng mã truy cập" }).waitFor();
      await look("dang-nhap");
      await signIn(tab, address("?co-quan=xa-mau-hoa"));
      await look("cac-tep");
      await openFile(tab, LIST);
      await look("danh-muc");
      await addItem(tab);
      await look("muc-moi");
      await reach(tab, tab.getByRole("button", { name: "Duyệt tệp" }));
      await tab.getByRole("button", { name: "Duyệt tệp" }).last().click();
      await tab.getByRole("dialog").waitFor();
      await look("chon-tep");
      assert.deepEqual(complaints, []);
      await context.close();
    });
}

test("what is put up with is still there", () => {
  assert.deepEqual(Object.keys(KNOWN).filter((id) => !met.has(id)), []);
});

test("who wants nothing to move signs in all the same, and the form fills the window", async () => {
  const { tab, context } = await open({ reducedMotion: "reduce", viewport: { width: 1024, height: 600 } });
  await (await forge()).attach(context);
  await signIn(tab, address("?co-quan=xa-mau-hoa"));
  const place = await tab.locator("#nc-root > .app-shell").boundingBox();
  assert.deepEqual(place, { x: 0, y: 0, width: 1024, height: 600 });
  await context.close();
});

test("keys: what has the focus is seen, points are read whole, Escape leads nowhere", async () => {
  const { tab, context } = await open({ viewport: { width: 390, height: 844 } });
  const hub = await forge();
  await hub.attach(context);
  await signIn(tab, address("?co-quan=xa-mau-hoa"));
  await tab.keyboard.press("Tab");
  const row = tab.getByRole("row").first();
  for (let step = 0; step < 9 && !(await row.evaluate((one) => one === document.activeElement)); step += 1) await tab.keyboard.press("Tab");
  const ring = await row.evaluate((one) => [one === document.activeElement, getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineWidth]);
  assert.deepEqual(ring, [true, "solid", "2px"]);
  await openFile(tab, LIST);
  await addItem(tab);
  const points = tab.getByRole("combobox", { name: "Điểm của luật" }).last();
  await points.focus();
  await tab.keyboard.press("Enter");
  const first = tab.getByRole("option", { name: /^a1\./ }).first();
  await first.waitFor();
  const cut = await first.locator(".truncated-text").evaluate((one) => one.scrollHeight - one.clientHeight);
  assert.equal(cut, 0);
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  await first.waitFor({ state: "detached" });
  await tab.keyboard.press("Escape");
  await tab.waitForTimeout(300);
  assert.ok(await points.isVisible());
  assert.equal(await sideways(tab), 0);
  await context.close();
});

test("one button and one sentence lead in, by a token or by a click", async () => {
  const ways = [
    [["token"], "Đăng nhập bằng mã truy cập", /^Bấm nút này rồi dán mã truy cập GitHub của bạn; .*\.$/],
    [["oauth"], "Đăng nhập bằng GitHub", /^Dùng chính tài khoản GitHub của bạn; .*\.$/],
  ];
  for (const [methods, name, sentence] of ways) {
    const { tab, context } = await open();
    await context.route("**/quan-tri/cau-hinh.json", async (route) => {
      const common = await (await route.fetch()).json();
      common.config.backend.auth_methods = methods;
      await route.fulfill({ json: common });
    });
    await tab.goto(address("?co-quan=xa-mau-hoa"));
    await tab.getByRole("button", { name: /^Đăng nhập bằng/ }).waitFor();
    const bare = (text) => text.replace(/[\u2066-\u2069]/g, "").trim();
    assert.deepEqual((await tab.getByRole("button").allInnerTexts()).map(bare), [name]);
    const words = bare(await tab.locator(".buttons").innerText()).split("\n").filter(Boolean);
    assert.deepEqual([words.length, words[1]], [2, name]);
    assert.match(words[0], sentence);
    await context.close();
  }
});

test("an open file is headed by what is done in it, whole on a small screen too", async () => {
  const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
  await (await forge()).attach(context);
  for (const [agency, heading] of [
    ["xa-mau-hoa", "Thêm, sửa thông tin công khai – Xã Mẫu Hòa"],
    ["xa-mau-lam", "Thêm thông tin công khai – Xã Mẫu Lâm"],
  ]) {
    await signIn(tab, address(`?co-quan=${agency}`));
    await openFile(tab, LIST);
    const shown = tab.getByRole("toolbar").locator("h2", { hasText: heading });
    await shown.waitFor();
    assert.equal(await shown.locator(".truncated-text").evaluate((one) => one.scrollHeight - one.clientHeight), 0);
    assert.match(await tab.title(), new RegExp(`^${heading}`));
    assert.equal(await sideways(tab), 0);
    await tab.evaluate(() => localStorage.clear());
  }
  await context.close();
});

test("agencies that have ended are not offered", async () => {
  const { tab, context } = await open();
  await tab.goto(address());
  assert.equal(await tab.locator('a[href="?co-quan=huyen-mau-giang"]').count(), 0);
  assert.equal((await tab.goto(address("co-quan/huyen-mau-giang.json"))).status(), 404);
  await tab.goto(address("../co-quan/huyen-mau-giang/cong-khai/"));
  await tab.getByRole("link", { name: /bằng biểu mẫu/ }).click();
  await tab.getByRole("heading", { name: "Chọn cơ quan của bạn" }).waitFor();
  await context.close();
});

test("agencies are found without accents, and the page says what to do without scripts", async () => {
  const { tab, context } = await open();
  await tab.goto(address());
  await tab.getByLabel("Tìm theo tên").fill("mau hoa xa");
  assert.deepEqual(await tab.locator("li[data-ten]:visible").allInnerTexts(), ["Xã Mẫu Hòa"]);
  await context.close();
  const bare = await open({ javaScriptEnabled: false });
  await bare.tab.goto(address());
  assert.match(await bare.tab.locator("noscript").innerText(), /bấm Sửa dữ liệu trang này/);
  await bare.tab.goto(address("?co-quan=khong-co"));
  assert.ok(await bare.tab.getByRole("heading", { name: "Chọn cơ quan của bạn" }).isVisible());
  await bare.context.close();
});

test("an agency that is not there is told, and the list stays", async () => {
  const { tab, context } = await open();
  await tab.goto(address("?co-quan=khong-co"));
  await tab.getByText("Không mở được biểu mẫu").waitFor();
  assert.ok(await tab.getByRole("link", { name: "Xã Mẫu Hòa", exact: true }).isVisible());
  await context.close();
});

test("the form is no part of what is found, kept or listed", async () => {
  for (const name of ["sitemap.xml", "sw.js"]) {
    const text = await readFile(path.join(SITE, name), "utf8");
    assert.ok(name === "sw.js" || !text.includes("quan-tri"), name);
  }
  assert.match(await readFile(path.join(SITE, "quan-tri/index.html"), "utf8"), /<meta name="robots" content="noindex">/);
  const { tab, context } = await open();
  await tab.goto(address("../"));
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await tab.reload();
  await tab.goto(address());
  await tab.getByRole("heading", { name: "Sửa dữ liệu bằng biểu mẫu" }).waitFor();
  const look = () =>
    tab.evaluate(async () => {
      const found = [];
      for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
      return found;
    });
  // The worker keeps one page after the other: what was open before this one comes first.
  const kept = await until(async () => {
    const found = await look();
    return found.includes(address("../").replace("quan-tri/../", "")) && found;
  }, "a copy of the front page");
  assert.deepEqual(kept.filter((url) => url.includes("quan-tri")), []);
  await context.close();
});

test("editors find the form where they look", async () => {
  const { tab, context } = await open();
  await tab.goto(address("../co-quan/xa-mau-hoa/cong-khai/"));
  await tab.getByRole("link", { name: /bằng biểu mẫu/ }).click();
  await tab.getByRole("button", { name: "Đăng nhập bằng mã truy cập" }).waitFor();
  await tab.goto(address("../bien-tap/"));
  await tab.getByRole("main").getByRole("link", { name: /bằng biểu mẫu/ }).click();
  await tab.getByRole("heading", { name: "Chọn cơ quan của bạn" }).waitFor();
  await context.close();
});
