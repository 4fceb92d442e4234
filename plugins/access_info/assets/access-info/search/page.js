/* The search on a page: an input, what was found, what is near, a status, perhaps filters. */

/** The search of an element, whose texts are data-* attributes. */
class SearchBox {
  constructor(element) {
    const find = (selector) => element.querySelector(selector);
    this.element = element;
    this.texts = element.dataset;
    this.input = find("input[type=search]");
    this.lists = [find("ol"), find("[data-near] ol") || find("ol")];
    this.status = find("[role=status]");
    this.more = find("[data-more]");
    this.ask = find("[data-ask]");
    this.details = find("details");
    this.all = document.querySelector("[data-all-results]");
    this.selects = [...element.querySelectorAll("select")];
    /** Whether the address says what is looked for, on a page of its own. */
    this.isPage = "search" in this.texts;
    /** How many were shown when this page was left. */
    this.before = (this.isPage && history.state?.shown) || 0;
    this.numbers = [];
    this.turn = this.shown = 0;
    element.hidden = false;
    this.readAddress(this.input.value);
    this.listen();
    if (this.asked || this.input.value) this.run();
    else this.guarded(() => this.ready());
  }

  /** What the address asks for: behind “#”, which no server is told; links of old have it before, and
   * Material's search leads here with the words that it found, as `h`. */
  readAddress(typed) {
    this.address = new URLSearchParams(this.isPage ? location.hash.slice(1) || location.search : "");
    this.asked = `${this.address}`;
    this.input.value = typed || this.address.get("q") || this.address.get("h");
    for (const select of this.selects) select.value = this.address.get(select.name) || "";
  }

  listen() {
    const { input, more, selects } = this;
    let delay;
    const listen = (target, type, wait) =>
      target?.addEventListener(type, (event) => {
        event.preventDefault();
        this.before = this.first = 0;
        clearTimeout(delay);
        delay = setTimeout(() => this.run(), wait);
      });
    const list = this.element.querySelector("[role=listbox]");
    const suggestions = list && new Suggestions(input, list, () => this.run());
    input.addEventListener("focus", () => this.guarded(() => this.ready()));
    if (list) input.addEventListener("input", () => this.guarded(() => this.suggest(suggestions)));
    listen(input, "input", 350);
    for (const select of selects) listen(select, "change", 0);
    listen(input.form, "submit", 0);
    input.form?.addEventListener("submit", () => suggestions?.offer([]));
    more?.addEventListener("click", () => this.guarded(() => this.showMore()));
    if (this.isPage) {
      addEventListener("hashchange", () => {
        this.readAddress();
        this.run();
      });
    }
  }

  async suggest(suggestions) {
    await this.ready();
    const typed = this.input.value;
    const known = [...(await load("g0")), ...(head.within.a0 || []).map(([, name]) => name)];
    if (typed === this.input.value && document.activeElement === this.input) suggestions.offer(offersFor(typed, known));
  }

  /** Opens the index, and offers what can be chosen. */
  ready() {
    this.opened ||= open(new URL(this.texts.index, document.baseURI).href).then(() => this.offerAll());
    this.opened.catch(() => {
      this.opened = null;
    });
    return this.opened;
  }

  async offerAll() {
    for (const select of this.selects) {
      const { name } = select;
      if (name !== "co-quan") this.offer(select, head.choices[name] || []);
      // Many agencies are fetched when they are asked for.
      else if (head.within.a0 || this.address.get(name)) await this.offerAgencies(select);
      else this.details.addEventListener("toggle", () => this.guarded(() => this.offerAgencies(select)));
    }
  }

  async offerAgencies(select) {
    const choices = (await fetchPieces("a")).sort(([, , order], [, , other]) => order - other);
    if (select.options.length < 2) this.offer(select, choices);
  }

  offer(select, choices) {
    for (const [value, words] of choices) select.append(new Option(words, value));
    select.value = this.address.get(select.name) || "";
    select.closest("p").hidden = select.options.length < 3;
    this.details.open ||= select.value;
    this.details.hidden = false;
  }

  run() {
    this.turn += 1;
    if (this.isPage) document.documentElement.classList.add("ai-asked");
    if (this.more) this.more.hidden = true;
    this.status.textContent = this.texts.loading;
    this.guarded((turn) => this.answer(turn));
  }

