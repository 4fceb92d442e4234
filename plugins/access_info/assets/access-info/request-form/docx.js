/* A letter as a file for word processors (ECMA-376): few parts, in a ZIP archive without compression. */

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const FONT = "Times New Roman";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Between the margins of a sheet, in twentieths of a point. */
const WIDTH = 9355;

/** Text as XML: without signs that XML 1.0 has no room for. */
const escaped = (text) =>
  text
    .replace(/[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, " ")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);

function wordRun({ text = "", dots, bold, italic, capitals, size }) {
  if (dots) return "<w:r><w:tab/></w:r>";
  const look = [
    bold && "<w:b/>",
    italic && "<w:i/>",
    capitals && "<w:caps/>",
    size && `<w:sz w:val="${size}"/>`,
  ];
  const lines = escaped(text).split("\n").map((line) => `<w:t xml:space="preserve">${line}</w:t>`);
  return `<w:r><w:rPr>${look.filter(Boolean).join("")}</w:rPr>${lines.join("<w:br/>")}</w:r>`;
}

function wordParagraph({ align, isSign, before, parts }) {
  const look = [
    isSign && "<w:keepNext/>",
    `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${WIDTH}"/></w:tabs>`,
    `<w:spacing w:before="${before}" w:after="120" w:line="336" w:lineRule="auto"/>`,
    isSign && `<w:ind w:left="${WIDTH * 0.4}"/>`,
    `<w:jc w:val="${align}"/>`,
  ];
  return `<w:p><w:pPr>${look.filter(Boolean).join("")}</w:pPr>${parts.map(wordRun).join("")}</w:p>`;
}

/** The bytes of a file that holds paragraphs. */
function docx(title, paragraphs) {
  const relation = (id, type, target) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  const relations = (...all) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  const override = (part, type) => `<Override PartName="${part}" ContentType="${type}"/>`;
  const core = "application/vnd.openxmlformats-package.core-properties+xml";
  return zip({
    "[Content_Types].xml":
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ` +
      `ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `${override("/word/document.xml", `${OFFICE}.document.main+xml`)}` +
      `${override("/word/styles.xml", `${OFFICE}.styles+xml`)}` +
      `${override("/docProps/core.xml", core)}</Types>`,
    "_rels/.rels": relations(
      relation("r1", `${RELATIONS}/officeDocument`, "word/document.xml"),
      relation("r2", `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"),
    ),
    "docProps/core.xml":
      `${XML}<c:coreProperties xmlns:c="${PACKAGE}/metadata/core-properties" ` +
      `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title>` +
      `<dc:language>vi</dc:language></c:coreProperties>`,
    "word/_rels/document.xml.rels": relations(relation("r1", `${RELATIONS}/styles`, "styles.xml")),
    "word/styles.xml":
      `${XML}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>` +
      `<w:rFonts w:ascii="${FONT}" w:hAnsi="${FONT}" w:cs="${FONT}" w:eastAsia="${FONT}"/>` +
      `<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
      `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`,
    "word/document.xml":
      `${XML}<w:document xmlns:w="${W}"><w:body>${paragraphs.map(wordParagraph).join("")}<w:sectPr>` +
      `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" ` +
      `w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  });
}
