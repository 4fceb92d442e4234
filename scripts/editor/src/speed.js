// What the CMS would count anew for each of thousands of values. It asks here (see `MENDED` in build.mjs).

const known = new WeakMap();

/** Every path that has something below it, among the paths of some values; these may only grow fewer. */
export function above(values) {
  const found = known.get(values) ?? new Set();
  if (known.has(values)) return found;
  for (const path of Object.keys(values)) {
    for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
      found.add(path.slice(0, dot));
    }
  }
  known.set(values, found);
  return found;
}
