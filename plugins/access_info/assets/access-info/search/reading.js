/* What of the index is read for a query. Where words are frequent and agencies many, blocks of agencies
   are read one after the other until there is enough to show. */

/** Records that are enough; and those that are, if they can hardly be bettered or no more are shown. */
const ENOUGH = 40;
const ENOUGH_BEST = 10;
/** Blocks that are read for what is only near. */
const MOST_NEAR = 4;

/** What a record is worth less. */
let over;

/** Learns which records are out of force. */
async function fetchStates() {
  if (over) return;
  const blocks = await fetchPieces("o");
  over = new Uint8Array(head.count);
  blocks.forEach((text, block) => {
    // Of equal matches, those in force come first.
    for (const number of decodeGaps(text, block * head.block)) over[number] = 16;
  });
}

const blockOf = (number) => Math.floor(number / head.block);

/** The blocks of records that fit. */
function blocksWith(fits) {
  const blocks = new Set();
  for (let number = 0; number < head.count; number += 1) if (fits(number)) blocks.add(blockOf(number));
  return [...blocks];
}

/** The places of all lists of some blocks. */
const placesOf = (blocks) => blocks.flatMap((block) => [block, block + NUMBERS]);

/** Which records are in some blocks. */
const scopeOf = (blocks) => new Uint8Array(head.count).map((_, number) => blocks.includes(blockOf(number)));

/** Fetches terms, of some places if these are given. */
async function fetchTerms(terms, places) {
  await Promise.all([
    fetchTokens(terms.flatMap(({ tokens }) => tokens), places),
    ...terms.map(async (term) => fetchShards(await longerShards(term))),
  ]);
  for (const term of terms) term.match = null;
}

/** Matches terms that were not yet, or of which more was fetched since. */
function matchTerms(query, terms = query.terms) {
  for (const term of terms) term.match ||= matchTerm(term, !query.terms[1]);
}

/** Fetches what has all words of a query.
 *
 * On large sites not all is read of `frequent` terms. Then sets which blocks were `read`, their records,
 * the query's `scope`, and whether there are `further` ones that may have records with all words.
 */
async function fetchQuery(query, passes) {
  const { terms, names } = query;
  const sizes = await Promise.all(terms.map(shardsOfTerm));
  const sizeOf = (term) => sizes[terms.indexOf(term)].length;
  const isFrequent = (term) => head.count > head.block && sizeOf(term) > 1;
  query.frequent = terms.filter(isFrequent).sort((term, other) => sizeOf(term) - sizeOf(other));
  query.rare = terms.filter((term) => !isFrequent(term));
  query.read = [];
  await Promise.all([fetchStates(), fetchTokens(names.map(({ token }) => token)), fetchTerms(query.rare)]);
  if (!query.frequent.length) return;
  if (terms.some(({ isLoose }) => isLoose)) {
    const all = inOrder(query, blocksWith((number) => !passes || passes[number]));
    await readBlocks(query, all.slice(0, MOST_NEAR));
    return;
  }
  let blocks = inOrder(query, blocksWithAll(query, query.rare, passes));
  // No record has all words: not all that is near is looked for.
  if (query.isNear) blocks.splice(MOST_NEAR);
  if (await bearsNumber(query, passes, blocks)) return;
  for (let step = 1; ; step *= 2) {
    await readBlocks(query, blocks.splice(0, step));
    query.further = blocks.length;
    const hits = rank(query, passes);
    if (!blocks.length || isEnough(query, hits)) return;
    // Where one block has hardly any, most others have none.
    if (!hits[1] && !query.isNear) blocks = await narrow(query, passes, blocks);
  }
}

/** Whether records bear the number that was typed; others that name it are not looked for. */
async function bearsNumber(query, passes, blocks) {
  const { rare, frequent, sign } = query;
  if (!rare.length || !frequent.every(({ word }) => sign.includes(word))) return false;
  await fetchTerms(frequent, blocks.map((block) => block + NUMBERS));
  query.further = rank(query, passes).length;
  return query.further;
}

async function readBlocks(query, blocks) {
  await fetchTerms(query.frequent, placesOf(blocks));
  query.read.push(...blocks);
  query.scope = scopeOf(query.read);
}

/** Of some blocks those that have records with all words: few do, so that the rarest words are fetched
 * of all blocks, the others only of those that are left. */
async function narrow(query, passes, blocks) {
  const terms = [...query.rare];
  for (const term of query.frequent) {
    await fetchTerms([term], placesOf(blocks));
    terms.push(term);
    const left = blocksWithAll(query, terms, passes);
    blocks = blocks.filter((block) => left.includes(block));
  }
  return blocks;
}

/** The blocks that may have records with all of some terms, or with all of a number. */
function blocksWithAll(query, terms, passes) {
  matchTerms(query, terms);
  const hasAll = (number) =>
    terms.every(({ match }) => match.level[number]) || terms.some(({ match }) => match.parts[number]);
  return blocksWith((number) => (!passes || passes[number]) && hasAll(number));
}

/** Fetches what has most words of a query, where not all was read: of the blocks with most of the rare
 * words, and of the agencies that are named. */
async function fetchNear(query, passes) {
  if (!query.frequent.length || query.read.length > 1) return;
  matchTerms(query);
  const most = new Map();
  for (let number = 0; number < head.count; number += 1) {
    if (passes && !passes[number]) continue;
    const hits = query.terms.filter(({ match }) => match.level[number]).length;
    most.set(blockOf(number), Math.max(most.get(blockOf(number)) || 0, hits));
  }
  const blocks = [...most.keys()].sort((block, other) => most.get(other) - most.get(block));
  await readBlocks(query, inOrder(query, blocks.slice(0, MOST_NEAR)).slice(0, 2));
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
  const best = numbers.slice(0, ENOUGH_BEST);
  const isBest = (number) => query.isNear || members.has(number) || isAlike(query, number);
  return numbers.length >= ENOUGH || (best.length === ENOUGH_BEST && best.every(isBest));
}

/** Whether a record has all terms side by side in its title, or all its number is named. */
const isAlike = ({ terms }, number) =>
  terms.every(({ match, span }, at) => {
    const next = terms[at + 1];
    if (match.parts[number]) return true;
    return (match.places[number] << (next ? span : 0)) & (next || terms[at]).match.places[number];
  });
