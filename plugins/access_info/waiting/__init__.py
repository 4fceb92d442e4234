"""Work that takes long: how those who wait are told how far it is, and how they end it before its time."""
