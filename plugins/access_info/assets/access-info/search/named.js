/* What a query names. */

/** What the agencies and days that a query names are worth. */
async function fetchNames({ spoken, days }) {
  return [...(await agenciesIn(spoken)), ...days.map((token) => ({ token, bonus: 50 }))];
}
