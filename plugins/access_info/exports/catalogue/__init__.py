"""The catalogue of everything that the site offers as data, for portals that harvest (DCAT).

`records` hold what is catalogued; `profile` is the table that says which property holds what, and
could be another profile's; `rdf` writes whatever such a table describes.
"""
