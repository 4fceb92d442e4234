/* Tokens and the records that have them, in files by the tokens' order; those of a frequent token are
   in several, by blocks of agencies. */

/** Files fetched for what one typed word may mean. */
const MOST_SHARDS = 3;

/** Token → block → its lists of records, encoded, of the files fetched so far. */
const lists = Object.create(null);

/** A list of the manifest, whole. */
const fetchPieces = async (letter) =>
  (await Promise.all(Array.from({ length: head.pieces[letter] }, (_, at) => load(letter + at)))).flat();

/** The place of the last start that is not after a token. */
const placeOf = (starts, token) => Math.max(0, starts.filter((start) => start <= token).length - 1);

/** A token's lists of numbers come after its others; their place is that of their block, and this. */
const NUMBERS = 1e6;

/** The place of lists within their token: 3 for those of block 3, 3.001 for the second part of them. */
const placeIn = (block) => (block[0] === "n" ? NUMBERS + +block.slice(1) : +block);

/** Of each file of starts, these. */
const allStarts = [];

/** The starts of files from a first one on; learns what these weigh. */
function readStarts(first, text) {
  const [packed, sizes = ""] = text.split("\n");
  [...sizes].forEach((sign, at) => (weights[first + at] = 100 * valueOf(sign.charCodeAt())));
  return unpacked(packed);
}

/** The files of a token, or of all tokens up to a last one; of some places, if these are given. */
async function shardsOf(token, places, last = `${token} \uffff`) {
  const { fan, tops } = head;
  const parts = unpacked(tops);
  const shards = [];
  for (let part = placeOf(parts, token); part <= placeOf(parts, last); part += 1) {
    const starts = (allStarts[part] ||= readStarts(part * fan, await load(`d${part}`)));
    const end = placeOf(starts, last);
    for (let at = placeOf(starts, token); at <= end; at += 1) {
      const [begun, block] = starts[at].split(" ");
      shards.push({ shard: part * fan + at, first: begun === token && block ? placeIn(block) : -Infinity });
    }
  }
  // Where a token has several files, those with numbers begin with them.
  const holds = (first, place) => first < place + 1 && (place < NUMBERS || first >= NUMBERS || first < 0);
  const isWanted = ({ first }, at) =>
    places.some((place) => holds(first, place) && !(shards[at + 1]?.first <= place));
  return (places ? shards.filter(isWanted) : shards).map(({ shard }) => shard);
}

async function fetchShards(shards) {
  for (const shard of shards) used.add(shard);
  const contents = await Promise.all(shards.map((shard) => load(`t${shard}`)));
  for (const data of contents) {
    for (const [token, entries] of Object.entries(data)) {
      lists[token] = { ...lists[token], ...entries };
      learnWord(token);
    }
  }
}

const fetchTokens = async (tokens, places) =>
  fetchShards((await Promise.all(tokens.map((token) => shardsOf(token, places)))).flat());

/** The files of words that begin with a term, the first ones. */
async function longerShards({ word, longer }) {
  const shards = longer ? await shardsOf(`${word} \uffff`, undefined, `${word}\uffff`) : [];
  return shards.slice(0, 2 * MOST_SHARDS);
}

/** The files of a term, of some places if these are given. */
async function shardsOfTerm(term, places) {
  const shards = await Promise.all([longerShards(term), ...term.tokens.map((token) => shardsOf(token, places))]);
  return [...new Set(shards.flat())];
}

/** The lists of a token, by field and form. */
function listsOf(token) {
  const decoded = [];
  for (const [block, texts] of Object.entries(lists[token] || {})) {
    for (let at = 0; at < texts.length; at += 3) {
      const [, field, form] = /^([@#+]?)(.*)/.exec(texts[at]);
      const numbers = decodeGaps(texts[at + 1], Math.floor(block.replace("n", "")) * head.block);
      decoded.push({ field, form, numbers, further: texts[at + 2] });
    }
  }
  return decoded;
}
