"""The catalogue of all data of a site, and its CSV files as a package: made when all else is there."""
