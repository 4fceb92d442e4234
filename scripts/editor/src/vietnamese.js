// Read before the CMS, which goes by the browser's language, and would offer to change to it: a
// borrowed machine may speak any. What its user chose in the form's own settings still wins.

for (const [name, value] of [["language", "vi-VN"], ["languages", ["vi-VN", "vi"]]]) {
  Object.defineProperty(navigator, name, { value });
}
