// The system's Firefox, driven by WebDriver BiDi (W3C) over Node's own WebSocket: what a second engine
// makes of the pages. Only what the tests here ask of it.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** It fetches, asks and shows nothing of its own; no name of another host leads anywhere. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  // The site's icon comes after the page: leaving it would break off a request, which is complained of.
  "browser.chrome.site_icons": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.min_background_timeout_value": 4,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disabled": true,
  "services.settings.server": "data:,",
  "toolkit.telemetry.unified": false,
};
const SAYS_WHERE = /WebDriver BiDi listening on (ws:\S+)/;
const PATIENCE = 180_000;

/** Starts a Firefox of its own, unseen.
 *
 * Without `scripts` none runs in it, as where somebody turned them off; then `evaluate` is not to be had.
 */
export async function launchFirefox(program, { scripts = true } = {}) {
  const profile = await mkdtemp(path.join(tmpdir(), "firefox-"));
  const preferences = Object.entries({ ...PREFERENCES, "javascript.enabled": scripts });
  const line = ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`;
  await writeFile(path.join(profile, "user.js"), preferences.map(line).join(""));
  const options = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile];
  const running = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
  process.once("exit", () => running.kill());
  const ended = new Promise((done) => running.once("close", done));
  const end = async () => {
    running.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const session = await connect(`${await listening(running)}/session`);
    await session.ask("session.new", { capabilities: {} });
    const { contexts } = await session.ask("browsingContext.getTree", {});
    return { ...tab(session, contexts[0].context), close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The address that Firefox says it listens on; what it said instead when it does not. */
function listening(running) {
  return new Promise((done, fail) => {
    let said = "";
    const give = (reason) => fail(new Error(`Firefox ${reason}: ${said}`));
    const late = setTimeout(give, PATIENCE, "is silent");
    running.once("error", fail);
    running.once("exit", (code) => give(`ended with ${code}`));
    running.stderr.setEncoding("utf8").on("data", (part) => {
      said += part;
      const found = said.match(SAYS_WHERE);
      if (!found) return;
      clearTimeout(late);
      done(found[1]);
    });
  });
}

/** Commands with their answers, and what is told unasked. */
async function connect(address) {
  const socket = new WebSocket(address);
  await new Promise((done, fail) => {
    socket.onopen = done;
    socket.onerror = ({ message }) => fail(new Error(`${address}: ${message}`));
  });
  const waiting = new Map();
  const hearers = [];
  socket.onmessage = ({ data }) => {
    const { id, type, method, params, result, error, message } = JSON.parse(data);
    if (type === "event") return hearers.forEach((hear) => hear(method, params));
    const { done, fail, asked } = waiting.get(id);
    waiting.delete(id);
    if (type === "success") done(result);
    else fail(new Error(`${asked}: ${error}: ${message}`));
  };
  socket.onclose = () => waiting.forEach(({ fail, asked }) => fail(new Error(`${asked}: Firefox went away`)));
  let last = 0;
  const ask = (asked, params) =>
    new Promise((done, fail) => {
      last += 1;
      const late = setTimeout(() => fail(new Error(`${asked}: Firefox does not answer`)), PATIENCE);
      const settle = (how) => (value) => {
        clearTimeout(late);
        how(value);
      };
      waiting.set(last, { done: settle(done), fail: settle(fail), asked });
      socket.send(JSON.stringify({ id: last, method: asked, params }));
    });
  return { ask, hear: (hear) => hearers.push(hear) };
}

function tab({ ask, hear }, context) {
  return {
    /** Opens an address and waits until all of it is there. */
    goto: (url) => ask("browsingContext.navigate", { context, url, wait: "complete" }),

    setViewport: (viewport) => ask("browsingContext.setViewport", { context, viewport }),

    /** What an expression gives in the page, as JSON can tell it; promises are waited for. */
    async evaluate(expression) {
      const { type, result, exceptionDetails } = await ask("script.evaluate", {
        expression: `(async () => JSON.stringify(await (${expression})))()`,
        target: { context },
        awaitPromise: true,
      });
      if (type === "exception") throw new Error(exceptionDetails.text);
      return result.type === "undefined" ? undefined : JSON.parse(result.value);
    },

    /** The page on paper, as the print dialog of somebody who changes nothing in it makes it. */
    async pdf() {
      const { data } = await ask("browsingContext.print", { context, background: false });
      return Buffer.from(data, "base64");
    },

    /** Keeps every error that a page tells its console, from now on. */
    async complaints() {
      const kept = [];
      await ask("session.subscribe", { events: ["log.entryAdded"] });
      hear((method, { level, text, source }) => {
        if (method === "log.entryAdded" && level === "error") kept.push(`${text} ${source?.url ?? ""}`);
      });
      return kept;
    },
  };
}
