// Gitea and Forgejo as the form sees them: one repository, answered from memory.

import { createHash } from "node:crypto";

const sha = (content) => createHash("sha1").update(content).digest("hex");

/** A forge whose answers a page gets in place of the network's; `files` is its main branch. */
export class Gitea {
  constructor({ api, repo, files, version }) {
    Object.assign(this, { api, files, version, repository: `/repos/${repo}` });
    this.commits = [];
    this.asked = [];
    this.unknown = [];
  }

  /** Answers every request to the forge. */
  async attach(context) {
    await context.route(`${new URL(this.api).origin}/**`, async (route) => {
      const request = route.request();
      const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "*" };
      if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers });
      const asked = `${request.method()} ${request.url().slice(this.api.length)}`;
      this.asked.push(asked);
      const answer = this.answer(asked, request.postData() ? JSON.parse(request.postData()) : undefined);
      if (answer !== undefined) return route.fulfill({ headers, json: answer });
      this.unknown.push(asked);
      return route.fulfill({ status: 404, headers, json: { message: "not found" } });
    });
  }

  answer(asked, body) {
    const [method, address] = asked.split(" ");
    const [place, query] = address.split("?");
    if (place === "/user") return { id: 7, login: "can-bo-mau", full_name: "Cán bộ Mẫu", email: "can-bo@mau.example", html_url: "" };
    if (place === "/version") return { version: this.version };
    if (place === "/settings/api") return { default_paging_num: 1000, max_response_items: 1000 };
    if (place === this.repository) return { default_branch: "main", permissions: { pull: true, push: true } };
    const below = place.slice(this.repository.length);
    if (below === "/branches/main") return { commit: { id: sha("main"), message: "Bắt đầu" } };
    if (below.startsWith("/git/trees/")) {
      const tree = Object.entries(this.files).map(([path, text]) => ({ type: "blob", path, sha: sha(text), size: text.length }));
      return { tree, truncated: false };
    }
    if (below === "/file-contents") return body.files.map((path) => ({ path, ...encoded(this.files[path]) }));
    if (below === "/git/blobs") {
      const wanted = new URLSearchParams(query).get("shas").split(",");
      return Object.values(this.files).filter((text) => wanted.includes(sha(text))).map((text) => ({ sha: sha(text), ...encoded(text) }));
    }
    if (below === "/commits") return [];
    if (method === "POST" && below === "/contents") {
      this.commits.push(body);
      return { commit: { sha: sha("sau"), created: "2026-11-25T00:00:00Z" }, files: body.files.map(({ path }) => ({ path, sha: sha(path) })) };
    }
    return undefined;
  }
}

const encoded = (text) => ({ encoding: "base64", content: Buffer.from(text).toString("base64") });
