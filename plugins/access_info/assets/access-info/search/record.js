/* Where a record leads, and what is shown of it. */

/** Reads what is shown of a record. */
async function recordOf(place) {
  const [title, address, kind, order, number, date, above, others, state, form] = await rowOf(place);
  const names = order ? await piece("a", Math.floor(order / head.folders)) : [];
  const [id, agency] = names[order % head.folders] || [];
  const titles = (others?.split("\u001f") || []).map((other) => other.split(/ (.*)/));
  return { title, href: root + address.replace("*", id), agency, kind, number, date, above, state, form, titles };
}
