/* Words of a text, folded exactly as `search/folding.py` does; a test compares the two. A word has a
   folded face, and a form, which keeps accents. */

const WORD = /[0-9]+(?:\.[0-9]+)+|[0-9a-z\u00c0-\u1fff\u2c00-\ud7ff\uf900-\uffef]+/g;
const TORN =
  /(?<![0-9a-z\u00c0-\u1fff])((?:[bcdđghklmnpqrstvx]|[cgknpt]h|gi|ng|ngh|qu|tr)(?:|[iu]y?(?=\s[ếềểễệ])|u(?=\s[ấầẩẫậốồổỗộỷ])|ư(?=\s[ớờởỡợ])|o(?=\s[ạặ])))\s(?=[áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ])/g;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** `chín tháng` is typed as `9 tháng`. */
const NUMERALS = "mot hai ba bon nam sau bay tam chin muoi".split(" ");

/** A form without what marks its accents. */
const folded = (form) => form.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

/** The folded face and the form of a word. */
function spelling(typed) {
  const apart = typed.normalize("NFD");
  const plain = apart
    .replace(TONE, "")
    .normalize("NFC")
    .replace(/\u00f0/g, "đ")
    .replace(/([bcdđfghjklmnpqrstvwxz]|qu)y$/, "$1i")
    .replace(/^0+(?=[0-9])/, "");
  return { word: folded(plain), form: plain + (apart.match(TONE) || []).join("") };
}

/** A word without accents, as `spelling` has it. */
const bare = (word) => ({ word, form: word });

/** The words of a text; quarters and months are counted in digits. */
function spell(text) {
  const plain = text.normalize("NFKC").replace(/\u00ad/g, "").toLowerCase().replace(TORN, "$1");
  const words = (plain.match(WORD) || []).map(spelling);
  for (let at = words.length - 1; at > 0; at -= 1) {
    const [ten, before, { word }] = [words[at - 2], words[at - 1].word, words[at]];
    // `Quý III` is typed as `quý 3`.
    const quarter = before === "qui" && "i ii iii iv".split(" ").indexOf(word) + 1;
    const months = word === "thang" && NUMERALS.indexOf(before) + 1;
    const teen = months > 0 && months < 3 && ten?.word === "muoi" ? 1 : 0;
    if (quarter) words[at] = bare(`${quarter}`);
    if (months) words.splice(at - 1 - teen, 1 + teen, bare(`${months + 10 * teen}`));
  }
  return words;
}

const isNumber = (word) => /^[0-9]/.test(word);
