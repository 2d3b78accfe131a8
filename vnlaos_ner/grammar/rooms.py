"""The rooms in their order over one set of facts: each may look at what the rooms before it found."""

from __future__ import annotations

from vnlaos_ner.grammar import agency, date, document, event, office, organization, person, place, seen
from vnlaos_ner.grammar.facts import Facts
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Page


def propose(page: Page, lexicon: Lexicon) -> list[Candidate]:
    """Every candidate of every grammar for this page."""
    facts = Facts(page, lexicon)
    found = date.propose(page, lexicon)
    found += place.scan(facts)
    agency.web_sites(facts)
    found += organization.scan(facts)
    found += agency.scan(facts)
    found += office.scan(facts)
    found += person.scan(facts)
    found += seen.scan(facts)
    found += event.scan(facts)
    found += document.scan(facts)
    return found
