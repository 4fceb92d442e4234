// Counts what passed and failed, tells each fault where it was met, and keeps a record of it all.

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** As `probe.whose` marks it. */
const HOSTS_OWN = " (của chủ nhà)";

/** What of a fault is the same wherever it is met: the rule without place, names and numbers. */
function ruleOf(fault) {
  if (fault.startsWith("axe:")) return fault.split(" ")[0];
  if (fault.startsWith("vnu:")) return fault.replace(/^\S+ /, "");
  return fault.replace(/:.*|\d.*/, "");
}

/** Starts counting; faults that an allowance names do not count.
 *
 * With `theirs`, pages of another's site in which ours stand: a fault of a part that is not ours does not
 * count where the theme has the like in those pages too.
 */
export function startTally({ name, allowances, theirs = [] }) {
  const checks = new Map();
  const findings = new Map();
  const count = ({ check, page, where, faults }) => {
    const counts = checks.get(check) ?? { passed: 0, failed: 0 };
    checks.set(check, counts);
    counts[faults.length === 0 ? "passed" : "failed"] += 1;
    for (const fault of new Set(faults)) {
      console.log(`TRƯỢT ${name} ${page} ${where} ${fault}`);
      const key = `${check} ${fault}`;
      const finding = findings.get(key) ?? { check, fault, places: new Set(), pages: new Set() };
      findings.set(key, finding);
      finding.places.add(where);
      finding.pages.add(page);
    }
  };
  const held = [];
  const sifted = ({ faults, ...rest }) => count({ ...rest, faults: allowances.sift(faults) });
  const sum = (key) => [...checks.values()].reduce((total, counts) => total + counts[key], 0);
  return {
    report: theirs.length ? (outcome) => held.push(outcome) : sifted,
    /** To be called last: an allowance that nothing needed is a fault. */
    auditAllowances() {
      const [host, ours] = [true, false].map((is) => held.filter(({ page }) => theirs.includes(page) === is));
      const rules = new Set(host.flatMap(({ faults }) => faults.map(ruleOf)));
      for (const { faults } of host) allowances.sift(faults, { isTheirs: true });
      const isTheirs = (fault) => rules.has(ruleOf(fault)) && (fault.endsWith(HOSTS_OWN) || fault.startsWith("vnu:"));
      for (const outcome of ours) sifted({ ...outcome, faults: outcome.faults.filter((fault) => !isTheirs(fault)) });
      allowances.unneeded().forEach(count);
    },
    totals: () => ({ passed: sum("passed"), failed: sum("failed") }),
    /** The same whatever order the pages came in. */
    record: () => ({
      checks: [...checks].map(([id, counts]) => ({ id, ...counts })).sort(by((entry) => entry.id)),
      findings: [...findings.values()]
        .map(({ places, pages, ...rest }) => ({
          ...rest,
          places: [...places].sort(),
          page: [...pages].sort()[0],
          pages: pages.size,
        }))
        .sort(by((entry) => `${entry.check} ${entry.fault}`)),
      allowed: allowances.used(),
    }),
  };
}

const by = (key) => (one, other) => (key(one) < key(other) ? -1 : 1);

/** Which versions looked at the pages. */
export async function versions() {
  const require = createRequire(import.meta.url);
  const of = async (name) => JSON.parse(await readFile(require.resolve(`${name}/package.json`))).version;
  return { axe: await of("axe-core"), checker: await of("vnu-jar") };
}

/** Writes a record of one shell's pages, for `scripts/test.py --record`. */
export async function writeResults(file, results) {
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
}
