"""The parts of benchmarks/compare.py: one file an engine, and what measures and scores them."""
