/* What people call things otherwise than agencies do. */

/** Meanings of a phrase that are looked for. */
const MOST_MEANINGS = 4;
/** Words by which it is looked up. */
const keys = new Set();

/** Ways to say a text: as it is, then with what is known by another name put as agencies say it. */
async function waysToSay(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  const words = [...plain.matchAll(WORD)].map((match) => ({ ...spelling(match[0]), start: match.index, end: match.index + match[0].length }));
  const said = (text.includes("@") ? [] : words).map(({ word }) => word).filter((word) => keys.has(word)).map((word) => `~goi/${word}`);
  await fetchTokens(said);
  const phrases = said.flatMap(listsOf);
  const accented = words.some(({ word, form }) => word !== form);
  // What was typed all the same is not told.
  const isNew = (meaning) => spell(meaning).some(({ form }) => !words.some((word) => word.form === form));
  const known = [];
  for (let at = 0; at < words.length; ) {
    let best;
    for (const { form: phrase, further } of phrases) {
      const parts = phrase.split(" ").map(spelling);
      // A single syllable without its accents may be any.
      const isBare = parts[1] && !accented;
      const fits = ({ word, form }, next) => words[at + next]?.form === (isBare ? word : form);
      if (parts.every(fits) && !(best?.length >= parts.length)) best = { at, length: parts.length, meanings: further.split("|").filter(isNew) };
    }
    if (best?.meanings[0]) known.push(best);
    at += best?.length || 1;
  }
  const most = Math.min(MOST_MEANINGS, Math.max(0, ...known.map(({ meanings }) => meanings.length)));
  const asTyped = known.map(({ at, length }) => words.slice(at, at + length).map(({ word }) => word));
  const ways = [{ said: text, also: [], meant: asTyped }];
  for (let turn = 0; turn < most; turn += 1) {
    let said = plain;
    const also = [];
    const meant = [];
    for (const { at, length, meanings } of [...known].reverse()) {
      const meaning = meanings[turn] ?? meanings.at(-1);
      const spelled = spell(meaning);
      const put = accented ? meaning : spelled.map(({ word }) => word).join(" ");
      said = `${said.slice(0, words[at].start)} ${put} ${said.slice(words[at + length - 1].end)}`;
      also.unshift(meaning);
      meant.push(spelled.map(({ word }) => word));
    }
    ways.push({ said, also, meant });
  }
  return ways;
}
