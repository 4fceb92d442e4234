"""Words and patterns of privacy, held once: for the gate, the forms of readers, the public logs.

Where a name says `PLAIN`, or a pattern is written without accents, the text is looked at in the form
`NormalizedText.plain`: without accents, in lower case. Each who looks decides what a match means; so
the gate wants a person near a birthday, while a form loses whatever may lead to its writer.
"""
