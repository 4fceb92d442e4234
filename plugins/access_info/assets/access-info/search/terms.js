/* The terms of a query: what its words mean, and what each is found by. */

/** Words that say nothing before a number. */
let beforeNumber;

/** A word of a query: what it is found by, how many words of a title it takes. */
const toTerm = (spelled, more) => ({ ...spelled, tokens: [spelled.word], span: 1, ...more });

/** What words mean: a phrase that has an abbreviation by that, words of no weight left out. */
function termsOf(words, accented, split) {
  const terms = [];
  for (let at = 0; at < words.length; ) {
    const { span, short } = phraseAt(words, at);
    if (short) terms.push(toTerm(short, { span }));
    else if (!span && !isIdle(words, at, accented)) {
      const soft = story[accented ? 0 : 1].has(words[at].form);
      for (const term of meanings(words[at], at === words.length - 1, split)) terms.push({ ...term, soft });
    }
    at += span || 1;
  }
  return terms;
}

/** The longest phrase that begins with a word: how many words, and its abbreviation. */
function phraseAt(words, at) {
  let phrase = words[at].word;
  let span = 0;
  let short;
  for (let end = at + 1; end < at + 8 && words[end]; end += 1) {
    phrase += ` ${words[end].word}`;
    if (!phrases.has(phrase)) continue;
    span = end - at + 1;
    short = phrases.get(phrase);
  }
  return { span, short };
}

/** Without its accents, a lone word of no weight is taken for another. */
const isIdle = (words, at, accented) =>
  (accented && phrases.has(words[at].form)) ||
  (isNumber(words[at + 1]?.word) && beforeNumber.includes(words[at].word));

/** The terms for a word: itself, what it begins if it is the last, else what it may mean. */
function meanings(spelled, isLast, split) {
  const { word } = spelled;
  // A number typed last may go on, and so may a code.
  const longer = (isLast || word.includes(".")) && word.length > 1;
  const number = isNumber(word) && [toTerm(spelled, { longer })];
  if (number && !/[a-z]{2}$/.test(word)) return number;
  if (lexicon.has(word)) return [toTerm(spelled, { isLast })];
  // An abbreviation that is nowhere has its words nowhere together: what has them is but near.
  if (full.has(word)) return spell(full.get(word)).map((part) => toTerm(part, { isLoose: true }));
  const tokens = isLast ? begunBy(word) : [];
  if (tokens.length) return [toTerm(spelled, { tokens })];
  return guesses(spelled, split) || number || [toTerm(spelled)];
}

/** The terms for a word that is nowhere: mistyped, or several written together. */
function guesses(spelled, split) {
  const tokens = nearTo(spelled.word);
  const parts = partsOf(spelled.word);
  if (tokens.length && !(parts && split)) return [toTerm(spelled, { tokens, near: true })];
  const terms = parts && termsOf(parts.map(bare));
  // They must stand together somewhere, as few chance parts do.
  if (tokens.length) for (const term of terms.slice(0, -1)) term.joined = true;
  return terms;
}
