/* The index of a page: opens it, answers queries from it, reads records. */

/** What the index says of itself: its size, files, choices. */
let head;
/** What it says of its words. */
let lexical;
/** Address of the site. */
let root;

/** Opens the index in a folder. */
async function open(folder) {
  base = folder;
  head = await load("muc-luc");
  // Whoever opens it is about to type.
  piece("w").catch(() => {});
  root = new URL(head.root, base).href;
  return { root, search, record: recordOf };
}

async function openWords() {
  if (lexical) return;
  const about = await piece("w");
  if (lexical) return;
  lexical = about;
  ({ beforeNumber } = lexical);
  readLexicon(lexical);
  for (const key of unpacked(lexical.said)) keys.add(key);
  for (const [id, name, order] of head.within.a || []) learnAgency(order, id, name);
}

/** Numbers of records, best first, of which the first ones that were `found` answer, others are near;
 * whether there may be further ones, which were not read; for how many there is room at once; and as what
 * else the words were looked for.
 */
async function search(text, filters, count = 10) {
  await openWords();
  used.clear();
  // What its own words need comes along with what they may mean.
  if (!isDivided()) read(text).catch(() => {});
  const ways = await waysToSay(text.slice(0, 300));
  const passes = await filter(filters);
  const answer = { how: "most", numbers: [], found: 0, also: [], unlike: [] };
  const best = new Map();
  const sure = new Float32Array(head.count).fill(-9);
  const said = new Set(ways.flatMap((way) => spell(way.said).map(({ word }) => word)));
  let query;
  // Of a large site, what further ways cost is weighed one after the other.
  const reads = isDivided() ? [] : await Promise.all(ways.map((way) => read(way.said, passes, count, way)));
  for (const [turn, way] of ways.entries()) {
    const { also } = way;
    query = reads[turn] || (await read(way.said, passes, count, way));
    const { how, numbers, further } = await answerTo(query);
    for (const number of numbers) {
      const worth = 1000 * answers(query, number) + query.scores[number] - 4 * turn;
      if (!(best.get(number) >= worth)) best.set(number, worth);
      sure[number] = Math.max(sure[number], query.sure[number]);
    }
    answer.further ||= further;
    if (how === "all" && (!also.length || numbers.length)) answer.how = how;
    if (numbers.some((number) => answers(query, number))) answer.also.push(...also);
    if (!also[0]) answer.unlike = unlikeIn(query, numbers, text);
  }
  const titles = new Map();
  // Of equal ones those that are shown come first, in the order of their titles.
  const byTitle = (number, other) =>
    titles.has(other) - titles.has(number) || titles.get(number)?.localeCompare(titles.get(other), "vi") || number - other;
  const compared = (number, other) => best.get(other) - best.get(number) || byTitle(number, other);
  const inOrder = () => [...best.keys()].sort(compared);
  const shown = affordable(query, inOrder().slice(0, count), query.most - spent());
  // Others as good may be better by their titles; those that come along are looked at.
  const files = new Set(shown.map(fileOf));
  const isAsGood = (number) => best.get(number) === best.get(shown.at(-1)) && files.has(fileOf(number));
  const seen = [...new Set([...shown, ...[...best.keys()].filter(isAsGood)])];
  const rows = await Promise.all(seen.map(rowOf));
  rows.forEach((row, at) => {
    const number = seen[at];
    titles.set(number, `${row[0]} ${row[1]}`);
    // Of titles that say all the same, the one that says least besides.
    const part = partOf(row, said, spell(text), query);
    best.set(number, (best.get(number) % 1000) + 1000 * answers({ sure }, number, part) + 8 * part);
  });
  answer.numbers = inOrder();
  answer.found = answer.numbers.filter((number) => best.get(number) >= 500).length;
  return { ...answer, atOnce: shown.length };
}

/** Words typed with accents that none of what was found has with these. */
function unlikeIn({ terms }, numbers, text) {
  const unlike = terms.filter(({ word, form, soft, match }) => {
    const levels = numbers.map((number) => match.level[number]);
    return form !== word && !soft && levels.some(isLiteral) && !levels.some(isExact);
  });
  return (text.match(/\p{L}+/gu) || []).filter((typed) => {
    const [spelled] = spell(typed);
    return unlike.some(({ form }) => form === spelled?.form);
  });
}

