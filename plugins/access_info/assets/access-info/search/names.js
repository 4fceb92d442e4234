/* The agencies that a query names. */

/** Place in the order to offer → an agency's token and the words of its name, of those known. */
const agencies = new Map();

function learnAgency(order, id, name) {
  const words = termsOf(spell(name), true).map(({ word }) => word);
  // Nobody says that a commune is a committee.
  if (words[0] === "ubnd" && words[2]) words.shift();
  agencies.set(+order, { order: +order, token: `~co-quan/${id}`, words });
}

/** Agencies whose name, or name without its first words, stands in the query; a large site's are looked up. */
async function agenciesIn(terms) {
  const tokens = head.within.a ? [] : terms.map(({ word }) => `~ten/${word}`);
  await fetchTokens(tokens);
  for (const { form, further } of tokens.flatMap(listsOf)) {
    learnAgency(form, ...further.split(/ (.*)/));
  }
  const line = ` ${terms.map(({ word }) => word).join(" ")} `.replace(/ va /g, " ");
  const names = [];
  for (const { order, token, words } of agencies.values()) {
    const isNamed = (less) =>
      (!less || words[less + 1]) && line.includes(` ${words.slice(less).join(" ")} `);
    const less = [0, 1, 2].find(isNamed);
    if (less === undefined) continue;
    names.push({ order, token, bonus: (40 >> less) + words.length, isWhole: !less });
    for (const term of less ? [] : terms) term.isName ||= words.includes(term.word);
  }
  return names.sort((name, other) => other.bonus - name.bonus || name.order - other.order).slice(0, 4);
}
