"""Write the encoder that training starts from as one small file, for a machine that has PyTorch and not this package's.

    python training/carry.py --out WORK/encoder.safetensors

There: `python training/train.py WORK/examples.npz --encoder WORK/encoder.safetensors ...`. The table of words is int8,
one scale a word, as in the embedding model that ships; everything else is half precision.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from network import SCALE, WORDS, minilm
from safetensors.torch import save_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    weights = minilm()
    words = weights.pop(WORDS)
    scale = words.abs().amax(1, keepdim=True) / 127
    held = {name: tensor.half() for name, tensor in weights.items() if tensor.is_floating_point()}
    save_file(held | {WORDS: (words / scale).round().to(torch.int8), SCALE: scale}, args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
