/* Words typed wrong: with keys of an input method left standing, or with a wrong letter. */

/** A word without the keys of Telex or VNI that were left standing: `ddaats`, `d9a6t1`. */
const withoutKeys = (word) =>
  spelling(
    word
      .replace(/[a-z][1-9]+[a-z].*/, (rest) => rest.replace(/[1-9]/g, ""))
      .replace(/([adeo])\1/g, "$1")
      .replace(/[aeiouy].*/, (rest) => rest.replace(/[fjrswxz]/g, "")),
  ).word;

/** Whether one letter that is wrong, missing or too many, or two swapped ones, part two words. */
function areNear(word, other) {
  let start = 0;
  while (word[start] && word[start] === other[start]) start += 1;
  const [rest, next] = [word.slice(start), other.slice(start)];
  return (
    rest.slice(1) === next.slice(1) ||
    rest.slice(1) === next ||
    rest === next.slice(1) ||
    rest[1] + rest[0] + rest.slice(2) === next
  );
}
