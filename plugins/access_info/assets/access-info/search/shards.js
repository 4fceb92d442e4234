/* Tokens and the records that have them, in files by the tokens' order; those of a frequent token are
   in several, by blocks of agencies. */

/** Files fetched for what one typed word may mean. */
const MOST_SHARDS = 3;

/** Token → block → its lists of records, encoded, of the files fetched so far. */
const lists = Object.create(null);

/** The place of the last start that is not after a token. */
const placeOf = (starts, token) => Math.max(0, starts.filter((start) => start <= token).length - 1);

/** A token's lists of numbers come after its others; their place is that of their block, and this. */
const NUMBERS = 1e6;

/** The place of lists within their token: 3 for those of block 3, 3.001 for the second part of them. */
const placeIn = (block) => (block[0] === "n" ? NUMBERS + +block.slice(1) : +block);

/** Of each file of starts, these. */
const allStarts = [];
/** File of lists → its name. */
const shardNames = [];

/** The starts of files from a first one on; learns their names, and what they weigh. */
function readStarts(first, text) {
  const [packed, names, sizes] = text.split("\n");
  [...sizes].forEach((sign, at) => (weights[first + at] = 100 * valueOf(sign.charCodeAt())));
  const starts = unpacked(packed);
  starts.forEach((_, at) => (shardNames[first + at] = nameAt(names, at)));
  return starts;
}

/** The files of a token, or of all tokens up to a last one; of some places, if these are given. */
async function shardsOf(token, places, last = `${token} \uffff`) {
  const { fan, tops } = head;
  const parts = unpacked(tops);
  const shards = [];
  for (let part = placeOf(parts, token); part <= placeOf(parts, last); part += 1) {
    const starts = (allStarts[part] ||= readStarts(part * fan, await piece("d", part)));
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

/** What a list says of a block's files of rows: by their places, `r` their names, `s` which numbers are taken. */
async function rowFiles(letter, block) {
  const [code, texts] = (await piece(letter, block)).split("\n");
  const places = decodeGaps(code, 0);
  const width = texts.length / places.length;
  return new Map(places.map((place, at) => [place, texts.slice(width * at, width * (at + 1))]));
}

/** Block → its files of rows, by their places → the numbers of their records; where these have gaps. */
const taken = [];

async function readTaken(block) {
  if (taken[block]) return;
  const files = await rowFiles("s", block);
  const bitsOf = (digits) => [...digits].map((digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  for (const [place, digits] of files) {
    const first = block * head.block + place * head.size;
    files.set(place, [...bitsOf(digits)].flatMap((bit, at) => (bit === "1" ? first + at : [])));
  }
  taken[block] = files;
}

/** The block of the lists of a place. */
const blockIn = (place) => Math.floor(place.replace("n", ""));

/** The encoded lists of a token, by field and form: of records, of whole files of rows (`*`), or of agencies (`=`). */
const encodedOf = (token) =>
  Object.entries(lists[token] || {}).flatMap(([place, texts]) =>
    Array.from({ length: texts.length / 3 }, (_, at) => {
      const [, kind, field, form] = /^([*=]?)([@#+]?)(.*)/.exec(texts[3 * at]);
      return { kind, field, form, block: blockIn(place), text: texts[3 * at + 1], further: texts[3 * at + 2] };
    }),
  );

/** What encoded lists refer to. */
async function fetchReferred(tokens) {
  const encoded = tokens.flatMap(encodedOf);
  const blocks = encoded.filter(({ kind }) => kind === "*").map(({ block }) => block);
  await Promise.all([...new Set(blocks)].map(readTaken));
  const ranks = encoded.filter(({ kind }) => kind === "=").flatMap(({ text }) => decodeGaps(text, 0));
  if (ranks[0] === undefined) return;
  agencyIds = (await wholeList("a")).map(([id]) => id);
  await fetchTokens([...new Set(ranks)].map(tokenOfAgency).filter((token) => !lists[token]));
}

/** Ids of the agencies by their rank. */
let agencyIds;
const tokenOfAgency = (rank) => `~co-quan/${agencyIds[rank]}`;

async function fetchShards(shards) {
  for (const shard of shards) used.add(shard);
  const contents = await Promise.all(shards.map((shard) => load(shardNames[shard])));
  for (const data of contents) {
    for (const [token, entries] of Object.entries(data)) {
      lists[token] = { ...lists[token], ...entries };
      learnWord(token);
    }
  }
}

async function fetchTokens(tokens, places) {
  await fetchShards((await Promise.all(tokens.map((token) => shardsOf(token, places)))).flat());
  await fetchReferred(tokens);
}

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
const listsOf = (token) =>
  encodedOf(token).flatMap(({ kind, field, form, block, text, further }) => {
    if (kind === "=") {
      // What nobody asked for need not be there.
      if (!agencyIds) return [];
      const ofAgency = (rank) => listsOf(tokenOfAgency(rank)).map(({ numbers }) => ({ field: "@", form, numbers, further }));
      return decodeGaps(text, 0).flatMap(ofAgency);
    }
    if (!kind) return { field, form, numbers: decodeGaps(text, block * head.block), further };
    return decodeGaps(text, 0).map((file, at) => {
      const numbers = taken[block]?.get(file) || [];
      return { field, form, numbers, further: further.charAt(at).repeat(numbers.length) };
    });
  });
