"""The parts of benchmarks/peers.py: one file an engine, and what measures, scores and shows them."""
