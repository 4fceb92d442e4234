/* What looks at every record. */

/** How many records are in a scope. */
const countOf = (scope) => scope.filter((isIn) => isIn).length;

/** The records that may have all of some terms, of all blocks unless some are given. */
function numbersWith(query, terms, blocks = head.order) {
  matchTerms(query, terms);
  const scope = scopeOf(blocks);
  return [...over.keys()].filter((number) => scope[number] && hasAll(terms, number) && isWanted(query, number));
}
