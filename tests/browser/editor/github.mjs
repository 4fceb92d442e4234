// GitHub as the form sees it: one repository, answered from memory.

import { createHash } from "node:crypto";

const sha = (content) => createHash("sha1").update(content).digest("hex");

/** A forge whose answers a page gets in place of the network's.
 *
 * `files` is the repository's main branch: path → text. `canWrite` tells whether the user may push there;
 * if not, proposals come from a fork.
 */
export class GitHub {
  constructor({ api, repo, files, canWrite = true }) {
    Object.assign(this, { api, repo, canWrite });
    this.graphql = api.replace(/\/api\/v3$/, "/api/graphql");
    this.login = "can-bo-mau";
    this.fork = canWrite ? null : `${this.login}/${repo.split("/")[1]}`;
    this.blobs = new Map();
    this.branches = new Map([["main", this.tree(Object.entries(files))]]);
    this.heads = new Map([["main", sha("main")]]);
    /** What every request comes to instead of an answer: "offline", or a status and what is said with it. */
    this.trouble = null;
    this.commits = [];
    this.pulls = [];
    this.unknown = [];
    this.requests = [];
  }

  tree(entries) {
    const made = new Map();
    for (const [path, content] of entries) made.set(path, this.keep(Buffer.from(content)));
    return made;
  }

  keep(content) {
    const id = sha(content);
    this.blobs.set(id, content);
    return id;
  }

  /** The content of a file of a branch. */
  read(branch, path) {
    return this.blobs.get(this.branches.get(branch).get(path));
  }

