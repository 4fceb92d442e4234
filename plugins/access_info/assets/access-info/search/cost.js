/* What a query costs: files are not known before they are fetched, but those of a word are much alike. */

/** Bytes that may be fetched for ten results, lists and what is shown; and of lists for what is only near. */
const LIMIT = 20000;
const NEAR_LIMIT = 12000;
/** Bytes of a file of lists, and of one of what is shown of some neighbours, about. */
const LISTS = 1200;
const SHOWN = 1100;

/** File of lists → about how many bytes it has, compressed, of those fetched so far. */
const weights = new Map();
/** Files of lists that were fetched for the last query, or would have been. */
const used = new Set();

/** About how many bytes a text has, compressed: what is new in it counts. */
function packedSize(text) {
  const parts = new Set();
  for (let at = 0; at < text.length; at += 1) parts.add(text.slice(at, at + 4));
  return 0.9 * parts.size;
}

/** Bytes of the lists that were fetched for the query. */
const spent = () => [...used].reduce((sum, shard) => sum + (weights.get(shard) || LISTS), 0);

/** Bytes of further lists of some terms, of some blocks if these are given. */
async function costOf(terms, blocks) {
  let cost = 0;
  for (const term of terms) {
    const known = (await shardsOfTerm(term)).filter((shard) => weights.has(shard));
    const mean = known.reduce((sum, shard) => sum + weights.get(shard), 0) / known.length || LISTS;
    const shards = await shardsOfTerm(term, blocks && placesOf(blocks));
    for (const shard of shards) if (!used.has(shard)) cost += weights.get(shard) || mean;
  }
  return cost;
}

/** Bytes of what is shown of records. */
const costOfShown = (numbers) => SHOWN * new Set(numbers.map((number) => Math.floor(number / head.size))).size;

/** Whether further lists would cost too much. If no record has the words as typed, and few with other
 * accents, more may be spent; if a word is nowhere, all is but near. */
async function isSpent(query, passes, terms, blocks) {
  const cost = await costOf(terms, blocks);
  if (!cost) return false;
  if (query.isNear) return spent() + cost > NEAR_LIMIT;
  const sum = (numbers) => spent() + cost + costOfShown([...query.shown.keys(), ...numbers]);
  if (sum([]) < query.most / 2) return false;
  const hits = rank(query, passes).slice(0, ENOUGH_BEST);
  const isGood = hits.length === ENOUGH_BEST || hits.some((number) => hasAsTyped(query.terms, number));
  return sum(hits) > query.most * (isGood ? 1 : 1.5);
}
