/* What of the index is read for a query. Where words are frequent and agencies many, blocks of agencies
   are read one after the other until there is enough to show. */

/** Records that are enough if they can hardly be bettered, or no more are shown; else four times as many. */
const ENOUGH_BEST = 10;
/** Blocks that are read for what is only near. */
const MOST_NEAR = 4;

/** What a record is worth less. */
let over;

/** Learns which records are out of force. */
async function fetchStates() {
  if (over) return;
  const blocks = await wholeList("o");
  over = new Uint8Array(head.count);
  blocks.forEach((text, block) => {
    // Of equal matches, those in force come first.
    for (const number of decodeGaps(text, block * head.block)) over[number] = 16;
  });
}

/** Whether an index has several blocks, as that of a large site. */
const isDivided = () => head.count > head.block;

const blockOf = (number) => Math.floor(number / head.block);

/** The file of what is shown of a record. */
const fileOf = (number) => blockOf(number) * head.block + Math.floor((number % head.block) / head.size);

/** Whether a record has the values of filters. */
const isWanted = ({ passes }, number) => !passes || passes[number];

/** The blocks of records. */
const blocksOf = (numbers) => [...new Set(numbers.map(blockOf))];

/** The places of all lists of some blocks. */
const placesOf = (blocks) => blocks.flatMap((block) => [block, block + NUMBERS]);

/** Which records are in some blocks. */
function scopeOf(blocks) {
  const hits = new Uint8Array(head.count);
  for (const block of blocks) hits.fill(1, block * head.block, block * head.block + head.block);
  return hits;
}

/** Fetches terms, of some places if these are given. */
async function fetchTerms(terms, places) {
  await fetchShards((await Promise.all(terms.map((term) => shardsOfTerm(term, places)))).flat());
  await fetchReferred(terms.flatMap(tokensOf));
  for (const term of terms) term.match = null;
}

/** Matches terms that were not yet, or of which more was fetched since. */
function matchTerms(query, terms = query.terms) {
  for (const term of terms) term.match ||= matchTerm(term, query);
}

/** Fetches what has all words of a query.
 *
 * On large sites not all is read of `frequent` terms. Then sets which blocks were `read`, which records were
 * looked up in what is `shown` of them, the records of both with all words, the query's `scope`, and whether
 * there are `further` ones that may have all words.
 */
async function fetchQuery(query) {
  const { terms, names } = query;
  // A frequent number is not taken for the beginning of another one.
  for (const term of terms) term.longer &&= !isDivided() || (await shardsOf(term.word)).length < 2;
  const sizes = await Promise.all(terms.map((term) => shardsOfTerm(term)));
  const sizeOf = (term) => sizes[terms.indexOf(term)].length;
  const isFrequent = (term) => isDivided() && sizeOf(term) > 1;
  query.frequent = terms.filter(isFrequent).sort((term, other) => sizeOf(term) - sizeOf(other));
  query.rare = terms.filter((term) => !isFrequent(term));
  query.read = [];
  query.shown = new Map();
  query.scope = undefined;
  query.most = (LIMIT * query.count) / ENOUGH_BEST;
  await Promise.all([fetchStates(), fetchTokens(names.map(({ token }) => token)), fetchTerms(query.rare)]);
  if (!query.frequent.length) return;
  if (terms.some(({ isLoose }) => isLoose)) {
    const all = inOrder(query, blocksOf(numbersWith(query, [])));
    await readNear(query, all.slice(0, MOST_NEAR));
    return;
  }
  let blocks = inOrder(query, blocksOf(numbersWith(query, query.rare)));
  // No record has all words: not all that is near is looked for.
  if (query.isNear) blocks.splice(MOST_NEAR);
  setScope(query);
  if (await bearsNumber(query, blocks)) return;
  await readShown(query, query.rare, blocks);
  for (let step = 1; blocks.length; step *= 2) {
    query.further = blocks.length;
    if (await isSpent(query, query.frequent, blocks.slice(0, step))) {
      if (step > 1 || query.isNear) return;
      await readPart(query, blocks[0]);
      if (!rank(query).length) await narrow(query, blocks);
      return;
    }
    await readBlocks(query, blocks.splice(0, step));
    query.further = blocks.length;
    const hits = rank(query);
    if (isEnough(query, hits)) return;
    // Where one block has hardly any, most others have none.
    if (!hits[1] && !query.isNear) blocks = await narrow(query, blocks);
  }
  query.further = 0;
}

/** Whether a record has terms with the accents typed. */
const hasAsTyped = (terms, number) => terms.every(({ match }) => isExact(match.level[number]));

/** Reads of a block the rarest words until the records that have them, best first, can be looked at. */
async function readPart(query, block) {
  const places = placesOf([block]);
  const read = [...query.rare];
  const best = () =>
    rank({ ...query, terms: query.terms.filter((term) => read.includes(term)), scope: scopeOf([block]) });
  for (const term of query.frequent) {
    const room = roomOf(query);
    if (read[0] && (costOfShown(best()) <= room || (await costOf([term], places)) > room - FEW_SHOWN)) break;
    await fetchTerms([term], places);
    read.push(term);
  }
  await lookUp(query, affordable(query, best(), roomOf(query)));
}

/** Looks up words in what is shown of the records with some terms, if that costs less than the lists of the
 * others: of all these records, or of those with the accents typed. */
