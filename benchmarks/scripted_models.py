"""Whispers of real dimensions that say the same ninety characters about whatever they hear, for measuring engines.

The weights are random, so an engine works as hard as on a trained model; the decoder's positions point at the token wanted next,
so that every window gives the same number of tokens, with no loop, no doubt and no second temperature. A code of the position
in the last layers' cross-attention spreads the characters evenly over the window, as speech does.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor, nn
from whisper.model import ModelDimensions, Whisper
from whisper.tokenizer import Tokenizer, get_tokenizer

SIZES = {"tiny": (384, 6, 4), "base": (512, 8, 6), "small": (768, 12, 12)}  # width, heads, layers (openai/whisper model card)
SPOKEN = 90  # characters in a window: 190 a minute, an old person's unhurried talk
ENDS = 1400  # the closing time stamp, in 20 ms: 28 s
OPENING = 3  # start of transcript, language, task
CODE = 64  # channels that carry the place in the window, in every head of the last layers
PULL = 8.0  # how much stronger a position's word is than the word that stands there


def scripted(size: str, spoken: int = SPOKEN) -> Whisper:
    """The model; `spoken` is how many characters it says in each window. The same call gives the same weights."""
    width, heads, layers = SIZES[size]
    model = Whisper(ModelDimensions(80, 1500, width, heads, layers, 51865, 448, width, heads, layers)).eval()
    torch.manual_seed(0)
    with torch.no_grad():
        _scatter(model)
        _teach_the_script(model, _script(get_tokenizer(multilingual=True, language="zh"), spoken))
        _teach_the_places(model, spoken)
    return model


def save(model: Whisper, target: Path) -> Path:
    """Write the official file, which `whisper --model FILE` loads."""
    state = {name: tensor.half() for name, tensor in model.state_dict().items()}
    torch.save({"dims": asdict(model.dims), "model_state_dict": state}, target)
    return target


def _script(tokenizer: Tokenizer, spoken: int) -> list[int]:
    """A time stamp, `spoken` different characters that are one token each, a time stamp."""
    characters = []
    for code in range(0x4E00, 0x9FA6):
        tokens = tokenizer.encode(chr(code))
        if len(tokens) == 1 and tokens[0] not in tokenizer.non_speech_tokens:
            characters.append(tokens[0])
    step = len(characters) // spoken
    chosen = characters[::step][:spoken]
    return [tokenizer.timestamp_begin, *chosen, tokenizer.timestamp_begin + ENDS]


def _scatter(model: Whisper) -> None:
    """Random weights: matrices small enough that no layer drowns the positions, what a layer adds smaller still."""
    for name, weight in model.named_parameters():
        if weight.ndim == 1:
            nn.init.ones_(weight) if "ln" in name and name.endswith("weight") else nn.init.zeros_(weight)
        else:
            adds = name.endswith(("out.weight", "mlp.2.weight"))
            nn.init.normal_(weight, std=0.002 if adds else 0.02)


def _teach_the_script(model: Whisper, script: list[int]) -> None:
    """Each position points at the next word of the script; after it, at the end of the transcript."""
    decoder = model.decoder
    words, places = decoder.token_embedding.weight, decoder.positional_embedding
    words.zero_()
    words[:, CODE:].normal_(std=0.95 / math.sqrt(words.shape[1] - CODE))
    end = get_tokenizer(multilingual=True).eot
    said = [end] * OPENING + script[1:]
    said[OPENING - 1] = script[0]
    for place in range(len(places)):
        places[place] = PULL * words[said[place] if place < len(said) else end]
    places[: OPENING - 1] = 0


def _teach_the_places(model: Whisper, spoken: int) -> None:
    """In the last half of the layers, whose heads time the words, character n of the script listens to its part of the window."""
    decoder, sinusoids = model.decoder, model.encoder.positional_embedding
    half = sinusoids.shape[1] // 2
    rates = torch.linspace(0, half * 0.7, CODE // 2).long()  # waves of 6 frames to more than the window
    channels = torch.cat([rates, half + rates])
    for place in range(OPENING, OPENING + spoken):
        frame = round((place - OPENING + 0.5) * ENDS / spoken)
        decoder.positional_embedding[place, :CODE] = 0.5 * sinusoids[frame, channels]
    for block in decoder.blocks[len(decoder.blocks) // 2 :]:
        attention = block.cross_attn
        for head in range(attention.n_head):
            _select(attention.query.weight, head, torch.arange(CODE))
            _select(attention.key.weight, head, channels)


def _select(weight: Tensor, head: int, channels: Tensor) -> None:
    rows = slice(head * CODE, (head + 1) * CODE)
    weight[rows] = 0
    weight[torch.arange(rows.start, rows.stop), channels] = 1.2  # a peak, but not so sharp that a frame is heard by nobody
