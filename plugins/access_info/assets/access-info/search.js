/* Search in the index that `access_info.search` writes: over http, from a folder on a USB stick, under
   a strict Content-Security-Policy. Words are folded as in `search/folding.py`. */
(() => {
  "use strict";

  /** A word with the very accents that were typed is worth more than all else; then one without. */
  const EXACT = 128;
  const LITERAL = 64;
  /** The least part of what a query says that a record must have, and of what the best has. */
  const LEAST = 0.4;
  const LEAST_OF_BEST = 0.65;
  /** Language of the data. */
  const SOURCE = "vi";
  /** Files fetched for what one typed word may mean. */
  const MOST_SHARDS = 3;
  /** Of a pasted title, as many of the rarest words. */
  const MOST_WORDS = 8;
  /** What is only near is soon noise. */
  const MOST_NEAR = 20;
  /** Words that stand together in a title are worth more than a word of its number. */
  const PAIR = 12;
  /** Of equal matches, those in force come first. */
  const OVER = 16;

  /* ---- Words ---- */

  const WORD = /[0-9]+(?:\.[0-9]+)+|[0-9a-z\u00c0-\u1fff\u2c00-\ud7ff\uf900-\uffef]+/g;
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

  /** A word's folded face, and its form, which keeps accents. */
  function spelling(typed) {
    const apart = typed.normalize("NFD");
    const plain = apart
      .replace(TONE, "")
      .normalize("NFC")
      .replace(/\u00f0/g, "đ")
      .replace(/([bcdđfghjklmnpqrstvwxz]|qu)y$/, "$1i")
      .replace(/^0+(?=[0-9])/, "");
    const word = plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
    return { word, form: plain + (apart.match(TONE) || []).join("") };
  }

  /** A word without accents, as `spelling` has it. */
  const bare = (word) => ({ word, form: word });

  /** `Quý III` is typed as `quý 3`, `chín tháng` as `9 tháng`. */
  const QUARTERS = ["i", "ii", "iii", "iv"];
  const NUMERALS = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"];

  /** The words of a text; quarters and months are counted in digits. */
  function spell(text) {
    const plain = text.normalize("NFKC").replace(/\u00ad/g, "").toLowerCase();
    const words = (plain.match(WORD) || []).map(spelling);
    for (let at = words.length - 1; at > 0; at -= 1) {
      const [ten, before, { word }] = [words[at - 2], words[at - 1].word, words[at]];
      const quarter = before === "qui" && QUARTERS.indexOf(word) + 1;
      const months = word === "thang" && NUMERALS.indexOf(before) + 1;
      const teen = months > 0 && months < 3 && ten?.word === "muoi" ? 1 : 0;
      if (quarter) words[at] = bare(`${quarter}`);
      if (months) words.splice(at - 1 - teen, 1 + teen, bare(`${months + 10 * teen}`));
    }
    return words;
  }

  const isNumber = (word) => /^[0-9]/.test(word);

  /* What a query writes in more ways than the index: days, telephone numbers. */
  const DAY = /(ng[aà]y )?\b(\d\d?)([/.-]| th[aá]ng )(\d\d?)([/.-]| n[aă]m )(\d{4})/gi;
  /** The id of a row, as every page shows it. */
  const ID = /(?:m(?:ụ|u)c\s+)?#?(?<![\d-])((?:19|20)\d\d-\d{3})(?![\d/-])/gi;
  const PHONE = /\b0[\d.]{9,}/g;

  /** A word of which the keys of Telex or VNI were left standing: `ddaats`, `d9a6t1`. */
  const keyed = (word) =>
    spelling(
      word
        .replace(/[a-z][1-9]+[a-z].*/, (rest) => rest.replace(/[1-9]/g, ""))
        .replace(/([adeo])\1/g, "$1")
        .replace(/[aeiouy].*/, (rest) => rest.replace(/[fjrswxz]/g, "")),
    ).word;

  /** Whether one letter that is wrong, missing or too many, or two swapped ones, part two words. */
  function areNear(one, other) {
    let start = 0;
    while (one[start] && one[start] === other[start]) start += 1;
    const [rest, next] = [one.slice(start), other.slice(start)];
    return (
      rest.slice(1) === next.slice(1) ||
      rest.slice(1) === next ||
      rest === next.slice(1) ||
      rest[1] + rest[0] + rest.slice(2) === next
    );
  }

  const isLiteral = (level) => level >= LITERAL;
  const add = (sum, value) => sum + value;

  /** A word of a query: what it is found by, how many words of a title it takes. */
  const term = (spelled, more) => ({ ...spelled, tokens: [spelled.word], span: 1, ...more });

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

  /** A file of the index, as a classic script. */
  function load(base, name) {
    if (!files.has(name)) {
      const file = new Promise((resolve, reject) => {
        const arrive = () => {
          const found = arrived.get(name);
          // Files of two publications must not be mixed.
          if (found && (!version || found.made === version)) resolve(found);
          else reject();
        };
        const script = document.createElement("script");
        script.onerror = reject;
        script.onload = arrive;
        script.src = `${base}${name}.js${version && `?v=${version}`}`;
        setTimeout(reject, 15000);
        document.head.append(script);
      });
      file.catch(() => files.delete(name));
      files.set(name, file);
    }
    return files.get(name);
  }

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
      this.tokens = Object.create(null);
      this.over = new Uint8Array(head.count);
      for (const number of decodeGaps(head.over)) this.over[number] = OVER;
      /** Word → how often it occurs, as a power of two. */
      this.words = new Map();
      let word = "";
      for (const part of head.words.match(/[A-Z][^A-Z]*/g) || []) {
        word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
        this.words.set(word, head.often.charCodeAt(this.words.size) - 97);
      }
      /** Phrase → its abbreviation; a phrase or the form of a word that says nothing → none. */
      this.phrases = new Map(head.optional.map((words) => [words]));
      /** An abbreviation that is nowhere → its words. */
      this.full = new Map();
      for (const [words, form] of Object.entries(head.short)) {
        const short = spelling(form);
        this.full.set(short.word, words);
        if (this.words.has(short.word)) this.phrases.set(words, short);
      }
      this.names = head.choices["co-quan"].map(([id, name]) => ({
        token: `~co-quan/${id}`,
        said: this.terms(spell(name), true).map((part) => part.word),
      }));
    }

    /** Numbers of records, best first, and how they were found: by "all" words or by "most". */
    async search(text, filters = {}) {
      const kept = await this.filtered(filters);
      let query = this.read(text, true);
      if (query.isSplit) {
        await this.fetch(query);
        if (!this.rank(query).length) query = this.read(text);
      }
      if (!query.terms.length && !kept) return { how: "all", found: [] };
      await this.fetch(query);
      const { terms } = query;
      const how = terms.some(({ near }) => near) ? "most" : "all";
      const isLoose = terms.some((one) => one.isLoose);
      const found = isLoose ? [] : this.rank(query, kept);
      const isExact = (number) => terms.every(({ match }) => match.level[number] >= EXACT);
      // Few, none with the accents typed: a question's words, found by chance.
      const isDoubtful = how === "all" && terms.length > 2 && found.length < 10 && !found.some(isExact);
      // Or only the filters leave nothing.
      if (found.length ? !isDoubtful : kept && !isLoose && this.rank(query).length) {
        return { how, found: how === "all" ? found : found.slice(0, MOST_NEAR) };
      }
      // In many words, one that is mistyped is not missed.
      if (!found.length && terms.length < 6 && !isLoose) await this.widen(query);
      return { how: "most", found: this.rank(query, kept, true).slice(0, MOST_NEAR) };
    }

    async record(number) {
      const { size, choices } = this.head;
      const { data } = await load(this.base, `r${Math.floor(number / size)}`);
      const row = data.split("\n")[number % size].split("\t");
      const [title, agency, kind, sign, date, address, above, titles, state] = row;
      const [id, name] = choices["co-quan"][agency] || ["", ""];
      return {
        title,
        href: this.root + address.replace("*", id),
        agency: name,
        kind,
        number: sign,
        date,
        above,
        state,
        titles: titles ? titles.split("\u001f").map((other) => other.split(/ (.*)/)) : [],
      };
    }

    /** The terms of a query, and what the agencies and days that it names are worth.
     *
     * With `split`, a word that is nowhere is taken for joined ones rather than for a mistyped one.
     */
    read(text, split) {
      this.split = split;
      const days = [];
      const ids = [];
      const plain = text
        .slice(0, 300)
        .normalize("NFKC")
        .replace(DAY, (...found) => {
          const [, , day, , month, , year] = found;
          days.push(`~ngay/${year}-${month.padStart(2, 0)}-${day.padStart(2, 0)}`);
          return " ";
        })
        .replace(ID, (_, id) => {
          ids.push(term(bare(`~ma/${id}`)));
          return " ";
        })
        .replace(PHONE, (number) => number.replace(/\./g, ""));
      const all = spell(plain);
      // A lone consonant is an abbreviation; a last letter, a word not yet typed.
      const isLone = ({ word, form }, at) =>
        /^[b-df-hj-np-tv-xz]$/.test(word) || (at === all.length - 1 && /^[a-z]$/.test(form));
      const some = all.filter((one, at) => !isLone(one, at) || all[at - 1]?.word === "diem");
      const typed = some.length ? some : all;
      const accented = typed.some(({ word, form }) => word !== form);
      const words = this.terms(typed, accented);
      // Of a number's sign, all parts are kept, and the beginning of one is read as such: `151/T`.
      const [sign] = /\d+\/\S*/.exec(plain) || [""];
      const ofSign = spell(sign);
      if (/\/[a-zđ]$/i.test(sign)) {
        const start = ofSign.pop();
        const tokens = [...this.full.keys()].filter((word) => word[0] === start.word);
        words.push(term(start, { tokens }));
      }
      const names = this.named(words);
      words.push(...ids);
      const known = [...new Map(words.map((one) => [one.word, one])).values()];
      const isRare = (word) => isNumber(word) || word[0] === "~" || ofSign.some((part) => part.word === word);
      const often = ({ word }) => (isRare(word) ? 0 : this.words.get(word) || 99);
      const rare = [...known].sort((one, other) => often(one) - often(other)).slice(0, MOST_WORDS);
      return {
        isSplit: words.some(({ joined }) => joined),
        terms: words.length ? known.filter((one) => rare.includes(one)) : days.map((day) => term(bare(day))),
        names: [...names, ...days.map((token) => ({ token, bonus: 50 }))],
      };
    }

    /** What words mean: a phrase that has an abbreviation as one, words of no weight left out. */
    terms(words, accented) {
      const found = [];
      for (let at = 0; at < words.length; ) {
        const { word, form } = words[at];
        // Without its accents, a lone word of no weight is taken for another.
        const isIdle =
          (accented && this.phrases.has(form)) ||
          (isNumber(words[at + 1]?.word) && this.head.beforeNumber.includes(word));
        let span = isIdle ? 1 : 0;
        let short;
        let phrase = word;
        for (let end = at + 1; end < at + 8 && words[end]; end += 1) {
          phrase += ` ${words[end].word}`;
          if (!this.phrases.has(phrase)) continue;
          span = end - at + 1;
          short = this.phrases.get(phrase);
        }
        if (short) found.push(term(short, { span }));
        else if (!span) found.push(...this.meant(words[at], at === words.length - 1));
        at += span || 1;
      }
      return found;
    }

    /** The terms for a word: itself, what it begins if it is the last, else what it may mean. */
    meant(spelled, isLast) {
      const { word } = spelled;
      // A number typed last may go on, and so may a code.
      const longer = (isLast || word.includes(".")) && word.length > 1;
      const number = term(spelled, { longer });
      if (isNumber(word) && !/[a-z]{2}$/.test(word)) return [number];
      if (this.words.has(word)) return [term(spelled, { isLast })];
      // An abbreviation that is nowhere has its words nowhere together: what has them is but near.
      const full = this.full.get(word);
      if (full) return spell(full).map((part) => term(part, { isLoose: true }));
      const begun = isLast ? this.begunBy(word) : [];
      if (begun.length) return [term(spelled, { tokens: begun })];
      const near = this.nearTo(word);
      const parts = this.parts(word);
      if (near.length && parts && this.split) {
        // They must stand together somewhere, as few chance parts do.
        const apart = this.terms(parts.map(bare));
        return apart.map((part, at) => Object.assign(part, { joined: at < apart.length - 1 }));
      }
      if (near.length) return [term(spelled, { tokens: near, near: true })];
      if (!parts) return [isNumber(word) ? number : term(spelled)];
      return this.terms(parts.map(bare));
    }

    begunBy(start) {
      return this.likely((word) => word.startsWith(start), start);
    }

    nearTo(word) {
      const meant = keyed(word);
      const fits = (other) => word.length > 2 && (other === meant || areNear(word, other));
      return this.likely(fits, word, meant);
    }

    /** Words from few files; those with the right first letter, then those that occur often. */
    likely(fits, typed, meant) {
      const shards = new Set();
      const rank = (word) => this.words.get(word) + (word === meant ? 64 : word[0] === typed[0] && 32);
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
          const often = part >= 0 ? 16 : this.words.get(part);
          // `y tế` has a word of one letter.
          if (!best[start] || often === undefined || /^[a-xz]$/.test(part)) continue;
          const cost = best[start].cost + 44 - often;
          if (best[end] && best[end].cost <= cost) continue;
          best[end] = { cost, parts: [...best[start].parts, part] };
        }
      }
      return best[joined.length]?.parts;
    }

    /** Agencies whose name, or name without its first words, stands in the query. */
    named(words) {
      const line = ` ${words.map(({ word }) => word).join(" ")} `.replace(/ va /g, " ");
      const found = [];
      for (const { token, said } of this.names) {
        const stands = (less) =>
          (!less || said[less + 1]) && line.includes(` ${said.slice(less).join(" ")} `);
        const less = [0, 1, 2].find(stands);
        if (less === undefined) continue;
        found.push({ token, bonus: (40 >> less) + said.length, isWhole: !less });
        for (const one of less ? [] : words) one.isName ||= said.includes(one.word);
      }
      return found.sort((one, other) => other.bonus - one.bonus).slice(0, 4);
    }

    shardOf(token) {
      return Math.max(0, this.head.starts.filter((start) => start <= token).length - 1);
    }

    async fetchTokens(tokens) {
      const shards = new Set(tokens.map((token) => this.shardOf(token)));
      const loaded = await Promise.all([...shards].map((shard) => load(this.base, `t${shard}`)));
      Object.assign(this.tokens, ...loaded.map(({ data }) => data));
    }

    async fetch({ terms, names }) {
      const tokens = names.map(({ token }) => token);
      for (const { tokens: own, longer, word } of terms) {
        tokens.push(...own);
        if (!longer) continue;
        const begun = this.head.starts.slice(this.shardOf(word), this.shardOf(`${word}\uffff`) + 1);
        tokens.push(...begun.slice(0, 2 * MOST_SHARDS));
      }
      await this.fetchTokens(tokens);
    }

    lists(token) {
      const texts = this.tokens[token] || [];
      const lists = [];
      for (let at = 0; at < texts.length; at += 3) {
        const [, field, form] = /^([@#+]?)(.*)/.exec(texts[at]);
        lists.push({ field, form, numbers: decodeGaps(texts[at + 1]), further: texts[at + 2] });
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
      return hits.map((count) => count === tokens.length);
    }

    /** Which records a term is in, how well, and where in their titles. */
    match(one, isAlone) {
      const { count } = this.head;
      const level = new Uint8Array(count);
      const places = new Uint32Array(count); // A bit each.
      const parts = new Uint8Array(count); // How many the number has that it is in.
      const worth = { "": 6, "@": 4, "#": isNumber(one.word) ? 14 : 5, "+": 2 };
      const isBare = one.form === one.word;
      const goesOn = (token) => one.longer && token.startsWith(one.word);
      for (const token of new Set([...one.tokens, ...Object.keys(this.tokens).filter(goesOn)])) {
        const isLiteral = token === one.word;
        for (const { field, form, numbers, further } of this.lists(token)) {
          const isSame = form === one.form;
          // Beside other words, `số` with its accents is not the `Sở` of an agency's name.
          const isOther = isLiteral && !isBare && !isSame && form !== one.word;
          if (isOther && !isAlone && /[@+]/.test(field)) continue;
          // A word typed bare may be any; the bare one is a little likelier.
          const exact = isSame ? EXACT : isBare ? EXACT - 1 : LITERAL;
          const value = isLiteral ? worth[field] + exact : worth[field] / 2;
          numbers.forEach((number, at) => {
            level[number] = Math.max(level[number], value);
            const more = VALUES[further.charCodeAt(at)];
            // Where a record has the word itself, another one that is near says nothing.
            const counts = isLiteral || level[number] < LITERAL;
            if (!field) places[number] |= counts << more;
            else if (field === "#" && isLiteral) parts[number] = more;
          });
        }
      }
      return { level, places, parts };
    }

    /** Numbers of the records with all terms, or with most of what they say; best first. */
    rank(query, kept, most) {
      const { terms } = query;
      for (const one of terms) one.match ||= this.match(one, !terms[1]);
      const asks = most && terms.some(({ isName, match }) => !isName && match.level.some(isLiteral));
      const weights = most ? this.weights(terms, asks) : terms.map(() => 1);
      const whole = weights.reduce(add, 0);
      const scores = new Float64Array(this.head.count);
      const own = new Uint8Array(this.head.count);
      for (const { token, bonus, isWhole } of query.names) {
        for (const { numbers } of this.lists(token)) {
          for (const number of numbers) scores[number] += bonus;
          if (most && isWhole) for (const number of numbers) own[number] = 1;
        }
      }
      // Of two words, one alone or two far apart say nothing of what was meant.
      const isPair =
        most &&
        (terms.some(({ isLoose }) => isLoose) ||
          (terms.length === 2 &&
            terms.every(({ word, match }) => !isNumber(word) && match.level.some(Boolean))));
      const hasOwn = own.includes(1);
      const found = [];
      let best = 0;
      for (let number = 0; number < scores.length; number += 1) {
        if (kept && !kept[number]) continue;
        let [covered, sum, typed, ofNumber] = [0, 0, 0, Infinity];
        let says = false;
        // Whether it has all that is asked, and whether it bears the whole name.
        let [isAnswer, isNamed] = [asks, true];
        let isLinked = !isPair;
        let isTorn = false;
        for (let at = 0; at < terms.length; at += 1) {
          const { isName, joined, span, match } = terms[at];
          const level = match.level[number];
          if (isName) isNamed &&= match.places[number];
          else isAnswer &&= isLiteral(level);
          if (!level) continue;
          covered += weights[at] * (!most || level >= EXACT ? 1 : isLiteral(level) ? 0.7 : 0.4);
          says ||= isLiteral(level) && !isName;
          if (match.parts[number]) {
            typed += 1;
            ofNumber = Math.min(ofNumber, match.parts[number]);
          }
          // Where the next term follows, a bit for each place.
          const pair = (match.places[number] << span) & terms[at + 1]?.match.places[number];
          isLinked ||= pair;
          isTorn ||= joined && !pair;
          // Together they say more than apart, unless they are guessed.
          const isSure = pair && isLiteral(level) && isLiteral(terms[at + 1].match.level[number]);
          if (most && isSure) covered += Math.max(weights[at], weights[at + 1]);
          sum += (most ? level % LITERAL : level) + (pair ? PAIR : 0);
          if (at) continue;
          // Titles that begin with the query first, then those that soon come to it.
          const first = pair ? pair >>> span : match.places[number];
          const place = first ? 31 - Math.clz32(first & -first) : 32;
          sum += place ? Math.max(0, 4 - place / 2) : 5;
        }
        // Whoever types all of a number means what bears it, whatever else is typed.
        const isWhole = typed >= ofNumber;
        if (isWhole) covered += whole;
        // An agency's own comes before what is near elsewhere, but not before an answer.
        const isOwn = own[number] && (says || isNamed);
        if ((covered < whole * (most ? LEAST : 1) && !isOwn) || !isLinked || isTorn) continue;
        best = Math.max(best, covered);
        // An agency is not an answer to what is asked of it.
        if (asks && !says) scores[number] = 0;
        scores[number] += sum + (isWhole ? 40 : 0) + (most ? covered * 10 : 0);
        scores[number] -= this.over[number];
        if (isOwn || (hasOwn && isAnswer)) scores[number] += isAnswer ? 4000 : 2000;
        found.push({ number, covered, isOwn });
      }
      return found
        .filter(({ covered, isOwn }) => !most || isOwn || covered >= best * LEAST_OF_BEST)
        .map(({ number }) => number)
        .sort((one, other) => scores[other] - scores[one] || one - other);
    }

    /** In bits. */
    weights(terms, asks) {
      const bits = terms.map(({ match }) => {
        const found = match.level.filter(isLiteral).length || match.level.filter(Boolean).length;
        return found && Math.log2(1 + this.head.count / found);
      });
      const known = bits.filter(Boolean);
      const mean = known.reduce(add, 0) / known.length || 1;
      // What is asked of an agency says more than its name.
      return bits.map((value, at) => (value || mean) / (terms[at].isName && asks ? 2 : 1));
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
        one.tokens.push(...(one.isLast ? this.begunBy(one.word) : []), ...this.nearTo(one.word));
        one.match = null;
      }
      await this.fetch(query);
    }
  }

  /* ---- On a page ---- */

  /** An element with a text, and its language where that is not its parent's. */
  function made(name, text, lang) {
    const element = document.createElement(name);
    element.textContent = text;
    if (lang) element.lang = lang;
    return element;
  }

  function resultOf(record, element) {
    const { lang } = document.documentElement;
    const kind = element.querySelector(`[name=danh-muc] [value=${record.kind}]`);
    const own = record.titles.find(([tag, title]) => tag === lang || title === record.title) || [];
    const item = made("li", "", SOURCE);
    const link = made("a", own[1] || record.title, own[0]);
    link.href = record.href;
    const facts = made("span", "");
    facts.className = "ai-facts";
    const parts = [
      [record.title],
      [record.above],
      [record.kind !== "cong-khai" && kind?.text, lang],
      [record.agency],
      [record.number],
      [record.date],
      [record.state && element.dataset[`state${record.state}`], lang],
      ...record.titles.map(([tag, title]) => [title, tag]),
    ];
    for (const [text, tag] of parts) {
      if (!text || text === link.textContent) continue;
      facts.append(facts.firstChild ? " · " : "", made("span", text, tag));
    }
    item.append(link, facts);
    return item;
  }

  /** Makes a search of an element with an input, a list, a status and its texts as data-* attributes.
   *
   * `most` results come at a time; `asked` says what the page's address asks for, where it is to.
   */
  function mount(element, { most = 20, asked } = {}) {
    const texts = element.dataset;
    const base = new URL(texts.index, document.baseURI).href;
    const [input, list, status, more, details] = [
      "input[type=search]",
      "ol",
      "[role=status]",
      "[data-more]",
      "details",
    ].map((one) => element.querySelector(one));
    const all = document.querySelector("[data-all-results]");
    const selects = [...element.querySelectorAll("select")];
    let opened;
    let turn = 0;
    let shown = 0;
    let found = [];
    /** How many were shown when this page was left. */
    let before = (asked && history.state?.shown) || 0;

    /** Opens the index, and offers what can be chosen. */
    function ready() {
      opened ||= open(base).then(offered);
      opened.catch(() => {
        opened = null;
      });
      return opened;
    }

    function offered(index) {
      for (const select of selects) {
        for (const [value, words] of index.head.choices[select.name] || []) {
          select.append(new Option(words, value));
        }
        select.value = asked.get(select.name) || "";
        select.closest("p").hidden = select.options.length < 3;
        details.open ||= select.value;
        details.hidden = false;
      }
      return index;
    }

    /** Notes how much is asked for and shown, for whoever comes back here. */
    function note(shown, query = location.search) {
      try {
        if (asked) history.replaceState({ shown }, "", query);
      } catch {
        // Refused by some from `file:`.
      }
    }

    /** Adds results in their order, each as soon as it is there. */
    async function show(index, own, from, count = most) {
      const rows = found.slice(from, from + count).map((number) => index.record(number));
      for (const row of rows) row.catch(() => {});
      for (let at = 0; at < rows.length; at += 1) {
        const item = resultOf(await rows[at], element);
        if (own !== turn) return;
        if (shown !== own) list.replaceChildren();
        shown = own;
        list.append(item);
        if (from && !at) item.querySelector("a").focus();
      }
      if (shown !== own) list.replaceChildren();
      if (more) more.hidden = found.length <= from + count;
    }

    async function run() {
      turn += 1;
      const own = turn;
      if (more) more.hidden = true;
      status.textContent = texts.loading;
      await guarded(own, async () => {
        const index = await ready();
        const filters = {};
        const query = new URLSearchParams();
        for (const { name, value } of [...selects, { name: "q", value: input.value }]) {
          if (value) query.set(name, value);
          if (name !== "q") filters[name] = value;
        }
        const count = Math.max(most, before);
        note(count, `?${query}`);
        const answer = `${query}` ? await index.search(input.value, filters) : { found: [] };
        if (own !== turn) return;
        found = answer.found;
        await show(index, own, 0, count);
        if (own !== turn) return;
        before = 0;
        const words = found.length ? texts[answer.how] : `${query}` && texts.none;
        status.textContent = words.replace("{count}", found.length);
        if (all) all.search = query;
      });
    }

    async function guarded(own, work) {
      try {
        await work();
      } catch {
        if (own !== turn) return;
        // What stands there was found for other words.
        if (shown !== own) list.replaceChildren();
        status.textContent = navigator.onLine ? texts.failed : texts.offline;
      }
    }

    element.hidden = false;
    let delay;
    const listen = (target, type, wait) =>
      target.addEventListener(type, (event) => {
        event.preventDefault();
        before = 0;
        clearTimeout(delay);
        delay = setTimeout(run, wait);
      });
    input.addEventListener("focus", () => guarded(turn, ready));
    listen(input, "input", 350);
    for (const select of selects) listen(select, "change", 0);
    if (input.form) listen(input.form, "submit", 0);
    if (more) {
      more.addEventListener("click", () =>
        guarded(turn, async () => {
          await show(await ready(), turn, list.children.length);
          note(list.children.length);
        }),
      );
    }
    input.value = input.value || asked?.get("q") || "";
    if (`${asked ?? ""}` || input.value) run();
    else guarded(turn, ready);
  }

  window.accessInfoSearch = { open, spell };
  for (const element of document.querySelectorAll("[data-search]")) {
    mount(element, { asked: new URLSearchParams(location.search) });
  }
  for (const element of document.querySelectorAll("[data-search-mini]")) mount(element, { most: 5 });
})();
