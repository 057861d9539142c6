"""`sources`: where a fact comes from."""

from dataflow.language.leaves import Date, Url, Words, optional
from dataflow.language.parts import Part


class Source(Part):
    """A document, a page, a ruling."""

    called = "a source"
    bare = "title"

    title: Words | None = optional("what it is called")
    publisher: Words | None = optional("who published it")
    date: Date | None = optional("when it was published")
    url: Url | None = optional("where it is: an address, http or https only")
    quote: Words | None = optional("the words relied on")
    note: Words | None = optional("a remark")