  /** Does what may fail for want of a connection, and says so unless another search has begun. */
  async guarded(work) {
    const { turn, texts } = this;
    try {
      await work(turn);
    } catch {
      if (turn !== this.turn) return;
      this.clear(turn);
      this.status.textContent = navigator.onLine ? texts.failed : texts.offline;
    }
  }

  async answer(turn) {
    await this.ready();
    const { input } = this;
    const filters = {};
    const params = new URLSearchParams();
    for (const { name, value } of [...this.selects, { name: "q", value: input.value }]) {
      if (value) params.set(name, value);
      if (name !== "q") filters[name] = value;
    }
    const query = `${params}`;
    const count = Math.max(this.isPage ? 10 : 5, this.before);
    this.note(count, `#${query}`);
    const answer = query ? await search(input.value, filters, count) : { numbers: [], atOnce: 0 };
    if (turn !== this.turn) return;
    Object.assign(this, answer, { count });
    await this.show(turn, 0, Math.min(count, answer.atOnce), this.first);
    if (turn !== this.turn) return;
    this.before = this.first = 0;
    this.status.textContent = query && this.words(answer);
    if (this.all) this.all.hash = query;
  }

  /** What the status says of an answer: how much was found, as what else it was looked for. */
  words({ numbers, found, further, also, unlike }) {
    const { texts } = this;
    const how = found ? (further ? "many" : "all") : numbers.length || further ? "most" : "none";
    const told = [texts[how].replace("{count}", found)];
    if (also.length) told.push(texts.also.replace("{words}", [...new Set(also)].join("; ")));
    else if (unlike.length) told.unshift(texts.unlike.replace("{words}", unlike.join(" ")));
    return told.join(" ");
  }

  async showMore() {
    const shown = this.countShown();
    this.first = shown;
    // Not all was read that may be found.
    if (shown === this.numbers.length) {
      this.before = Math.max(this.count, shown) + 10;
      return this.run();
    }
    await this.ready();
    await this.show(this.turn, shown, 10, shown);
    this.first = 0;
    return this.note(this.countShown());
  }

  countShown() {
    return this.element.querySelectorAll("ol > li").length;
  }

  /** Adds results in their order, each as soon as it is there; the keyboard goes on at the first new one. */
  async show(turn, from, count, first) {
    const rows = this.numbers.slice(from, from + count).map(recordOf);
    for (const row of rows) row.catch(() => {});
    await rows[0];
    if (turn !== this.turn) return;
    this.clear(turn);
    if (this.ask) this.offerAsking();
    let at = from;
    for (const row of rows) {
      const item = resultItem(await row, this.element);
      if (turn !== this.turn) return;
      // Who asked for more twice has it from the other asking.
      if (this.countShown() !== at) return;
      const list = this.lists[at < this.found ? 0 : 1];
      list.append(item);
      this.part(list).hidden = false;
      if (first && first === at) item.querySelector("a").focus();
      at += 1;
    }
    if (this.more) this.more.hidden = this.numbers.length <= from + count && !this.further;
  }

  /** Where nothing answers, asking comes first; with the words, behind “#”, so that no server is told. */
  offerAsking() {
    const { ask, input, lists, found } = this;
    ask.hidden = !input.value.trim();
    ask.querySelector("a").hash = new URLSearchParams({ q: input.value.trim() });
    if (found) this.part(lists[1]).after(ask);
    else this.part(lists[0]).before(ask);
  }

  /** A list with its heading, where it has one. */
  part(list) {
    return list.closest("section[data-list]") || list;
  }

  /** Removes what stands there from other words. */
  clear(turn) {
    if (this.shown === turn) return;
    for (const list of this.lists) {
      list.replaceChildren();
      this.part(list).hidden = true;
    }
    if (this.ask) this.ask.hidden = true;
    this.shown = turn;
  }

  /** Notes how much is asked for and shown, for whoever comes back here. */
  note(shown, query = location.hash) {
    try {
      if (this.isPage) history.replaceState({ shown }, "", location.pathname + query);
    } catch {
      // Refused by some from `file:`.
    }
  }
}
