// GitLab as the form sees it: one project, answered from memory.

import { createHash } from "node:crypto";

const sha = (content) => createHash("sha1").update(content).digest("hex");

/** A forge whose answers a page gets in place of the network's; `files` is its main branch. */
export class GitLab {
  constructor({ api, repo, files }) {
    Object.assign(this, { api, files, project: `/projects/${encodeURIComponent(repo)}` });
    this.graphql = api.replace(/\/v4$/, "/graphql");
    this.commits = [];
    this.merges = [];
    this.unknown = [];
    this.heads = new Map([["main", sha("main")]]);
  }

  /** Answers every request to the forge. */
  async attach(context) {
    await context.route(`${new URL(this.api).origin}/**`, async (route) => {
      const request = route.request();
      const url = request.url();
      const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "*" };
      if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers });
      if (url.startsWith(`${this.api.replace("/api/v4", "")}/oauth/`)) return this.signIn(route, headers);
      const body = request.postData() ? JSON.parse(request.postData()) : undefined;
      if (this.refuses(body)) return route.fulfill({ status: 400, headers, json: { message: "A branch called 'x' already exists. Switch to that branch in order to make changes" } });
      const answer = url === this.graphql ? { data: this.query(body) } : this.rest(request.method(), url.slice(this.api.length), body);
      if (answer !== undefined) return route.fulfill({ headers, json: answer });
      this.unknown.push(`${request.method()} ${url}`);
      return route.fulfill({ status: 404, headers, json: { message: "404 Not Found" } });
    });
  }

  /** Who agrees to the sign-in is sent back with a code, which buys a token. */
  signIn(route, headers) {
    const url = new URL(route.request().url());
    if (url.pathname === "/oauth/token") {
      const { code, code_verifier: verifier, client_id: client } = JSON.parse(route.request().postData());
      this.bought = { code, client, verified: Boolean(verifier) };
      return route.fulfill({ headers, json: { access_token: "ma-thu", refresh_token: "ma-doi" } });
    }
    const back = new URL(url.searchParams.get("redirect_uri"));
    back.search = new URLSearchParams({ code: "ma-doi-lay", state: url.searchParams.get("state") });
    return route.fulfill({ status: 302, headers: { location: back.href } });
  }

  /** A branch is begun once. */
  refuses(body) {
    return Boolean(body?.start_branch) && this.heads.has(body.branch);
  }

  rest(method, path, body) {
    const below = path.split("?")[0].replace(this.project, "");
    if (path === "/user") return { id: 7, username: "can-bo-mau", name: "Cán bộ Mẫu", email: "can-bo@mau.example", web_url: "https://forge.mau.example/can-bo-mau" };
    if (below === "/users") return [{ id: 7 }];
    if (method === "POST" && below === "/repository/commits") {
      this.commits.push(body);
      this.heads.set(body.branch, sha(String(this.commits.length)));
      return { id: this.heads.get(body.branch), committed_date: "2026-11-25T00:00:00Z" };
    }
    if (below === "/repository/commits") return [];
    if (below.startsWith("/repository/branches/")) {
      const name = decodeURIComponent(below.slice("/repository/branches/".length));
      return { name, commit: { id: this.heads.get(name) } };
    }
    if (method === "POST" && below === "/merge_requests") {
      const iid = this.merges.length + 1;
      this.merges.push(body);
      return { iid, id: iid, web_url: `https://forge.mau.example/merge/${iid}`, sha: sha(String(iid)), created_at: "2026-11-25T00:00:00Z", updated_at: "2026-11-25T00:00:00Z" };
    }
    if (below === "/merge_requests") return this.heads.has(new URLSearchParams(path.split("?")[1]).get("source_branch")) ? [{ iid: 9 }] : [];
    if (method === "PUT" && below.startsWith("/merge_requests/")) {
      const merge = this.merges[Number(below.split("/")[2]) - 1];
      Object.assign(merge, { title: body.title, labels: body.add_labels });
      return merge;
    }
    return undefined;
  }

  query({ query, variables }) {
    const repository = { rootRef: "main", tree: { lastCommit: { sha: sha("main"), message: "Dữ liệu" } } };
    if (query.includes("recursive: true")) {
      const nodes = Object.entries(this.files).map(([path, content]) => ({ type: "blob", path, sha: sha(content) }));
      repository.tree.blobs = { nodes, pageInfo: { endCursor: "", hasNextPage: false } };
    }
    if (variables.paths) repository.blobs = { nodes: variables.paths.map((path) => ({ path, rawTextBlob: this.files[path].toString() })) };
    if (query.includes("lastCommit") && variables.paths) for (const node of repository.blobs.nodes) node.lastCommit = null;
    return { project: { repository } };
  }
}
