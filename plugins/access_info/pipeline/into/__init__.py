"""The section inside a site that another generator has finished."""
