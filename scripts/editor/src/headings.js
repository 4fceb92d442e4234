// What stands above an open file: the deed and the agency, as the site's own configuration words them.

const known = new Map();

/** Takes the headings out of an agency's files, which the CMS knows nothing of. */
export function withoutHeadings(files) {
  return files.map(({ begun, changed, ...file }) => {
    known.set(file.name, { begun, changed });
    return file;
  });
}

/** The heading of a file, by its name, "" where none is open; `isNew` where it begins in the form. */
export const heading = (name, isNew) => known.get(name)?.[isNew ? "begun" : "changed"] ?? "";
