"""References for editors, made from declarations: fields, errors, facts of the law."""
