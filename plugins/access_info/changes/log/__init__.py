"""Public logs: corrections of wrong information, items and pages taken down."""
