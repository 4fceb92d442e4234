"""Load → check → assess → fragments, agency by agency."""