  /** Answers every request to the forge. */
  async attach(context) {
    await context.route(`${new URL(this.api).origin}/**`, async (route) => {
      const request = route.request();
      const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "*" };
      if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers });
      const url = request.url();
      this.requests.push(`${request.method()} ${url}`);
      if (this.trouble === "offline") return route.abort("internetdisconnected");
      if (this.trouble) return route.fulfill({ headers, status: this.trouble.status, json: { message: this.trouble.message } });
      const body = request.postData() ? JSON.parse(request.postData()) : undefined;
      const answer = url === this.graphql ? this.graph(body) : this.rest(request.method(), url.slice(this.api.length), body);
      if (answer === undefined) {
        this.unknown.push(`${request.method()} ${url}`);
        return route.fulfill({ status: 404, headers, json: { message: "Not Found" } });
      }
      if (Buffer.isBuffer(answer)) return route.fulfill({ headers, contentType: "application/vnd.github.raw", body: answer });
      return route.fulfill({ headers, json: answer });
    });
  }

  rest(method, path, body) {
    const [route] = path.split("?");
    const below = route.replace(`/repos/${this.repo}`, "");
    if (route === "/user") return { id: 7, login: this.login, name: "Cán bộ Mẫu", email: "can-bo@mau.example", avatar_url: "https://avatars.mau.example/7", html_url: "https://forge.mau.example/can-bo-mau" };
    if (route === `/repos/${this.repo}`) return { full_name: this.repo, private: false, permissions: { push: this.canWrite }, allow_forking: true, owner: { type: "Organization" } };
    if (this.fork && route === `/repos/${this.fork}`) return { full_name: this.fork, fork: true, parent: { full_name: this.repo } };
    if (below.startsWith("/collaborators/")) return this.canWrite ? {} : undefined;
    if (below.startsWith("/git/trees/")) {
      const tree = [...this.branches.get("main")].map(([path, id]) => ({ type: "blob", path, sha: id, size: this.blobs.get(id).length }));
      return { tree };
    }
    if (/\/git\/blobs\//.test(route)) return this.blobs.get(route.split("/").pop());
    if (method === "POST" && below === "/pulls") {
      const number = this.pulls.length + 1;
      const pull = { number, node_id: `PR_${number}`, html_url: `https://forge.mau.example/${this.repo}/pull/${number}`, created_at: "2026-11-25T00:00:00Z", updated_at: "2026-11-25T00:00:00Z", labels: [], ...body };
      this.pulls.push(pull);
      return pull;
    }
    if (/^\/issues\/\d+\/labels$/.test(below)) return this.label(below, body.labels);
    if (/^\/issues\/\d+$/.test(below)) {
      if (method === "PATCH") this.label(below, body.labels);
      return { labels: this.pull(below).labels.map((name) => ({ name })) };
    }
    if (method === "POST" && route.endsWith("/merge-upstream")) return {};
    if (/^\/compare\//.test(below)) return { files: [] };
    if (method === "PATCH" && below.startsWith("/git/refs/heads/")) return {};
    return undefined;
  }

  pull(path) {
    return this.pulls[Number(path.split("/")[2]) - 1];
  }

  label(path, labels) {
    this.pull(path).labels = labels;
    return labels.map((name) => ({ name }));
  }

  /** Faults of a query come with 200, as GitHub sends them. */
  graph(body) {
    try {
      return { data: this.query(body) };
    } catch (error) {
      return { data: null, errors: [{ message: error.message }] };
    }
  }

  query({ query, variables = {} }) {
    const { input } = variables;
    if (query.includes("createRef(")) {
      const name = input.name.replace("refs/heads/", "");
      if (this.branches.has(name)) throw new Error(`A ref named "refs/heads/${name}" already exists in the repository.`);
      this.branches.set(name, new Map(this.branches.get("main")));
      this.heads.set(name, input.oid);
      return { createRef: { ref: { name } } };
    }
    if (query.includes("createCommitOnBranch(")) return this.commit(query, input);
    if (/convertPullRequestToDraft|markPullRequestReadyForReview/.test(query)) {
      const ready = query.includes("markPullRequestReadyForReview");
      this.pulls.find((one) => one.node_id === input.pullRequestId).draft = !ready;
      return { [ready ? "markPullRequestReadyForReview" : "convertPullRequestToDraft"]: { pullRequest: { isDraft: !ready } } };
    }
    const head = this.heads.get(variables.branch) ?? this.heads.get("main");
    const commit = { oid: head, message: "Dữ liệu", committedDate: "2026-11-24T00:00:00Z", author: { name: "Cán bộ Mẫu", email: "can-bo@mau.example" } };
    if (query.includes("fork: repository")) return { fork: { id: "R_2" }, base: { ref: { target: { oid: head } } } };
    const repository = { id: "R_1", defaultBranchRef: { name: "main" }, ref: { target: { oid: head, history: { nodes: [commit] } } }, pullRequests: this.open(variables.branch, query.includes("headRefName:")), refs: { nodes: [] }, forks: { nodes: this.fork ? [{ nameWithOwner: this.fork, owner: { login: this.login } }] : [] } };
    for (const [, alias, id] of query.matchAll(/(content_\d+):\s*object\(oid: "(\w+)"\)/g)) {
      repository[alias] = { text: this.blobs.get(id)?.toString() ?? null, isTruncated: false };
    }
    for (const [, alias, branch, path] of query.matchAll(/(file_\d+):\s*object\(expression: "([^":]+):([^"]+)"\)/g)) {
      const id = this.branches.get(branch)?.get(path);
      const content = this.blobs.get(id);
      repository[alias] = content ? { oid: id, byteSize: content.length, isBinary: !path.endsWith(".yml"), isTruncated: false, text: content.toString() } : null;
    }
    for (const [, alias] of query.matchAll(/((?:commit|history)_\d+):\s*ref\(/g)) {
      repository[alias] = { target: { history: { nodes: [commit] } } };
    }
    for (const [, alias] of query.matchAll(/(pr_\d+):\s*pullRequests\(/g)) repository[alias] = { nodes: [] };
    return { repository };
  }

  /** Open proposals, of one branch or all. */
  open(branch, alone) {
    const nodes = this.pulls
      .filter(({ head }) => !alone || head === branch)
      .map(({ number, node_id: id, title, html_url: url, head, draft, labels, created_at: createdAt, updated_at: updatedAt }) => {
        const paths = [...this.branches.get(head)].filter(([path, id]) => this.branches.get("main").get(path) !== id).map(([path]) => path);
        const files = { nodes: paths.map((path) => ({ path, changeType: this.branches.get("main").has(path) ? "MODIFIED" : "ADDED" })) };
        const author = { login: this.login, name: "Cán bộ Mẫu", email: "can-bo@mau.example", databaseId: 7 };
        return { id, number, title, url, isDraft: draft, isCrossRepository: false, createdAt, updatedAt, headRefName: head, headRefOid: this.heads.get(head), author, labels: { nodes: labels.map((name) => ({ name })) }, files };
      });
    return { nodes, totalCount: nodes.length };
  }

  /** What somebody else does meanwhile: a proposal that changes a file, or goes on with one. */
  propose(branch, path, text) {
    if (!this.branches.has(branch)) {
      this.branches.set(branch, new Map(this.branches.get("main")));
      this.rest("POST", `/repos/${this.repo}/pulls`, { title: "Của người khác", head: branch, base: "main", draft: true });
      this.pulls.at(-1).labels = ["sveltia-cms/draft"];
    }
    this.branches.get(branch).set(path, this.keep(Buffer.from(text)));
    this.heads.set(branch, sha(text));
  }

  commit(query, { branch, expectedHeadOid, fileChanges, message }) {
    const tree = this.branches.get(branch.branchName);
    if (expectedHeadOid !== this.heads.get(branch.branchName)) {
      throw new Error(`Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`);
    }
    const made = { branch: branch.branchName, repository: branch.repositoryNameWithOwner, message: message.headline, files: {} };
    for (const { path, contents } of fileChanges.additions) {
      const content = Buffer.from(contents, "base64");
      tree.set(path, this.keep(content));
      made.files[path] = content;
    }
    for (const { path } of fileChanges.deletions ?? []) tree.delete(path);
    this.commits.push(made);
    const commit = { oid: sha(`${branch.branchName} ${this.commits.length}`), committedDate: "2026-11-25T00:00:00Z" };
    this.heads.set(branch.branchName, commit.oid);
    for (const [, alias, path] of query.matchAll(/(file_\d+): file\(path: "([^"]+)"\)/g)) commit[alias] = { oid: tree.get(path) };
    return { createCommitOnBranch: { commit } };
  }
}
