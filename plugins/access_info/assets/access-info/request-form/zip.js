/* A ZIP archive of texts, stored as they are (APPNOTE.TXT 4.3), all of them of the first day of 1980. */

const CRC = Array.from({ length: 256 }, (_, value) => {
  let rest = value;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function checksum(bytes) {
  let sum = -1;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum;
}

/** Numbers as bytes, the least first; each is followed by how many bytes it takes. */
function numbers(...pairs) {
  const bytes = [];
  for (let at = 0; at < pairs.length; at += 2) {
    for (let byte = 0; byte < pairs[at + 1]; byte += 1) bytes.push((pairs[at] >>> (8 * byte)) & 255);
  }
  return bytes;
}

/** The bytes of an archive of texts by path. */
function zip(texts) {
  const encoder = new TextEncoder();
  const files = [];
  const directory = [];
  let start = 0;
  let length = 0;
  for (const [name, text] of Object.entries(texts)) {
    const [path, bytes] = [name, text].map((part) => encoder.encode(part));
    const size = bytes.length;
    // Version, flags, method, time, day; then what the bytes are, and no extra field.
    const kind = numbers(20, 2, 0, 2, 0, 2, 0, 2, 33, 2);
    const about = [...kind, ...numbers(checksum(bytes), 4, size, 4, size, 4, path.length, 2, 0, 2)];
    const file = [...numbers(0x04034b50, 4), ...about, ...path, ...bytes];
    const entry = [...numbers(0x02014b50, 4, 20, 2), ...about, ...numbers(0, 6, 0, 4, start, 4), ...path];
    files.push(...file);
    directory.push(...entry);
    start += file.length;
    length += 1;
  }
  const end = numbers(0x06054b50, 4, 0, 4, length, 2, length, 2, directory.length, 4, start, 4, 0, 2);
  return Uint8Array.from([...files, ...directory, ...end]);
}
