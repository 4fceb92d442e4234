/* Which records a term is in, how well, and where in their titles. */

/** A word with the very accents that were typed is worth more than one typed without, that more than others. */
const EXACT = 192;
const BARE = 128;
const LITERAL = 64;

const isLiteral = (level) => level >= LITERAL;
const isExact = (level) => level >= BARE;

const MOST_PLACES = 31;

/** Matches a term with the records: with those of its lists, with `shown` ones by their words. */
function matchTerm(term, { terms, shown, accented }) {
  const { word, form } = term;
  const isAlone = !terms[1];
  const level = new Uint8Array(head.count);
  const places = new Uint32Array(head.count); // A bit each.
  const parts = new Uint8Array(head.count); // How many the number has that it is in.
  const hits = []; // The records that it is in at all.
  const worth = { "": 6, "@": 4, "#": isNumber(word) ? 14 : 6, "+": 2 };
  const isBare = form === word;
  const match = (token, field, found, numbers, moreOf) => {
    const isWord = token === word;
    const isSame = found === form;
    // Beside other words, `số` with its accents is not the `Sở` of an agency's name.
    const isOther = isWord && !isBare && !isSame && found !== word;
    if (isOther && !isAlone && /[@+]/.test(field)) return;
    // A word typed bare may be any, unless others were typed with their accents.
    const value = worth[field] + (isWord && (isSame || (isBare && !accented) ? EXACT : isBare ? BARE : LITERAL));
    numbers.forEach((number, at) => {
      if (!level[number]) hits.push(number);
      level[number] = Math.max(level[number], value);
      // Where a record has the word itself, another one that is near says nothing.
      const counts = isWord || level[number] < LITERAL;
      if (!field) places[number] |= counts << moreOf(at);
      else if (field === "#" && isWord) parts[number] = moreOf(at);
    });
  };
  const goesOn = (token) => term.longer && token.startsWith(word);
  for (const token of new Set([...term.tokens, ...Object.keys(lists).filter(goesOn)])) {
    for (const list of listsOf(token)) {
      match(token, list.field, list.form, list.numbers, (at) => valueOf(list.further.charCodeAt(at)));
    }
  }
  for (const [number, words] of shown) {
    for (const { field, word: token, form: found, place } of words) {
      if (term.tokens.includes(token) || goesOn(token)) match(token, field, found, [number], () => place);
    }
  }
  return { level, places, parts, hits };
}

/** The words of what is shown of a record, each with the field and the place that it has in the index. */
async function wordsShown(number) {
  const [title, , , , sign = "", date = "", above = ""] = await rowOf(number);
  const signWords = spell(sign);
  const words = signWords.map((spelled) => ({ ...spelled, field: "#", place: signWords.length }));
  words.push(...spell(`${above} ${date.slice(-4)}`).map((spelled) => ({ ...spelled, field: "+" })));
  const titled = spell(title);
  let place = 0;
  titled.forEach((spelled, at) => {
    const { word } = spelled;
    for (const meant of [spelled, phraseAt(titled, at).short]) {
      if (meant) words.push({ ...meant, field: "", place: Math.min(MOST_PLACES, place) });
    }
    const isIdleHere = beforeNumber.includes(word) && isNumber(titled[at + 1]?.word);
    place += isIdleHere ? 0 : full.get(word)?.split(" ").length || 1;
  });
  return words;
}
