"""Đổi một danh mục JSON bản 2 về bản 1: python3 doi-ve-ban-1.py cong-khai.json > ban-1.json."""

import json
import sys
from pathlib import Path
from urllib.parse import urljoin

MEMBERS = "title language publisher landingPage license applicableLegislation modified items"
data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
base, concepts = data.get("@context", {}).get("@base", ""), data["concepts"]
publisher = {
    name: data["publisher"][name] for name in ("identifier", "name") if name in data["publisher"]
}
for row in data["items"]:
    code = row.get("publisher")
    named = code and {"identifier": code, "name": data["publishers"][code]["name"]}
    row["publisher"] = named or publisher
    row["landingPage"] = urljoin(base, row.pop("@id"))
    for name in concepts.keys() & row.keys():
        labels = {code: concept["prefLabel"] for code, concept in concepts[name].items()}
        known = {code: {"notation": code, "prefLabel": labels[code]} for code in labels}
        codes = row[name] if isinstance(row[name], list) else [row[name]]
        words = [known.get(code, {"prefLabel": code}) for code in codes]
        row[name] = words if isinstance(row[name], list) else words[0]
data["applicableLegislation"].pop("@id", None)
data["publisher"] = publisher
schema = data.get("$schema", "").replace(".v2.", ".").replace(".schema.", ".v1.schema.")
first = {"$schema": schema, "schemaVersion": "1.0"} if schema else {"schemaVersion": "1.0"}
known = first | {name: data[name] for name in MEMBERS.split() if name in data}
sys.stdout.buffer.write(json.dumps(known, ensure_ascii=False).encode())
