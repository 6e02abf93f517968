"""The pool of sentences in Whisper's own tokens, numbered compactly, and when each token of a rendering is spoken."""

import numpy as np
from numpy.typing import NDArray
from whisper.tokenizer import get_tokenizer

from sample.speech import Samples, quiet_spans

WHISPER_ROWS = 51_865
"""Rows of the multilingual embedding; `Whisper.is_multilingual` is derived from this number."""
TIME_STEP = 5
"""Timestamps are taught to 0.1 s, every fifth of Whisper's 0.02 s."""
PERCENT = 100
SILENT = "。？"
PAUSES = "，"


class Vocabulary:
    """Only the tokens that the sentences need, with a number of their own; one more stands for every other token."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        self.tokenizer = get_tokenizer(multilingual=True, num_languages=99, language="zh", task="transcribe")
        t = self.tokenizer
        self.zh = t.to_language_token("zh")
        self.text = [t.encode(s) for s in sentences]
        letters = {i for s in sentences for letter in s for i in t.encode(letter)}
        words = sorted(letters | {i for tokens in self.text for i in tokens})
        special = [t.eot, t.sot, self.zh, t.transcribe, t.no_timestamps, t.no_speech, t.sot_prev]
        times = range(t.timestamp_begin, t.timestamp_begin + 1501, TIME_STEP)
        self.ids = [*words, *special, *times]
        self.text_count = len(words)
        self.unknown = len(self.ids)
        self._compact = {whisper_id: i for i, whisper_id in enumerate(self.ids)}

    def compact(self, whisper_id: int) -> int:
        """Our number for one of Whisper's tokens, or the number that stands for all the untaught ones."""
        return self._compact.get(whisper_id, self.unknown)

    def time(self, seconds: float) -> int:
        """Whisper's timestamp token for a moment in the window."""
        steps = round(min(max(seconds, 0.0), 30.0) / (0.02 * TIME_STEP))
        return int(self.tokenizer.timestamp_begin + TIME_STEP * steps)

    def broken(self, tokens: list[int]) -> bool:
        """Whether these tokens begin or end inside a character."""
        return "\ufffd" in self.tokenizer.decode(tokens)

    def edges(self, sentence: int, samples: Samples) -> NDArray[np.float64]:
        """When each character of a rendering begins, from 0 to 1, and the end; commas fall on the pauses heard."""
        text = self.sentences[sentence]
        commas = [i for i, letter in enumerate(text) if letter in PAUSES]
        pauses = quiet_spans(samples, len(commas))
        if len(pauses) != len(commas):
            commas, pauses = [], []
        out = np.zeros(len(text) + 1)
        start, at = 0, 0.0
        for comma, (pause, resume) in zip([*commas, len(text)], [*pauses, (1.0, 1.0)], strict=True):
            weight = np.array([0.0 if letter in SILENT else 1.0 for letter in text[start:comma]])
            out[start + 1 : comma + 1] = at + (pause - at) * np.cumsum(weight) / weight.sum()
            if comma < len(text):
                out[comma + 1] = resume
            start, at = comma + 1, resume
        return out

    def frame_tokens(self, sentence: int, edges: NDArray[np.float64]) -> NDArray[np.int64]:
        """Which token is being spoken at each hundredth of a rendering (character by character)."""
        out = np.zeros(PERCENT, np.int64)
        moments = (np.arange(PERCENT) + 0.5) / PERCENT
        for i, letter in enumerate(self.sentences[sentence]):
            tokens = self.tokenizer.encode(letter)
            for k, token in enumerate(tokens):
                begin = edges[i] + (edges[i + 1] - edges[i]) * k / len(tokens)
                if edges[i + 1] > edges[i]:
                    out[moments >= begin] = self.compact(token)
        return out

    def frame_letters(self, edges: NDArray[np.float64]) -> NDArray[np.int64]:
        """Which letter of the sentence is being spoken at each hundredth of a rendering; letters of no length never are."""
        moments = (np.arange(PERCENT) + 0.5) / PERCENT
        return np.searchsorted(edges[:-1], moments, side="right") - 1

    def token_spans(self, sentence: int, edges: NDArray[np.float64]) -> list[tuple[float, float]]:
        """When each token of the sentence, as Whisper writes it, is spoken: (start, end) from 0 to 1."""
        tokens, spans, done = self.text[sentence], [], 0
        last = len(edges) - 2
        for j in range(len(tokens)):
            whole = len(self.tokenizer.decode(tokens[: j + 1]).rstrip("\ufffd"))
            begin = edges[min(done, last)]
            spans.append((float(begin), float(max(edges[min(max(whole, done + 1), last + 1)], begin + 0.02))))
            done = max(done, whole)
        return spans
