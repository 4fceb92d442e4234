"""Words of lists: headings, titles, days, codes and signs of numbering."""
