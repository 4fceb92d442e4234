/* Whose a record is: blocks and agencies are counted from one province to the next. */

/** Place in the order to offer → a name of a province, of all provinces: its token and its terms. */
const provinces = new Map();

/** Learns the names of the provinces as those of agencies, also without what each is. */
function learnProvinces() {
  if (provinces.size) return;
  for (const [code, name] of head.choices.tinh) {
    for (const said of new Set([name, name.replace(/^(tỉnh|thành phố) /i, "")])) {
      const order = -1 - provinces.size;
      const token = `~tinh/${code}`;
      const terms = termsOf(spell(said), true);
      provinces.set(order, { token, terms });
      agencies.set(order, { order, token, words: terms.map(({ word }) => word) });
    }
  }
}

/** The place of a province among all, by one of its blocks. */
const provinceOf = (block) => head.members.filter(([, first]) => first <= block).length - 1;
