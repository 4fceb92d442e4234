/* Where a record leads, and what is shown of it: to its province, which is named beside the agency. */

/** Reads what is shown of a record. */
async function recordOf(place) {
  const [title, address, kind, order, number, date, above, , state, form] = await rowOf(place);
  const province = provinceOf(blockOf(place));
  const [url, , first] = head.members[province];
  const at = first + Number(order);
  const names = order ? await piece("a", Math.floor(at / head.folders)) : [];
  const [id, name] = names[at % head.folders] || [];
  const parts = [kind !== "co-quan" && name, head.choices.tinh[province][1]];
  const agency = parts.filter(Boolean).join(" · ");
  return { title, href: url + address.replace("*", id), agency, kind, number, date, above, state, form, titles: [] };
}
