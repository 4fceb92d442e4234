/* The words of the index: how often each occurs, what phrases mean, what a typed word may stand for.
   A large site has more words than are known from the start; further ones are learnt with the files
   that hold them. */

/** Word → how often it occurs, as a power of two, and which file has it, of those that have words. */
const lexicon = new Map();
/** Phrase → its abbreviation; a phrase or the form of a word that says nothing → none. */
const phrases = new Map();
/** Words by which a story is told: their forms, and those that are known without accents. */
const story = [];
/** An abbreviation → its words. */
const full = new Map();

/** A text, told by the count of letters that it shares with another, and the rest. */
const extended = (text, part) => text.slice(0, part.charCodeAt() - 65) + part.slice(1);

/** The texts that were packed, each told by what it does not share with the one before. */
function unpacked(packed) {
  let text = "";
  return (packed.match(/[A-Z][^A-Z]*/g) || []).map((part) => (text = extended(text, part)));
}

function readLexicon({ words, often, optional, story: told, short: shorter }) {
  let file = 0;
  unpacked(words).forEach((word, at) => {
    const sign = valueOf(often.charCodeAt(at));
    file += sign >= 40;
    lexicon.set(word, { often: sign % 40, file });
  });
  for (const phrase of unpacked(optional)) phrases.set(phrase);
  told.forEach((words, at) => (story[at] = new Set(unpacked(words))));
  for (const [phrase, form] of Object.entries(shorter)) {
    const short = spelling(form);
    full.set(short.word, phrase);
    if (lexicon.has(short.word)) phrases.set(phrase, short);
  }
}

/** Takes over a token of a file that was fetched. */
function learnWord(token) {
  if (!lexical.more || lexicon.has(token) || isNumber(token) || /^~|!$/.test(token)) return;
  lexicon.set(token, { often: 30 - Math.clz32(JSON.stringify(lists[token]).length) });
}

/** Fetches what may have the words of a text that are not known. */
async function learn(text) {
  const words = lexical.more ? spell(text.slice(0, 300)).map(({ word }) => word) : [];
  await fetchTokens(words.filter((word) => !isNumber(word) && !lexicon.has(word)).slice(0, 8));
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
  const rank = (word) => lexicon.get(word).often + (word === meant ? 64 : word[0] === typed[0] && 32);
  return [...lexicon.keys()]
    .filter((word) => word !== typed && fits(word))
    .sort((word, other) => rank(other) - rank(word))
    .filter((word) => {
      const { file } = lexicon.get(word);
      return !file || shards.has(file) || (shards.size < MOST_SHARDS && shards.add(file));
    });
}

/** Words written together: `datdai`, `qd215`. */
function partsOf(joined) {
  const best = [{ cost: 0, parts: [] }];
  for (let end = 1; end <= joined.length; end += 1) {
    for (let start = Math.max(0, end - 8); start < end; start += 1) {
      const part = spelling(joined.slice(start, end)).word;
      const often = part >= 0 ? 16 : lexicon.get(part)?.often;
      // `y tế` has a word of one letter.
      if (!best[start] || often === undefined || /^[a-xz]$/.test(part)) continue;
      const cost = best[start].cost + 44 - often;
      if (best[end] && best[end].cost <= cost) continue;
      best[end] = { cost, parts: [...best[start].parts, part] };
    }
  }
  return best[joined.length]?.parts;
}
