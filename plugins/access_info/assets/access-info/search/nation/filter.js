/* Filters: of the province that is chosen only its blocks are read. */

/** Which records have all values of the filters that are set. */
async function filter(filters) {
  const tokens = Object.keys(filters)
    .filter((name) => filters[name])
    .map((name) => `~${name}/${filters[name]}`);
  if (!tokens.length) return undefined;
  const isOf = (block) => head.choices.tinh[provinceOf(block)][0] === filters.tinh;
  await fetchTokens(tokens, filters.tinh && placesOf(head.order.filter(isOf)));
  const hits = new Uint8Array(head.count);
  for (const { numbers } of tokens.flatMap(listsOf)) for (const number of numbers) hits[number] += 1;
  return hits.map((count) => count === tokens.length);
}
