/* What a query costs: what its lists weigh is known, and what is shown of records is much alike. */

/** Bytes of a file of what is shown of some neighbours, about; and of five, for which there is always room. */
const SHOWN = 1100;
const FEW_SHOWN = 5 * SHOWN;

/** File of lists → its bytes, compressed, of a large site's. */
const weights = [];
/** Files of lists that were fetched for the last query, or would have been. */
const used = new Set();

const weightOf = (shards) => shards.reduce((sum, shard) => sum + weights[shard], 0);

/** Bytes of the lists that were fetched for the query. */
const spent = () => weightOf([...used]);

/** Bytes of further lists of some terms, of some places if these are given. */
async function costOf(terms, places) {
  const shards = await Promise.all(terms.map((term) => shardsOfTerm(term, places)));
  return weightOf([...new Set(shards.flat())].filter((shard) => !used.has(shard)));
}

/** Bytes of what is shown of records. */
const costOfShown = (numbers) => SHOWN * new Set(numbers.map(fileOf)).size;

/** Bytes for records that are looked at, so that there is room to show others. */
const roomOf = (query) => query.most - FEW_SHOWN / 2 - spent();

/** The first of some records that there is room to show, three at least, beside what was looked at. */
function affordable({ shown }, numbers, room) {
  const files = new Set([...shown.keys()].map(fileOf));
  // Where files are not weighed, there is always room.
  return numbers.filter((number, at) => !(SHOWN * files.add(fileOf(number)).size > room) || at < 3);
}

/** Whether further lists would cost too much; if a word is nowhere, all is but near. */
async function isSpent(query, terms, blocks) {
  const cost = await costOf(terms, placesOf(blocks));
  if (!cost) return false;
  if (query.isNear) return spent() + cost > NEAR_LIMIT;
  const shown = [...query.shown.keys(), ...rank(query).slice(0, ENOUGH_BEST)];
  return spent() + cost + Math.max(costOfShown(shown), FEW_SHOWN) > query.most;
}