async function readShown(query, terms, blocks) {
  if (!terms[0] && !query.passes) return;
  const most = Math.min(roomOf(query), await costOf(query.frequent, placesOf(blocks)));
  let numbers = numbersWith(query, terms, blocks).filter((number) => !query.shown.has(number));
  if (costOfShown(numbers) > most) numbers = numbers.filter((number) => hasAsTyped(terms, number));
  if (costOfShown(numbers) <= most) await lookUp(query, numbers);
}

/** Looks up all words in what is shown of some records. */
async function lookUp(query, numbers) {
  const words = await Promise.all(numbers.map(wordsShown));
  numbers.forEach((number, at) => query.shown.set(number, words[at]));
  for (const term of query.terms) term.match = null;
  setScope(query);
}

/** Sets the scope of a query by what was read. */
function setScope(query, read = scopeOf(query.read)) {
  matchTerms(query);
  query.scope = read;
  for (const number of query.shown.keys()) query.scope[number] ||= hasAll(query.terms, number);
}

/** Whether records bear the number that was typed; others that name it are not looked for at first. */
async function bearsNumber(query, blocks) {
  const isPart = ({ word }) => query.sign.includes(word);
  const rarest = query.rare.find(isPart);
  if (!rarest || !query.frequent.every(isPart) || query.count > ENOUGH_BEST) return false;
  const room = query.most - spent();
  const numbers = numbersWith(query, [rarest], blocks).filter((number) => rarest.match.parts[number]);
  if (costOfShown(numbers) <= room) await lookUp(query, numbers);
  else {
    const places = blocks.map((block) => block + NUMBERS);
    while (places[1] && (await costOf(query.frequent, places)) > room - FEW_SHOWN) places.pop();
    await fetchTerms(query.frequent, places);
  }
  setScope(query, rarest.match.parts.slice());
  query.further = rank(query).length;
  if (!query.further) setScope(query);
  return query.further;
}

async function readBlocks(query, blocks, terms = query.frequent) {
  await fetchTerms(terms, placesOf(blocks));
  query.read.push(...blocks);
  setScope(query);
}

/** Of some blocks those that have records with all words: few do, so that the rarest words are fetched
 * of all blocks, the others only of those that are left; at once, where few have the accents typed. */
async function narrow(query, blocks) {
  const terms = [...query.rare];
  for (const term of query.frequent) {
    if (await isSpent(query, [term], blocks)) break;
    await fetchTerms([term], placesOf(blocks));
    terms.push(term);
    blocks = inOrder(query, blocksOf(numbersWith(query, terms, blocks)));
    await readShown(query, terms, blocks);
    const likely = blocksOf(numbersWith(query, terms, blocks).filter((number) => hasAsTyped(terms, number)));
    if (!likely.length || likely.length > blocks.length / 2) continue;
    if (await isSpent(query, query.frequent, likely)) break;
    await readBlocks(query, likely);
    blocks = blocks.filter((block) => !likely.includes(block));
  }
  return blocks;
}

/** Whether a record has all of some terms, or maybe all of a number. */
const hasAll = (terms, number) =>
  terms.every(({ match }) => match.level[number]) || terms.some(({ match }) => match.parts[number]);

/** Fetches what has most words of a query, where not all was read: of the blocks with most of the rare
 * words, and of the agencies that are named. */
async function fetchNear(query) {
  if (!query.frequent.length || query.read.length > 1) return;
  matchTerms(query);
  const most = new Map();
  for (let number = 0; number < head.count; number += 1) {
    if (!isWanted(query, number)) continue;
    const hits = query.terms.filter(({ match }) => match.level[number]).length;
    most.set(blockOf(number), Math.max(most.get(blockOf(number)) || 0, hits));
  }
  const blocks = [...most.keys()].sort((block, other) => most.get(other) - most.get(block));
  await readNear(query, inOrder(query, blocks.slice(0, MOST_NEAR)).slice(0, 2));
}

/** Reads blocks for what is only near: of each the rarest words, as far as there is room. */
async function readNear(query, blocks) {
  for (const block of blocks) {
    const terms = [];
    for (const term of query.frequent) {
      if (spent() + (await costOf([...terms, term], placesOf([block]))) <= NEAR_LIMIT) terms.push(term);
    }
    await readBlocks(query, [block], terms);
  }
}

/** Puts the blocks of agencies that a query names first, then those of the province's own agencies. */
function inOrder({ names }, blocks) {
  const named = names.flatMap(({ token }) => Object.keys(lists[token] || {})).map(Math.floor).reverse();
  const worth = (block) => named.lastIndexOf(block) * head.count - head.order.indexOf(block);
  return blocks.sort((block, other) => worth(other) - worth(block));
}

/** Whether the records with all words are enough, best first. */
function isEnough(query, numbers) {
  const { members } = scoreNames(query.names);
  const best = numbers.slice(0, query.count);
  const isBest = (number) => query.isNear || members.has(number) || isAlike(query, number);
  return numbers.length >= 4 * query.count || (best.length === query.count && best.every(isBest));
}

/** Whether a record has all terms side by side in its title, or all its number is named. */
const isAlike = ({ terms }, number) =>
  terms.every(({ match, span }, at) => {
    const next = terms[at + 1];
    if (match.parts[number]) return true;
    return (match.places[number] << (next ? span : 0)) & (next || terms[at]).match.places[number];
  });
