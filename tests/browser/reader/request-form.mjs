// What the tests of asking for information share: a page whose requests are kept, a form filled in.

import { lend } from "./stage.mjs";

export const AGENCY = "co-quan/so-tu-phap/cach-yeu-cau/";
export const FORM = "yeu-cau/phieu-01a/";
export const FILLED = `${FORM}#co-quan=so-tu-phap`;
export const SECRET = "Bản đồ quy hoạch “khu Mẫu” & <b>ký hiệu</b>";

/** Opens an address; what it asks for and complains of is kept. */
export async function open(url, { scripts = true, ...options } = {}) {
  const { tab, context } = await lend({ javaScriptEnabled: scripts, serviceWorkers: "block", ...options });
  const asked = [];
  tab.on("request", (request) => {
    // The browser fetches the site's icon when it likes.
    if (!request.url().endsWith("/favicon.png")) asked.push(request.url());
  });
  tab.on("console", (message) => {
    if (message.type() === "error") asked.push(`lỗi: ${message.text()}`);
  });
  tab.on("pageerror", (error) => asked.push(`lỗi: ${error.message}`));
  await tab.goto(url, { waitUntil: "load" });
  return { tab, asked, context };
}

/** Fills the form for one person. */
export async function fill(tab, wanted = SECRET) {
  const form = tab.locator("form[data-form=phieu-01a]");
  await tab.locator("[data-receiver]").waitFor();
  const fields = {
    "Họ và tên": "Nguyễn Thị Mẫu",
    "Nơi cư trú": "Thôn Mẫu",
    "Số giấy chứng minh": "không có",
    "Thông tin yêu cầu: tên văn bản": wanted,
    "Hình thức cung cấp": "Bản chụp",
    "Lý do, mục đích": "Làm nhà",
    "Ngày viết phiếu": "2026-11-05",
  };
  for (const [label, words] of Object.entries(fields)) await form.getByLabel(label).fill(words);
  return form;
}

/** Counts what is printed instead of calling a printer. */
export async function holdPrint(tab) {
  await tab.evaluate(() => {
    window.prints = 0;
    window.print = () => (window.prints += 1);
  });
}

/** Keeps the address of a mail program instead of calling one. */
export function holdMail(tab) {
  return tab.evaluate(() => {
    window.mails = [];
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest("a[href^='mailto:']");
        if (!link) return;
        event.preventDefault();
        window.mails.push(link.href);
      },
      true,
    );
  });
}
