/* What a query names: provinces too, whose names are not in their records. */

/** Words of the provinces that were named last, and the blocks for which they were put down. */
const putDown = [];

/** What the agencies, provinces and days that a query names are worth. */
async function fetchNames({ spoken, days }) {
  learnProvinces();
  const names = await agenciesIn(spoken);
  for (const [word, block] of putDown.splice(0)) delete lists[word][block];
  const named = names.flatMap(({ order, isWhole }) => (isWhole && provinces.get(order)) || []);
  await fetchTokens(named.map(({ token }) => token));
  for (const { token, terms } of named) for (const term of terms) bearWord(token, term);
  return [...names, ...days.map((token) => ({ token, bonus: 50 }))];
}

/** Puts a word of a province's name down for all its records, as one of their agencies' names. */
function bearWord(token, { word, form }) {
  for (const [block, [, numbers]] of Object.entries(lists[token])) {
    const own = `${block}.9`;
    const others = lists[word]?.[own] || [];
    lists[word] = { ...lists[word], [own]: [...others, `@${form}`, numbers, ""] };
    putDown.push([word, own]);
  }
}
