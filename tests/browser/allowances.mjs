// Faults that are known and let pass, each for a reason; one that nothing needs is a fault itself.

import { readFile } from "node:fs/promises";
import path from "node:path";

/** Reads the allowances of a shell. */
export async function readAllowances(file, name) {
  const entries = JSON.parse(await readFile(file, "utf8"));
  const own = entries
    .filter((entry) => entry.sites.includes(name))
    .map((entry) => ({ ...entry, times: 0 }));
  return {
    /** The faults that no allowance names. */
    sift(faults) {
      return faults.filter((fault) => {
        const entry = own.find(
          ({ message, extract }) => fault.includes(message) && fault.includes(extract),
        );
        if (entry) entry.times += 1;
        return !entry;
      });
    },
    /** One outcome for each allowance: whether it is still needed. */
    unneeded: () =>
      own.map(({ message, extract, times }) => ({
        check: "allowances",
        page: path.basename(file),
        where: "bỏ qua",
        faults: times ? [] : [`không còn cần: ${message} ${extract}`],
      })),
    /** For the record. */
    used: () => own.filter(({ times }) => times > 0),
  };
}
