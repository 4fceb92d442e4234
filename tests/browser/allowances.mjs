// Faults that are known and let pass, each for a reason; one that nothing needs is a fault itself.
//
// In another's site, one may be the theme's own (`theme`): then a hand-written page of that site has it too.

import { readFile } from "node:fs/promises";
import path from "node:path";

/** Reads the allowances of a shell. */
export async function readAllowances(file, name) {
  const entries = JSON.parse(await readFile(file, "utf8"));
  const own = entries
    .filter((entry) => entry.sites.includes(name))
    .map((entry) => ({ ...entry, times: 0, theirs: 0 }));
  return {
    /** The faults that no allowance names; of a page that is not ours, which of them are the theme's own. */
    sift(faults, { isTheirs = false } = {}) {
      return faults.filter((fault) => {
        const entry = own.find(
          ({ message, extract }) => fault.includes(message) && fault.includes(extract),
        );
        if (entry) entry[isTheirs ? "theirs" : "times"] += 1;
        return !entry;
      });
    },
    /** One outcome for each allowance: whether it is still needed, and whose the fault is. */
    unneeded: () =>
      own.map(({ message, extract, times, theme, theirs }) => ({
        check: "allowances",
        page: path.basename(file),
        where: "bỏ qua",
        faults: [
          ...(times ? [] : [`không còn cần: ${message} ${extract}`]),
          ...(theme && !theirs ? [`trang của chủ nhà không có lỗi này: ${message} ${extract}`] : []),
        ],
      })),
    /** For the record. */
    used: () => own.filter(({ times }) => times > 0),
  };
}