/** The part of a record's title that words make up; less than none of it if it is no matter of what is asked. */
function partOf([name, , kind], words, asked, { accented }) {
  const title = spell(name);
  if (kind === "co-quan") return 1;
  const distinct = new Set(title.map(({ word }) => word).filter((word) => words.has(word)));
  return (distinct.size / title.length || 0) + (/^cong|dieu/.test(kind) && isUnasked(asked, title, accented) ? UNASKED : 0);
}

async function answerTo(query) {
  const { terms, passes, isNear } = query;
  if (!terms.length && !passes) return { how: "all", numbers: [] };
  const isLoose = terms.some((term) => term.isLoose);
  const numbers = isLoose ? [] : rank(query);
  const isSure = numbers.some((number) => answers(query, number));
  const { further } = query;
  if (numbers.length ? isSure : passes && !isLoose && !further && (await isElsewhere(query))) {
    return isNear ? nearest(numbers) : { how: "all", numbers, further };
  }
  await fetchNear(query);
  // In many words, a mistyped one is not missed.
  if (!numbers.length && terms.length < 6 && !isLoose) await widen(query);
  return nearest(rank(query, true), !isNear && further);
}

/** Whether only the filters leave nothing. */
async function isElsewhere(query) {
  const all = { ...query, passes: undefined };
  if (query.frequent.length) await fetchQuery(all);
  return rank(all).length;
}

/** What is only near is soon noise. */
const nearest = (numbers, further) => ({ how: "most", numbers: numbers.slice(0, 20), further });

/** Reads a query and fetches what it is answered from. */
async function read(text, passes, count, way) {
  await learn(text);
  let query;
  for (const split of [true, false]) {
    query = { ...readQuery(text, split), ...way, passes, count: Math.max(ENOUGH_BEST, count) };
    query.names = await fetchNames(query);
    await fetchQuery(query);
    if (!query.isSplit || rank(query).length) break;
  }
  return query;
}

/** Takes words for mistyped that keep the best records from having all words. */
async function widen(query) {
  const { terms, scope } = query;
  let missing = [];
  let fewest = terms.length - 1;
  matchTerms(query);
  for (let number = 0; number < head.count; number += 1) {
    // Elsewhere frequent words are lacking because they were not read.
    if (scope && !scope[number]) continue;
    const lacking = terms.filter(({ match }) => !match.level[number]);
    if (lacking.length > fewest) continue;
    if (lacking.length < fewest) missing = [];
    fewest = lacking.length;
    missing.push(...lacking);
  }
  const words = [...new Set(missing)].filter(({ word }) => !isNumber(word) && !(query.accented && lexicon.has(word)));
  const places = scope && placesOf(blocksOf([...scope.keys()].filter((number) => scope[number])));
  const near = [];
  for (const term of words) {
    for (const token of [...(term.isLast ? begunBy(term.word) : []), ...nearTo(term.word)]) {
      const further = { tokens: [token] };
      if (isDivided() && spent() + (await costOf([...near, further], places)) > NEAR_LIMIT) continue;
      near.push(further);
      term.tokens.push(token);
    }
    term.match = null;
  }
  await fetchTerms(near, places);
}

/** What is shown of a record, in its parts, after a sign for its place in the file; title, address and kind are
 * told by what they do not share with those of the record before. */
async function rowOf(number) {
  const names = await rowFiles("r", blockOf(number));
  const rows = await load(names.get(Math.floor((number % head.block) / head.size)));
  const place = (number % head.block) % head.size;
  let row = ["", "", ""];
  for (const line of rows.split("\n")) {
    row = line.slice(1).split("\t").map((part, at) => (at < 3 ? extended(row[at], part) : part));
    if (valueOf(line.charCodeAt()) === place) break;
  }
  return row;
}

/** Forgets what was read, for the manifest to be read anew. */
function forget() {
  isAnew = true;
  for (const read of [files, lists]) for (const name of Object.keys(read)) delete read[name];
  for (const read of [allStarts, shardNames, taken, weights]) read.length = 0;
  for (const read of [used, lexicon, agencies]) read.clear();
  lexical = over = undefined;
}
