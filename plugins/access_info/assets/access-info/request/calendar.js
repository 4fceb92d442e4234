/* The calendar of the data script, which a page has once, and how its days are put in words. */

let data;
let first;
/** A mark of each day: worked days have 1, those at the end of a week 2. */
let marks;

const weekday = (day) => data.weekdays[weekdayOf(day)];
const markOf = (day) => marks[day - first];
const occasion = (day) => data.occasions[markOf(day)];
const span = (from, to) => Array.from({ length: Math.max(to - from + 1, 0) }, (_, n) => from + n);

/** Days with their occasions, those of one occasion together. */
function named(days) {
  const groups = [];
  for (const day of days) {
    const name = occasion(day) ?? weekday(day);
    if (groups[0]?.name !== name) groups.unshift({ name, days: [] });
    groups[0].days.push(written(day));
  }
  return groups.reverse().map((group) => `${group.days.join(", ")} (${group.name})`).join(", ");
}
