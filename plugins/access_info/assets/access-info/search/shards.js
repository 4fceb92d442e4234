/* Tokens and the records that have them, in files by the tokens' order. */

/** Files fetched for what one typed word may mean. */
const MOST_SHARDS = 3;

/** Token → its lists of records, encoded, of the files fetched so far. */
const lists = Object.create(null);
/** The first token of each file. */
let starts;

const shardOf = (token) => Math.max(0, starts.filter((start) => start <= token).length - 1);

async function fetchTokens(tokens) {
  const shards = new Set(tokens.map(shardOf));
  const loaded = await Promise.all([...shards].map((shard) => load(`t${shard}`)));
  Object.assign(lists, ...loaded);
}

/** Fetches what the terms of a query are in. */
async function fetchQuery({ terms, names }) {
  const tokens = names.map(({ token }) => token);
  for (const term of terms) {
    tokens.push(...term.tokens);
    if (!term.longer) continue;
    const longer = starts.slice(shardOf(term.word), shardOf(`${term.word}\uffff`) + 1);
    tokens.push(...longer.slice(0, 2 * MOST_SHARDS));
  }
  await fetchTokens(tokens);
}

/** The lists of a token, by field and form. */
function listsOf(token) {
  const texts = lists[token] || [];
  const decoded = [];
  for (let at = 0; at < texts.length; at += 3) {
    const [, field, form] = /^([@#+]?)(.*)/.exec(texts[at]);
    decoded.push({ field, form, numbers: decodeGaps(texts[at + 1]), further: texts[at + 2] });
  }
  return decoded;
}
