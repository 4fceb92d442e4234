"""Đổi JSON bản 2 về bản 1: python3 doi-ve-ban-1.py cong-khai.json cong-khai.chung.json > 1.json."""

import json
import sys
from pathlib import Path
from urllib.parse import urljoin

MEMBERS = "title language publisher landingPage license applicableLegislation modified items"
file, *shared = [json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:]]
base = file.get("@context", {}).get("@base", "")
data = {**shared[0], "landingPage": base, **file} if "shared" in file else file
concepts, others = data["concepts"], data.get("publishers", {})
own = {key: data["publisher"][key] for key in ("identifier", "name") if key in data["publisher"]}
for row in data["items"]:
    code = row.get("publisher")
    row["publisher"] = {"identifier": code, "name": others[code]["name"]} if code else own
    row.setdefault("identifier", row["@id"].partition("#")[2])
    row["landingPage"] = urljoin(base, row.pop("@id"))
    for name in concepts.keys() & row.keys():
        labels = {code: concept["prefLabel"] for code, concept in concepts[name].items()}
        known = {code: {"notation": code, "prefLabel": labels[code]} for code in labels}
        codes = row[name] if isinstance(row[name], list) else [row[name]]
        words = [known.get(code, {"prefLabel": code}) for code in codes]
        row[name] = words if isinstance(row[name], list) else words[0]
data["applicableLegislation"].pop("@id", None)
schema = data.get("$schema", "").replace(".v2.", ".").replace(".schema.", ".v1.schema.")
data["publisher"] = own
known = ({"$schema": schema} if schema else {}) | {"schemaVersion": "1.0"}
known |= {name: data[name] for name in MEMBERS.split() if name in data}
sys.stdout.buffer.write(json.dumps(known, ensure_ascii=False).encode())
