/* What looks at every record. */

/** How many values are at least so much, of some records if these are given. */
const countOf = (values, least, read) =>
  values.filter((value, number) => value >= least && (!read || read[number])).length;

/** The records that may have all of some terms, of all blocks unless some are given. */
function numbersWith(query, terms, blocks = head.order) {
  matchTerms(query, terms);
  const scope = scopeOf(blocks);
  return [...over.keys()].filter((number) => scope[number] && hasAll(terms, number) && isWanted(query, number));
}
