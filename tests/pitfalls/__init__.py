"""Checks of an ontology in the manner of the OOPS! catalogue of pitfalls: each yields what it finds wrong."""

from pitfalls.classes import circular, contradictory, recursive, synonymous, unconnected, unlisted, untyped
from pitfalls.properties import broken_chain, ill_bounded, unbounded, wrong_characteristic, wrong_inverse
from pitfalls.terms import (
    about_others,
    anonymous,
    ill_named,
    labelled_alike,
    of_two_kinds,
    undeclared,
    unexplained,
    unlabelled,
)

CHECKS = (
    undeclared,
    of_two_kinds,
    ill_named,
    anonymous,
    about_others,
    unlabelled,
    labelled_alike,
    unexplained,
    unbounded,
    ill_bounded,
    wrong_inverse,
    wrong_characteristic,
    broken_chain,
    circular,
    contradictory,
    synonymous,
    recursive,
    unconnected,
    unlisted,
    untyped,
)
