/* Search in the index that `access_info.search` writes: over http, from a folder on a USB stick, under
   a strict Content-Security-Policy. Words are folded as in `search/folding.py`. */
(() => {
  "use strict";

  /** A word with the very accents that were typed is worth more than all else; then one without. */
  const EXACT = 128;
  const LITERAL = 64;
  /** The least part of what a query says that a record must have, and of what the best has. */
  const LEAST = 0.5;
  const LEAST_OF_BEST = 0.65;
  const OWN = "~danh-muc/co-quan";
  /** Language of the data. */
  const SOURCE = "vi";
  /** Files fetched for what one typed word may mean. */
  const MOST_SHARDS = 3;

  /* ---- Words ---- */

  const WORD = /[0-9]+(?:\.[0-9]+)+|[0-9a-z\u00c0-\u1fff\u2c00-\ud7ff\uf900-\uffef]+/g;
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

  /** A word's folded face, and its form, which keeps accents. */
  function spelling(typed) {
    const apart = typed.normalize("NFD");
    const bare = apart
      .replace(TONE, "")
      .normalize("NFC")
      .replace(/\u00f0/g, "đ")
      .replace(/([bcdđfghjklmnpqrstvwxz]|qu)y$/, "$1i")
      .replace(/^0+(?=[0-9])/, "");
    const word = bare.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
    return { word, form: bare + (apart.match(TONE) || []).join("") };
  }

  /** `Quý III` is typed as `quý 3`. */
  const QUARTERS = { i: "1", ii: "2", iii: "3", iv: "4" };

  /** The words of a text; the number of a quarter is a digit. */
  function spell(text) {
    const words = (text.toLowerCase().match(WORD) || []).map(spelling);
    for (let at = 1; at < words.length; at += 1) {
      const digit = words[at - 1].word === "qui" && QUARTERS[words[at].word];
      if (digit) words[at] = { word: digit, form: digit };
    }
    return words;
  }

  const isNumber = (word) => /^[0-9]/.test(word);

  /** Whether one letter that is wrong, missing or too many, or two swapped ones, part two words. */
  function areNear(one, other) {
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const [rest, next] = [one.slice(start), other.slice(start)];
    return (
      rest.slice(1) === next.slice(1) ||
      rest.slice(1) === next ||
      rest === next.slice(1) ||
      (rest[0] === next[1] && rest[1] === next[0] && rest.slice(2) === next.slice(2))
    );
  }

  /** A word of a query: what it is found by, how many words of a title it takes. */
  const term = (spelled, more) => ({ ...spelled, tokens: [spelled.word], span: 1, ...more });

  /** How many words from `at` on are the longest known phrase; `first` stands for a lone word. */
  function longest(words, at, known, first) {
    let best = known.has(first) ? 1 : 0;
    let phrase = words[at].word;
    for (let end = at + 1; end < Math.min(words.length, at + 8); end += 1) {
      phrase += ` ${words[end].word}`;
      if (known.has(phrase)) best = end - at + 1;
    }
    return best;
  }

  /* ---- Files ---- */

  const VALUES = new Uint8Array(127);
  for (let code = 32, value = 0; code < 127; code += 1) {
    if (code !== 34 && code !== 92) VALUES[code] = value++;
  }
  const LAST = 61; // Values below end a gap.

  /** Record numbers of an encoded list, ascending; one comes again for each further place. */
  function decodeGaps(text) {
    const numbers = [];
    let number = -1;
    let more = -1;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUES[text.charCodeAt(at)];
      if (value >= LAST) {
        more = Math.max(more, 0) * 32 + value - LAST;
      } else {
        number += more < 0 ? value : LAST + more * LAST + value;
        more = -1;
        numbers.push(number);
      }
    }
    return numbers;
  }

  const files = new Map();
  const arrived = new Map();
  let version = "";

  window.accessInfoIndex = (name, made, data) => arrived.set(name, { made, data });

  /** A file of the index, as a classic script; the manifest's may stand in the page itself. */
  function load(base, name) {
    if (!files.has(name)) files.set(name, fetched(base, name));
    files.get(name).catch(() => files.delete(name));
    return files.get(name);
  }

  const fetched = (base, name) =>
    new Promise((resolve, reject) => {
      const arrive = () => {
        const file = arrived.get(name);
        // Files of two publications must not be mixed.
        if (file && (!version || file.made === version)) resolve(file);
        else reject(new Error(name));
      };
      const script = document.createElement("script");
      script.onerror = reject;
      script.onload = arrive;
      script.src = `${base}${name}.js${version && `?v=${version}`}`;
      if (arrived.has(name)) arrive();
      else document.head.append(script);
    });

  /** Opens the index; a page has one. */
  async function open(base) {
    const { made, data } = await load(base, "muc-luc");
    version = made;
    return new Index(base, data);
  }

  /* ---- The index ---- */

  class Index {
    constructor(base, head) {
      this.base = base;
      this.head = head;
      this.root = new URL(head.root, base).href;
      this.tokens = new Map();
      this.optional = new Set(head.optional);
      this.names = head.agencies.map(([id, name]) => ({ id, words: spell(name) }));
      /** Word → how often it occurs, as a power of two. */
      this.words = new Map();
      let word = "";
      for (const part of head.words.match(/[A-Z][^A-Z]*/g) || []) {
        word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
        this.words.set(word, head.often.charCodeAt(this.words.size) - 97);
      }
      // An abbreviation that is nowhere stands for its words, and full words for one that is.
      const short = Object.entries(head.short).map(([full, form]) => [full, spelling(form)]);
      this.full = new Map(short.map(([full, { word: abbreviation }]) => [abbreviation, full]));
      this.phrases = new Map(short.filter(([, spelled]) => this.words.has(spelled.word)));
    }

    /** Numbers of records, best first, and how they were found: by "all" words or by "most". */
    async search(text, filters = {}) {
      const kept = await this.filtered(filters);
      const query = this.read(text);
      if (!query.terms.length) return { how: "all", found: kept ? this.rank(query, kept) : [] };
      await this.fetch(query);
      const { terms } = query;
      const how = terms.some(({ near }) => near) ? "most" : "all";
      const found = this.rank(query, kept);
      const isExact = (number) => terms.every(({ match }) => match.level[number] >= EXACT);
      // Few, none with the accents typed: a question's words, found by chance.
      const isDoubtful = terms.length > 2 && found.length < 10 && !found.some(isExact);
      if (found.length && !isDoubtful) return { how, found };
      // Only the filters leave nothing.
      if (!found.length && kept && this.rank(query).length) return { how, found };
      if (!found.length) await this.widen(query);
      return { how: "most", found: this.rank(query, kept, true) };
    }

    async record(number) {
      const { size, agencies, kinds } = this.head;
      const { data } = await load(this.base, `r${Math.floor(number / size)}`);
      const rows = data.split("\n");
      let row = number % size;
      const [, agency, kind, sign, date, address, above, others] = rows[row].split("\t");
      while (row && rows[row][0] === "\t") row -= 1;
      const [id, name] = agency ? agencies[agency] : ["", ""];
      return {
        title: rows[row].split("\t", 1)[0],
        href: this.root + address.replace("*", id),
        agency: name,
        kind: kinds[kind],
        number: sign,
        date,
        above,
        titles: pairs((others || "").split("\u001f")),
      };
    }

    read(text) {
      const typed = spell(text);
      const words = typed.flatMap((word, at) => this.meant(word, at === typed.length - 1));
      const accented = words.some(({ word, form }) => word !== form);
      const terms = [];
      for (let at = 0; at < words.length; ) {
        const span = longest(words, at, this.phrases);
        // Without its accents, a lone word of no weight is taken for another.
        const idle = !span && longest(words, at, this.optional, accented && words[at].form);
        if (span) {
          const phrase = words.slice(at, at + span).map((part) => part.word).join(" ");
          terms.push(term(this.phrases.get(phrase), { span }));
        } else if (!idle) {
          terms.push(words[at]);
        }
        at += span || idle || 1;
      }
      return {
        terms: terms.length ? terms : words,
        names: this.named(words),
        accented,
        hasNumber: words.some(({ word }) => isNumber(word) && !this.isYear(word)),
      };
    }

    /** The terms for a word: itself, what it begins if it is the last, else what it may mean. */
    meant(spelled, isLast) {
      const { word } = spelled;
      const number = term(spelled, { longer: word.length > 1 && [] });
      if (isNumber(word) && !/[a-z]{2}$/.test(word)) return [number];
      if (this.words.has(word)) return [term(spelled, { isLast })];
      if (this.full.has(word)) return spell(this.full.get(word)).map((part) => term(part));
      const begun = isLast ? this.begunBy(word) : [];
      if (begun.length) return [term(spelled, { tokens: begun })];
      const near = this.nearTo(word);
      if (near.length) return [term(spelled, { tokens: near, near: true })];
      const parts = this.parts(word);
      if (!parts) return [isNumber(word) ? number : term(spelled)];
      return parts.map((part) => term({ word: part, form: part }, { longer: isNumber(part) && [] }));
    }

    begunBy(start) {
      return start.length > 1 ? this.likely((word) => word.startsWith(start), start) : [];
    }

    nearTo(word) {
      return word.length > 2 ? this.likely((other) => areNear(word, other), word) : [];
    }

    /** Words from few files; those with the right first letter, then those that occur often. */
    likely(fits, typed) {
      const shards = new Set();
      const rank = (word) => this.words.get(word) + (word[0] === typed[0] ? 32 : 0);
      return [...this.words.keys()]
        .filter((word) => word !== typed && fits(word))
        .sort((one, other) => rank(other) - rank(one))
        .filter((word) => {
          const shard = this.shardOf(word);
          return shards.has(shard) || (shards.size < MOST_SHARDS && shards.add(shard));
        });
    }

    /** Words written as one: `datdai`, `qd215`. */
    parts(joined) {
      const best = [{ cost: 0, parts: [] }];
      for (let end = 1; end <= joined.length; end += 1) {
        for (let start = Math.max(0, end - 8); start < end; start += 1) {
          const part = spelling(joined.slice(start, end)).word;
          const often = /^[0-9]+$/.test(part) ? 16 : this.words.get(part);
          if (!best[start] || often === undefined) continue;
          const cost = best[start].cost + 44 - often + (part.length > 1 ? 0 : 40);
          if (best[end] && best[end].cost <= cost) continue;
          best[end] = { cost, parts: [...best[start].parts, part] };
        }
      }
      return best[joined.length] && best[joined.length].parts;
    }

    /** Agencies whose name, or name without its first word, stands in the query. */
    named(words) {
      // Whoever types one accent has not typed all of them.
      const means = (typed, meant) =>
        typed.word === meant.word && (typed.form === typed.word || typed.form === meant.form);
      const stands = (name) =>
        words.some((_, at) => name.every((part, step) => words[at + step] && means(words[at + step], part)));
      return this.names
        .map(({ id, words: name }) => ({
          token: `~co-quan/${id}`,
          length: name.length,
          bonus: stands(name) ? 40 : name.length > 2 && stands(name.slice(1)) ? 20 : 0,
        }))
        .filter(({ bonus }) => bonus)
        .sort((one, other) => other.bonus - one.bonus || other.length - one.length)
        .slice(0, 4);
    }

    shardOf(token) {
      const { starts } = this.head;
      const after = starts.findIndex((start) => start > token);
      return Math.max(0, (after < 0 ? starts.length : after) - 1);
    }

    async fetchTokens(tokens) {
      const shards = new Set(tokens.map((token) => this.shardOf(token)));
      const loaded = await Promise.all([...shards].map((shard) => load(this.base, `t${shard}`)));
      for (const { data } of loaded) {
        for (const token of Object.keys(data)) this.tokens.set(token, data[token]);
      }
    }

    async fetch({ terms, names }) {
      const last = ({ word }) =>
        Math.min(this.shardOf(`${word}\uffff`), this.shardOf(word) + 2 * MOST_SHARDS);
      const tokens = names.map(({ token }) => token);
      if (names.length) tokens.push(OWN);
      for (const one of terms) {
        tokens.push(...one.tokens);
        if (one.longer) {
          tokens.push(...this.head.starts.slice(this.shardOf(one.word), last(one) + 1));
        }
        if (this.isYear(one.word)) tokens.push(`~nam/${one.word}`);
      }
      await this.fetchTokens(tokens);
      for (const one of terms.filter(({ longer }) => longer)) {
        one.longer = [...this.tokens.keys()].filter(
          (token) =>
            token !== one.word && token.startsWith(one.word) && this.shardOf(token) <= last(one),
        );
      }
    }

    isYear(word) {
      return this.head.choices.nam.includes(word);
    }

    lists(token) {
      const texts = this.tokens.get(token) || [];
      const lists = [];
      for (let at = 0; at < texts.length; at += 3) {
        const [, field, form] = /^([@#+]?)(.*)/.exec(texts[at]);
        lists.push({ field, form, numbers: decodeGaps(texts[at + 1]), places: texts[at + 2] });
      }
      return lists;
    }

    async filtered(filters) {
      const tokens = Object.keys(filters)
        .filter((name) => filters[name])
        .map((name) => `~${name}/${filters[name]}`);
      if (!tokens.length) return undefined;
      await this.fetchTokens(tokens);
      const hits = new Uint8Array(this.head.count);
      for (const token of tokens) {
        for (const { numbers } of this.lists(token)) for (const number of numbers) hits[number] += 1;
      }
      return hits.map((count) => (count === tokens.length ? 1 : 0));
    }

    /** Which records a term is in, how well, and where in their titles. */
    match(one, { accented, hasNumber }) {
      const { count } = this.head;
      const level = new Uint8Array(count);
      const low = new Uint32Array(count); // Places 0–31, a bit each,
      const high = new Uint32Array(count); // and 32–63.
      const parts = new Uint8Array(count); // How many the number has that it is in.
      const isYear = this.isYear(one.word);
      const worth = { "": 6, "@": 4, "#": hasNumber ? 14 : 5, "+": 2 };
      for (const token of [...one.tokens, ...(one.longer || [])]) {
        const isLiteral = token === one.word;
        for (const { field, form, numbers, places } of this.lists(token)) {
          // A word typed bare beside one with accents may be either; the bare one is a little likelier.
          const isBare = one.form === one.word;
          const isExact = isLiteral && (isBare || form === one.form);
          const less = isBare && accented && form !== one.form ? 1 : 0;
          const value =
            (isExact ? EXACT - less : isLiteral && LITERAL) +
            (isLiteral ? worth[field] : worth[field] / 2);
          for (let at = 0; at < numbers.length; at += 1) {
            const number = numbers[at];
            if (level[number] < value) level[number] = value;
            const place = VALUES[places.charCodeAt(at)];
            if (field === "#" && isLiteral) parts[number] = place;
            if (field) continue;
            if (place < 32) low[number] |= 1 << place;
            else high[number] |= 1 << (place - 32);
          }
        }
      }
      if (isYear) {
        for (const { numbers } of this.lists(`~nam/${one.word}`)) {
          for (const number of numbers) level[number] = Math.max(level[number], LITERAL);
        }
      }
      return { level, low, high, parts };
    }

    /** Numbers of the records with all terms, or with most of what they say; best first. */
    rank(query, kept, most = false) {
      const { count } = this.head;
      const { terms } = query;
      for (const one of terms) one.match = one.match || this.match(one, query);
      const weights = most ? this.weights(terms) : terms.map(() => 1);
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      const scores = new Float64Array(count);
      for (const { token, bonus } of query.names) {
        for (const { numbers } of this.lists(token)) {
          for (const number of numbers) scores[number] = Math.max(scores[number], bonus);
        }
      }
      for (const { numbers } of this.lists(OWN)) {
        for (const number of numbers) if (scores[number]) scores[number] += 10;
      }
      const covered = new Float32Array(count);
      let best = 0;
      for (let number = 0; number < count; number += 1) {
        if (kept && !kept[number]) continue;
        for (let at = 0; at < terms.length; at += 1) {
          const level = terms[at].match.level[number];
          const share = !most || level >= EXACT ? 1 : level >= LITERAL ? 0.7 : 0.4;
          if (level) covered[number] += weights[at] * share;
        }
        best = Math.max(best, covered[number]);
      }
      const least = most ? Math.max(whole * LEAST, best * LEAST_OF_BEST) : whole;
      const found = [];
      for (let number = 0; number < count; number += 1) {
        if ((kept && !kept[number]) || covered[number] < least) continue;
        // Of two words, one alone or two far apart say nothing of what was meant.
        if (most && terms.length === 2 && !pairAt(terms, 0, number)) continue;
        found.push(number);
        scores[number] += score(terms, number, most) + (most ? covered[number] * 10 : 0);
      }
      return found.sort((one, other) => scores[other] - scores[one] || one - other);
    }

    /** In bits. */
    weights(terms) {
      const bits = terms.map(({ match }) => {
        const found = match.level.filter(Boolean).length;
        return found && Math.log2(1 + this.head.count / found);
      });
      const known = bits.filter(Boolean);
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      return bits.map((value) => value || mean || 1);
    }

    /** Takes words for mistyped that keep the best records from having all words. */
    async widen(query) {
      const { terms } = query;
      let missing = [];
      let fewest = terms.length;
      for (let number = 0; number < this.head.count; number += 1) {
        const lacking = terms.filter(({ match }) => !match.level[number]);
        if (lacking.length > fewest || lacking.length === terms.length) continue;
        if (lacking.length < fewest) missing = [];
        fewest = lacking.length;
        missing.push(...lacking);
      }
      for (const one of new Set(missing)) {
        if (isNumber(one.word)) continue;
        const more = [...(one.isLast ? this.begunBy(one.word) : []), ...this.nearTo(one.word)];
        one.tokens = [...new Set([...one.tokens, ...more])];
        one.match = null;
      }
      await this.fetch(query);
    }
  }

  /** Where the next term follows a term in a title, a bit for each place below 32; else `null`. */
  function pairAt(terms, at, number) {
    if (at + 1 >= terms.length) return null;
    const { match, span } = terms[at];
    const next = terms[at + 1].match;
    const low = (match.low[number] << span) & next.low[number];
    const carried = (match.high[number] << span) | (match.low[number] >>> (32 - span));
    return low || carried & next.high[number] ? { low } : null;
  }

  function score(terms, number, most) {
    let sum = 0;
    let parts = 0;
    for (let at = 0; at < terms.length; at += 1) {
      const { match, span } = terms[at];
      sum += most ? match.level[number] % LITERAL : match.level[number];
      if (match.parts[number]) parts += 1;
      if (parts && parts === match.parts[number]) sum += 20;
      const pair = pairAt(terms, at, number);
      if (pair) sum += 6;
      if (!at) {
        // Titles that begin with the query first, then those that soon come to it.
        const first = pair ? pair.low >>> span : match.low[number];
        const place = first ? 31 - Math.clz32(first & -first) : 32;
        sum += place ? Math.max(0, 4 - place / 2) : 5;
      }
    }
    return sum;
  }

  /** Language and title in turn → pairs. */
  const pairs = (parts) =>
    parts.flatMap((part, at) => (at % 2 ? [] : [[part, parts[at + 1]]])).filter(([, title]) => title);

  /* ---- On a page ---- */

  /** With a zero before the months 1 and 2 only, as in Decree 30/2020. */
  function dateText(iso, texts) {
    const [year, month, day] = iso.split("-");
    const shown = month > "02" ? Number(month) : month;
    if (day) return `${day}/${shown}/${year}`;
    return (month ? texts.month : texts.year).replace("{month}", shown).replace("{year}", year);
  }

  function resultOf(record, element) {
    const kind = element.querySelector(`[name=danh-muc] [value=${record.kind}]`);
    const item = document.createElement("li");
    const { lang } = document.documentElement;
    const own = record.titles.find(([tag]) => tag === lang);
    const link = document.createElement("a");
    link.href = record.href;
    link.textContent = own ? own[1] : record.title;
    item.lang = SOURCE;
    if (own) link.lang = lang;
    const parts = [
      own && record.title,
      record.above,
      record.kind !== "cong-khai" && kind && kind.text,
      record.agency,
      record.number,
      record.date && dateText(record.date, element.dataset),
    ].filter((part) => part && part !== record.title);
    const facts = document.createElement("span");
    facts.className = "ai-facts";
    facts.textContent = parts.join(" · ");
    for (const [tag, title] of record.titles.filter((other) => other !== own)) {
      const words = document.createElement("span");
      words.lang = tag;
      words.textContent = title;
      facts.append(" · ", words);
    }
    item.append(link, facts);
    return item;
  }

  /** Makes a search of an element with an input, a list, a status and its texts as data-* attributes.
   *
   * `most` results come at a time; `remember` keeps the query in the page's address.
   */
  function mount(element, { most = 20, remember = false } = {}) {
    const texts = element.dataset;
    const base = new URL(texts.index, document.baseURI).href;
    const input = element.querySelector("input[type=search]");
    const list = element.querySelector("ol");
    const status = element.querySelector("[role=status]");
    const more = element.querySelector("[data-more]");
    const all = document.querySelector("[data-all-results]");
    const selects = [...element.querySelectorAll("select[name]")];
    let opened;
    let turn = 0;
    let found = [];

    function ready() {
      opened = opened || open(base);
      opened.catch(() => {
        opened = null;
      });
      return opened;
    }

    /** Adds results in their order, each as soon as it is there. */
    async function show(index, own, from) {
      const rows = found.slice(from, from + most).map((number) => index.record(number));
      for (const row of rows) row.catch(() => {});
      if (!rows.length) list.replaceChildren();
      for (let at = 0; at < rows.length; at += 1) {
        const item = resultOf(await rows[at], element);
        if (own !== turn) return;
        if (!from && !at) list.replaceChildren();
        list.append(item);
        if (from && !at) item.querySelector("a").focus();
      }
      if (more) more.hidden = found.length <= from + most;
    }

    async function run() {
      turn += 1;
      const own = turn;
      const filters = {};
      for (const { name, value } of selects) filters[name] = value;
      const asked = new URLSearchParams({ q: input.value, ...filters });
      for (const [name, value] of [...asked]) if (!value) asked.delete(name);
      if (more) more.hidden = true;
      try {
        if (remember) history.replaceState(null, "", `?${asked}`);
      } catch {
        // Refused by some from `file:`.
      }
      found = [];
      let words = "";
      await guarded(own, async () => {
        if (`${asked}`) status.textContent = texts.loading;
        const index = await ready();
        if (`${asked}`) {
          const answer = await index.search(input.value, filters);
          if (own !== turn) return;
          found = answer.found;
          words = found.length ? texts[answer.how] : texts.none;
        }
        await show(index, own, 0);
        if (own === turn) status.textContent = words.replace("{count}", found.length);
        if (all) all.search = asked;
      });
    }

    async function guarded(own, work) {
      try {
        await work();
      } catch {
        if (own === turn) status.textContent = texts.failed;
      }
    }

    element.hidden = false;
    let delay;
    const later = (wait) => () => {
      clearTimeout(delay);
      delay = setTimeout(run, wait);
    };
    input.addEventListener("focus", () => guarded(turn, ready), { once: true });
    input.addEventListener("input", later(350));
    for (const select of selects) select.addEventListener("change", later(0));
    if (input.form) {
      input.form.addEventListener("submit", (event) => {
        event.preventDefault();
        later(0)();
      });
    }
    if (more) {
      more.addEventListener("click", () =>
        guarded(turn, async () => show(await ready(), turn, list.children.length)),
      );
    }
    return { ready, run, input, selects };
  }

  async function start(element) {
    const page = mount(element, { remember: true });
    const asked = new URLSearchParams(location.search);
    page.input.value = page.input.value || asked.get("q") || "";
    const { head } = await page.ready();
    const choices = { ...head.choices, "co-quan": head.agencies };
    for (const select of page.selects) {
      for (const choice of choices[select.name] || []) {
        const [value, words] = [].concat(choice);
        select.append(new Option(words || value, value));
      }
      select.value = asked.get(select.name) || "";
      select.closest("p").hidden = select.options.length < 3;
    }
    const details = element.querySelector("details");
    details.hidden = false;
    details.open = page.selects.some(({ value }) => value);
    if (location.search || page.input.value) page.run();
  }

  window.accessInfoSearch = { open, mount, spell };
  for (const element of document.querySelectorAll("[data-search]")) start(element).catch(() => {});
  for (const element of document.querySelectorAll("[data-search-mini]")) mount(element, { most: 5 });
})();
