// What stands around every page: the way to others, the colours, the skip link, the language, help.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PLAIN, stage } from "./stage.mjs";

const material = stage();
const plain = stage(PLAIN);
const { open } = material;
const PHONE = { width: 360, height: 640 };
const AGENCY = "co-quan/xa-mau-hoa/";

test("the button for colours says what it does, and does it by any key", async () => {
  const { tab, context } = await open(AGENCY, { colorScheme: "light" });
  const scheme = () => tab.evaluate(() => document.body.dataset.mdColorScheme);
  await tab.getByRole("button", { name: "Chuyển sang nền tối" }).press("Space");
  assert.equal(await scheme(), "slate");
  await tab.getByRole("button", { name: "Chuyển sang nền sáng" }).press("Enter");
  assert.equal(await scheme(), "default");
  await context.close();
});

test("without scripts no colours are offered", async () => {
  const { tab, context } = await open(AGENCY, { javaScriptEnabled: false });
  assert.equal(await tab.locator("[data-palette]").isVisible(), false);
  await context.close();
});

for (const [name, site] of Object.entries({ material, plain })) {
  test(`on a phone the page's own heading is on the first screen, other pages a tap away: ${name}`, async () => {
    const pages = ["", "cong-khai/", "quy-che/", "cach-yeu-cau/"].map((page) => AGENCY + page);
    const look = async (tab, page) => {
      const { y } = await tab.locator("h1").boundingBox();
      assert.ok(y < 400, `${page}: ${y}`);
      const link = tab.getByRole("navigation").getByRole("link", { name: "Đầu mối và kênh tiếp nhận" });
      assert.equal(await link.isVisible(), false);
      await tab.locator("summary").first().click();
      assert.ok(await link.isVisible());
    };
    await site.through(pages, look, { viewport: PHONE, javaScriptEnabled: false });
  });

  test(`on a wide screen other pages are in sight and in reach of the keyboard: ${name}`, async () => {
    const { tab, context } = await site.open(`${AGENCY}quy-che/`, { viewport: { width: 1280, height: 800 } });
    const link = tab.getByRole("navigation").getByRole("link", { name: "Đầu mối và kênh tiếp nhận" });
    assert.ok(await link.isVisible());
    assert.equal(await tab.locator("summary").first().isVisible(), false);
    await link.focus();
    assert.ok(await link.evaluate((element) => element === document.activeElement));
    await context.close();
  });
}

test("a part of the site is named once, on every page of it", async () => {
  await material.through(["", "404.html", "bien-tap/", "bien-tap/loi/", AGENCY, "yeu-cau/"], async (tab, page) => {
    const links = await tab.locator("nav a").allTextContents();
    assert.equal(links.filter((words) => words === "Dành cho biên tập viên").length, 1, page);
    assert.equal(await tab.locator("nav :text-is('Dành cho biên tập viên')").count(), 1, page);
  });
  const { tab, context } = await open("bien-tap/");
  for (const words of ["Các trường dữ liệu", "Các mã lỗi", "Các lệnh"]) {
    assert.ok(await tab.locator(".ai-prose").getByRole("link", { name: words }).isVisible(), words);
  }
  await context.close();
});

test("the first stop of the keyboard says where it leads", async () => {
  const words = {
    [AGENCY]: "Bỏ qua, tới nội dung chính",
    "": "Bỏ qua, tới nội dung chính",
    "404.html": "Bỏ qua, tới nội dung chính",
    "en/yeu-cau/": "Skip to the main content",
  };
  await material.through(Object.keys(words), async (tab, page) => {
    await tab.keyboard.press("Tab");
    assert.equal((await tab.locator(":focus").textContent()).trim(), words[page], page);
  });
});

test("every page leads to the accessibility statement, in its language", async () => {
  const pages = ["", "404.html", "yeu-cau/", "thoi-han/", "tim-kiem/", "phap-luat/", "co-quan/", "bien-tap/"];
  const own = [AGENCY, `${AGENCY}cong-khai/`, `${AGENCY}nhung/cong-khai/`];
  for (const [site, list] of [
    [material, [...pages, ...own]],
    [plain, [...pages.slice(0, -1), ...own]],
  ]) {
    await site.through(list, async (tab, page) => {
      const link = tab.getByRole("link", { name: "Trợ năng", exact: true }).last();
      assert.match(await link.evaluate(({ href }) => href), /\/(?!en\/)tro-nang\/$/, page);
    });
    await site.through(["en/", "en/yeu-cau/", "co-quan/so-tu-phap/en/cach-yeu-cau/"], async (tab, page) => {
      const link = tab.getByRole("link", { name: "Accessibility", exact: true }).last();
      assert.match(await link.evaluate(({ href }) => href), /\/en\/tro-nang\/$/, page);
    });
  }
});

test("a link from an English page to a Vietnamese one says so; the sign leads to the English front page", async () => {
  for (const site of [material, plain]) {
    const pages = ["en/", "en/co-quan/", "en/yeu-cau/", "co-quan/so-tu-phap/en/cach-yeu-cau/"];
    await site.through(pages, async (tab, page) => {
      const links = await tab.evaluate(() =>
        [...document.querySelectorAll("a[href]")].map((link) => ({
          url: link.href,
          words: link.textContent,
          tag: link.hreflang,
          place: link.getAttribute("href").startsWith("#"),
        })),
      );
      let led = 0;
      for (const { url, words, tag, place } of links) {
        const inside = url.startsWith(site.address("")) && !place && /\/(?:#.*)?$/.test(url);
        if (!inside || url.includes("/en/") || words.trim() === "Tiếng Việt") continue;
        assert.equal(tag, "vi", `${page}: ${words}`);
        assert.match(words, /\(in Vietnamese\)/, page);
        assert.doesNotMatch(words, /in Vietnamese.*in Vietnamese/, page);
        led += 1;
      }
      assert.ok(led > 0, page);
      const sign = tab.locator(".md-logo, .ai-site a");
      assert.equal(await sign.evaluate(({ href }) => href), site.address("en/"), page);
    });
  }
});

test("the search's field and button stand side by side, its choices in plain dress", async () => {
  const { tab, context } = await open("tim-kiem/", { viewport: { width: 1280, height: 800 } });
  const [field, button] = await Promise.all(
    [".ai-search-box input", ".ai-search-box button"].map((part) => tab.locator(part).boundingBox()),
  );
  const gap = button.x - field.x - field.width;
  assert.ok(gap > 0 && gap < 20, `gap ${gap}`);
  assert.ok(Math.abs(button.height - field.height) < 1.5, `${field.height} and ${button.height}`);
  const signs = await tab
    .locator(".ai-search-form summary")
    .evaluate((element) => ["::before", "::after"].map((part) => getComputedStyle(element, part).content));
  assert.deepEqual(signs, ["none", "none"]);
  await context.close();
});

test("without scripts there is no form that does nothing, but other ways", async () => {
  for (const site of [material, plain]) {
    const { tab, context } = await site.open("tim-kiem/", { javaScriptEnabled: false });
    assert.equal(await tab.locator(".ai-search-form, .ai-search-hint").locator("visible=true").count(), 0);
    assert.ok((await tab.locator("main li a").locator("visible=true").count()) >= 2);
    await context.close();
  }
});

test("long lines of code wrap: nothing has to be pushed sideways", async () => {
  for (const width of [320, 768]) {
    const { tab, context } = await open("huong-dan/len-mang/", { viewport: { width, height: 800 } });
    const wide = await tab
      .locator("pre, pre code")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).length);
    assert.equal(wide, 0, `${width}`);
    await context.close();
  }
});
