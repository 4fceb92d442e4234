/* Which records a term is in, how well, and where in their titles. */

/** A word with the very accents that were typed is worth more than all else; then one without. */
const EXACT = 128;
const LITERAL = 64;

const isLiteral = (level) => level >= LITERAL;

/** Matches a term with the records; `isAlone`, without other terms. */
function matchTerm(term, isAlone) {
  const { word, form } = term;
  const level = new Uint8Array(head.count);
  const places = new Uint32Array(head.count); // A bit each.
  const parts = new Uint8Array(head.count); // How many the number has that it is in.
  const worth = { "": 6, "@": 4, "#": isNumber(word) ? 14 : 5, "+": 2 };
  const isBare = form === word;
  const goesOn = (token) => term.longer && token.startsWith(word);
  for (const token of new Set([...term.tokens, ...Object.keys(lists).filter(goesOn)])) {
    const isWord = token === word;
    for (const list of listsOf(token)) {
      const { field, further } = list;
      const isSame = list.form === form;
      // Beside other words, `số` with its accents is not the `Sở` of an agency's name.
      const isOther = isWord && !isBare && !isSame && list.form !== word;
      if (isOther && !isAlone && /[@+]/.test(field)) continue;
      // A word typed bare may be any; the bare one is a little likelier.
      const exact = isSame ? EXACT : isBare ? EXACT - 1 : LITERAL;
      const value = isWord ? worth[field] + exact : worth[field] / 2;
      list.numbers.forEach((number, at) => {
        level[number] = Math.max(level[number], value);
        const more = valueOf(further.charCodeAt(at));
        // Where a record has the word itself, another one that is near says nothing.
        const counts = isWord || level[number] < LITERAL;
        if (!field) places[number] |= counts << more;
        else if (field === "#" && isWord) parts[number] = more;
      });
    }
  }
  return { level, places, parts };
}
