"""Linking within one document: who is who, who holds what, and which office a short title means."""

from vnlaos_ner.linking.build import Linked
from vnlaos_ner.linking.linker import Linker, resolve

__all__ = ["Linked", "Linker", "resolve"]
