/* The search on a page: an input, a list, a status, perhaps filters. */

/** The search of an element, whose texts are data-* attributes. */
class SearchBox {
  constructor(element) {
    const find = (selector) => element.querySelector(selector);
    this.element = element;
    this.texts = element.dataset;
    this.input = find("input[type=search]");
    this.list = find("ol");
    this.status = find("[role=status]");
    this.more = find("[data-more]");
    this.details = find("details");
    this.all = document.querySelector("[data-all-results]");
    this.selects = [...element.querySelectorAll("select")];
    /** On a page of its own, what the page's address asks for. */
    this.address = "search" in this.texts ? new URLSearchParams(location.search) : null;
    /** How many were shown when this page was left. */
    this.before = (this.address && history.state?.shown) || 0;
    this.numbers = [];
    this.turn = this.shown = 0;
    element.hidden = false;
    this.listen();
    this.input.value = this.input.value || this.address?.get("q") || "";
    if (`${this.address ?? ""}` || this.input.value) this.run();
    else this.guarded(() => this.ready());
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
    input.addEventListener("focus", () => this.guarded(() => this.ready()));
    listen(input, "input", 350);
    for (const select of selects) listen(select, "change", 0);
    listen(input.form, "submit", 0);
    more?.addEventListener("click", () => this.guarded(() => this.showMore()));
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
    const { input, texts } = this;
    const filters = {};
    const params = new URLSearchParams();
    for (const { name, value } of [...this.selects, { name: "q", value: input.value }]) {
      if (value) params.set(name, value);
      if (name !== "q") filters[name] = value;
    }
    const query = `${params}`;
    const count = Math.max(this.address ? 10 : 5, this.before);
    this.note(count, `?${query}`);
    const { how, numbers, further, atOnce } = query ? await search(input.value, filters, count) : { numbers: [], atOnce: 0 };
    if (turn !== this.turn) return;
    Object.assign(this, { numbers, further, count });
    await this.show(turn, 0, Math.min(count, atOnce), this.first);
    if (turn !== this.turn) return;
    this.before = this.first = 0;
    const words = numbers.length || further ? texts[further ? `${how}Further` : how] : query && texts.none;
    this.status.textContent = words.replace("{count}", numbers.length);
    if (this.all) this.all.search = query;
  }

  async showMore() {
    const { children } = this.list;
    this.first = children.length;
    // Not all was read that may be found.
    if (this.first === this.numbers.length) {
      this.before = Math.max(this.count, this.first) + 10;
      return this.run();
    }
    await this.ready();
    await this.show(this.turn, this.first, 10, this.first);
    this.first = 0;
    return this.note(children.length);
  }

  /** Adds results in their order, each as soon as it is there; the keyboard goes on at the first new one. */
  async show(turn, from, count, first) {
    const rows = this.numbers.slice(from, from + count).map(recordOf);
    for (const row of rows) row.catch(() => {});
    for (let at = 0; at < rows.length; at += 1) {
      const item = resultItem(await rows[at], this.element);
      if (turn !== this.turn) return;
      this.clear(turn);
      this.list.append(item);
      if (first && first === from + at) item.querySelector("a").focus();
    }
    this.clear(turn);
    if (this.more) this.more.hidden = this.numbers.length <= from + count && !this.further;
  }

  /** Removes what stands there from other words. */
  clear(turn) {
    if (this.shown !== turn) this.list.replaceChildren();
    this.shown = turn;
  }

  /** Notes how much is asked for and shown, for whoever comes back here. */
  note(shown, query = location.search) {
    try {
      if (this.address) history.replaceState({ shown }, "", query);
    } catch {
      // Refused by some from `file:`.
    }
  }
}

window.accessInfoSearch = { open, spell };
for (const element of document.querySelectorAll("[data-search], [data-search-mini]")) new SearchBox(element);
