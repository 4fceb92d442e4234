/* What a query asks for: its terms, and the agencies and days that it names. */

/* What a query writes in more ways than the index: days, telephone numbers. */
const DAY = /(?:ng[aà]y )?\b(\d\d?)(?:[/.-]| th[aá]ng )(\d\d?)(?:[/.-]| n[aă]m )(\d{4})/gi;
/** The id of a row, as every page shows it. */
const ID = /(?:m[ụu]c\s+)?#?(?<![\d-])((?:19|20)\d\d-\d{3})(?![\d/-])/gi;
const PHONE = /\b0[\d.]{9,}/g;

/** The terms of a query: those that it is answered by, and all that were spoken; the days it names.
 *
 * With `split`, a word that is nowhere is taken for joined ones rather than for a mistyped one.
 */
function readQuery(text, split) {
  const { days, ids, rest } = tokensIn(text);
  const words = dropLone(spell(rest));
  const accented = words.some(({ word, form }) => word !== form);
  const terms = termsOf(words, accented, split);
  // Of a number's sign, all parts are kept, and the beginning of one is read as such: `151/T`.
  const [sign] = /\d+\/\S*/.exec(rest) || [""];
  const signWords = spell(sign);
  if (/\/[a-zđ]$/i.test(sign)) {
    const start = signWords.pop();
    const tokens = [...full.keys()].filter((word) => word[0] === start.word);
    terms.push(toTerm(start, { tokens }));
  }
  const spoken = [...terms];
  terms.push(...ids);
  return {
    isSplit: terms.some(({ joined }) => joined),
    // Whether a word is nowhere, and those that are near stand for it.
    isNear: terms.some(({ near }) => near),
    terms: terms.length ? rarest(terms, signWords, accented) : days.map((day) => toTerm(bare(day))),
    spoken,
    accented,
    isAddress: text.includes("@"),
    days,
    sign: signWords.map(({ word }) => word),
  };
}

/** The days and rows that a text names, and the rest of it. */
function tokensIn(text) {
  const days = [];
  const ids = [];
  const rest = text
    .slice(0, 300)
    .normalize("NFKC")
    .replace("+84", " ")
    .replace(DAY, (_, day, month, year) => {
      days.push(`~ngay/${year}-${month.padStart(2, 0)}-${day.padStart(2, 0)}`);
      return " ";
    })
    .replace(ID, (_, id) => {
      ids.push(toTerm(bare(`~ma/${id}`)));
      return " ";
    })
    .replace(PHONE, (number) => number.replace(/\./g, ""));
  return { days, ids, rest };
}

/** A lone consonant is an abbreviation; a last letter, a word not yet typed. */
function dropLone(words) {
  const isLone = ({ word, form }, at) =>
    /^[b-df-hj-np-tv-xz]$/.test(word) || (at === words.length - 1 && /^[a-z]$/.test(form));
  const longer = words.filter((word, at) => !isLone(word, at) || words[at - 1]?.word === "diem");
  return longer.length ? longer : words;
}

/** Of a pasted title or a story the rarest terms, in their order; numbers and signs count as such. */
function rarest(terms, signWords, accented) {
  const distinct = [...new Map(terms.map((term) => [term.word, term])).values()];
  const often = ({ word }) =>
    isNumber(word) || word[0] === "~" || signWords.some((part) => part.word === word)
      ? 0
      : lexicon.get(word)?.often || 99;
  const rank = (term) => often(term) + (term.soft && accented ? 200 : 0);
  const isKnown = ({ word }) => lexicon.has(word) || isNumber(word) || word[0] === "~";
  const rare = distinct.filter(isKnown).sort((term, other) => rank(term) - rank(other)).slice(0, isDivided() ? 8 : 24);
  return distinct.filter((term) => rare.includes(term) || !isKnown(term));
}
