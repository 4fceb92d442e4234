/* Lists of records as `search/postings.py` encodes them. */

/** Values below end a gap. */
const LAST = 61;

/** The value of a character; neither the quote nor the backslash has one. */
const valueOf = (code) => code - 32 - (code > 34) - (code > 92);

/** Record numbers of an encoded list, ascending; one comes again for each further place. */
function decodeGaps(text, first) {
  const numbers = [];
  let number = first - 1;
  let more = -1;
  for (const sign of text) {
    const value = valueOf(sign.charCodeAt());
    if (value >= LAST) {
      more = Math.max(more, 0) * 32 + value - LAST;
    } else {
      number += more < 0 ? value : LAST + more * LAST + value;
      more = -1;
      numbers.push(number);
    }
  }
  return numbers;
}
