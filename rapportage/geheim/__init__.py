"""Annexes that are withheld (Gemeentewet 87-89): an archive copy, frozen with the publication and
kept where no reader comes, and publishing it when the secrecy is lifted."""
