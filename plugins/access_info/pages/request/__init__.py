"""Parts of pages that lead to a request: the form, the law's periods, days due."""
