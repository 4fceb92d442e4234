/* The index of a page: opens it, answers queries from it, reads records. */

/** What the index says of itself: its size, words, choices. */
let head;
/** Address of the site. */
let root;
/** What a record is worth less. */
let over;

/** Opens the index in a folder. */
async function open(folder) {
  base = folder;
  head = await load("muc-luc");
  root = new URL(head.root, base).href;
  over = new Uint8Array(head.count);
  // Of equal matches, those in force come first.
  for (const number of decodeGaps(head.over)) over[number] = 16;
  ({ starts, beforeNumber } = head);
  readLexicon(head);
  agencies = head.choices["co-quan"].map(([id, name]) => ({
    token: `~co-quan/${id}`,
    words: termsOf(spell(name), true).map(({ word }) => word),
  }));
  return { root, search, record: recordOf };
}

/** Numbers of records, best first, and how they match: by "all" words or by "most". */
async function search(text, filters) {
  const passes = await filter(filters);
  const query = await fetchTerms(text);
  const { terms } = query;
  if (!terms.length && !passes) return { how: "all", numbers: [] };
  const isNear = terms.some(({ near }) => near);
  const isLoose = terms.some((term) => term.isLoose);
  const numbers = isLoose ? [] : rank(query, passes);
  const isExact = (number) => terms.every(({ match }) => match.level[number] >= EXACT);
  // Few, none with the accents typed: a question's words, met by chance.
  const isSure = isNear || terms.length < 3 || numbers.length > 9 || numbers.some(isExact);
  // Or only the filters leave nothing.
  if (numbers.length ? isSure : passes && !isLoose && rank(query).length) {
    return isNear ? nearest(numbers) : { how: "all", numbers };
  }
  // In many words, a mistyped one is not missed.
  if (!numbers.length && terms.length < 6 && !isLoose) await widen(query);
  return nearest(rank(query, passes, true));
}

/** What is only near is soon noise. */
const nearest = (numbers) => ({ how: "most", numbers: numbers.slice(0, 20) });

/** Reads a query and fetches what its terms are in. */
async function fetchTerms(text) {
  const query = readQuery(text, true);
  await fetchQuery(query);
  if (!query.isSplit || rank(query).length) return query;
  const whole = readQuery(text);
  await fetchQuery(whole);
  return whole;
}

/** Which records have all values of the filters that are set. */
async function filter(filters) {
  const tokens = Object.keys(filters)
    .filter((name) => filters[name])
    .map((name) => `~${name}/${filters[name]}`);
  if (!tokens.length) return undefined;
  await fetchTokens(tokens);
  const hits = new Uint8Array(head.count);
  for (const { numbers } of tokens.flatMap(listsOf)) for (const number of numbers) hits[number] += 1;
  return hits.map((count) => count === tokens.length);
}

/** Takes words for mistyped that keep the best records from having all words. */
async function widen(query) {
  const { terms } = query;
  let missing = [];
  let fewest = terms.length - 1;
  for (let number = 0; number < head.count; number += 1) {
    const lacking = terms.filter(({ match }) => !match.level[number]);
    if (lacking.length > fewest) continue;
    if (lacking.length < fewest) missing = [];
    fewest = lacking.length;
    missing.push(...lacking);
  }
  for (const term of new Set(missing)) {
    if (isNumber(term.word)) continue;
    term.tokens.push(...(term.isLast ? begunBy(term.word) : []), ...nearTo(term.word));
    term.match = null;
  }
  await fetchQuery(query);
}

/** What is shown of a record. */
async function recordOf(number) {
  const { size, choices } = head;
  const rows = await load(`r${Math.floor(number / size)}`);
  const row = rows.split("\n")[number % size].split("\t");
  const [title, agency, kind, sign, date, address, above, titles, state] = row;
  const [id, name] = choices["co-quan"][agency] || ["", ""];
  return {
    title,
    href: root + address.replace("*", id),
    agency: name,
    kind,
    number: sign,
    date,
    above,
    state,
    titles: titles ? titles.split("\u001f").map((other) => other.split(/ (.*)/)) : [],
  };
}
