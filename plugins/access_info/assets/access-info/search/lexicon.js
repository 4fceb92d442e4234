/* The words of the index: how often each occurs, what phrases mean, what a typed word may stand for. */

/** Word → how often it occurs, as a power of two. */
const lexicon = new Map();
/** Phrase → its abbreviation; a phrase or the form of a word that says nothing → none. */
const phrases = new Map();
/** An abbreviation → its words. */
const full = new Map();

function readLexicon(head) {
  let word = "";
  let at = 0;
  for (const part of head.words.match(/[A-Z][^A-Z]*/g) || []) {
    word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
    lexicon.set(word, head.often.charCodeAt(at) - 97);
    at += 1;
  }
  for (const words of head.optional) phrases.set(words);
  for (const [words, form] of Object.entries(head.short)) {
    const short = spelling(form);
    full.set(short.word, words);
    if (lexicon.has(short.word)) phrases.set(words, short);
  }
}

/** Words that begin so. */
const begunBy = (start) => likely((word) => word.startsWith(start), start);

/** Words that may be meant by a mistyped one. */
function nearTo(word) {
  const meant = withoutKeys(word);
  return likely((other) => word.length > 2 && (other === meant || areNear(word, other)), word, meant);
}

/** Words from few files; those with the right first letter, then those that occur often. */
function likely(fits, typed, meant) {
  const shards = new Set();
  const rank = (word) => lexicon.get(word) + (word === meant ? 64 : word[0] === typed[0] && 32);
  return [...lexicon.keys()]
    .filter((word) => word !== typed && fits(word))
    .sort((word, other) => rank(other) - rank(word))
    .filter((word) => {
      const shard = shardOf(word);
      return shards.has(shard) || (shards.size < MOST_SHARDS && shards.add(shard));
    });
}

/** Words written together: `datdai`, `qd215`. */
function partsOf(joined) {
  const best = [{ cost: 0, parts: [] }];
  for (let end = 1; end <= joined.length; end += 1) {
    for (let start = Math.max(0, end - 8); start < end; start += 1) {
      const part = spelling(joined.slice(start, end)).word;
      const often = part >= 0 ? 16 : lexicon.get(part);
      // `y tế` has a word of one letter.
      if (!best[start] || often === undefined || /^[a-xz]$/.test(part)) continue;
      const cost = best[start].cost + 44 - often;
      if (best[end] && best[end].cost <= cost) continue;
      best[end] = { cost, parts: [...best[start].parts, part] };
    }
  }
  return best[joined.length]?.parts;
}
