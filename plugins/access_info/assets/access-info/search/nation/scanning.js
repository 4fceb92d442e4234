/* What looks at every record: of so many, a loop takes a fifth of the time of calls. */

/** How many values are at least so much, of some records if these are given. */
function countOf(values, least, read) {
  let count = 0;
  for (let number = 0; number < values.length; number += 1) {
    if (values[number] >= least && (!read || read[number])) count += 1;
  }
  return count;
}

/** The records that may have all of some terms, of all blocks unless some are given. */
function numbersWith(query, terms, blocks = head.order) {
  matchTerms(query, terms);
  const numbers = [];
  for (const block of [...blocks].sort((one, other) => one - other)) {
    for (let number = block * head.block; number < (block + 1) * head.block; number += 1) {
      if (isWanted(query, number) && hasAll(terms, number)) numbers.push(number);
    }
  }
  return numbers;
}
