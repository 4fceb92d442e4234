"""What tells those who keep a copy of the data what is new, changed, withdrawn and gone."""
