"""The province's overview of duties: who meets which, as tables, charts and lists of what to do."""
