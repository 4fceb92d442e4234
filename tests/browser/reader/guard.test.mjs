// The content security policy: the site works under it, a script that got in does not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { atRest } from "../waiting.mjs";
import { SITE, stage } from "./stage.mjs";

const { open } = stage(SITE, { serviceWorkers: "allow" });
const PAGES = [
  "",
  "bien-tap/",
  "co-quan/",
  "tim-kiem/?q=quy+che",
  "yeu-cau/",
  "co-quan/xa-mau-hoa/cong-khai/",
  "co-quan/xa-mau-hoa/cach-yeu-cau/",
  "co-quan/xa-mau-hoa/nhung/cong-khai/",
];

for (const page of PAGES) {
  test(`works under its policy, and an injected script does not run: /${page}`, async () => {
    const { tab, context, complaints } = await open(page);
    const policy = await tab.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
    assert.match(policy, /default-src 'none'; script-src 'self'/);
    await atRest(tab);
    assert.deepEqual(complaints, []);
    const [ran, stopped] = await tab.evaluate(async () => {
      const stopped = [];
      const allStopped = new Promise((done) => {
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective: rule }) => {
          stopped.push(rule);
          if (stopped.length === 3) done();
        });
      });
      const part = document.createElement("div");
      part.innerHTML = '<img src="data:," onerror="window.ran = true">';
      document.body.append(part);
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      const foreign = document.createElement("script");
      foreign.src = "data:text/javascript,window.ran=true";
      document.body.append(foreign);
      await allStopped;
      return [window.ran === true, stopped.sort()];
    });
    assert.equal(ran, false);
    assert.deepEqual(stopped, ["script-src-attr", "script-src-elem", "script-src-elem"]);
    await context.close();
  });
}
