"""Byte pair encoding in the file format of CLIP: trains it on captions, writes it, and encodes with it.

    python3 tokenizer.py          # trains on captions in both languages and writes ../tokenizer
"""
import collections
import json
import re
import unicodedata
from pathlib import Path

START, END = '<|startoftext|>', '<|endoftext|>'
FOLDER = Path(__file__).parent.parent / 'tokenizer'
# Python's re knows no \p{L} and \p{N}: a letter is a word character that is neither a digit nor the underscore
PATTERN = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)


def byte_table():
    """CLIP's printable stand-in for every byte."""
    plain = [*range(ord('!'), ord('~') + 1), *range(ord('¡'), ord('¬') + 1), *range(ord('®'), ord('ÿ') + 1)]
    rest = [b for b in range(256) if b not in plain]
    return {**{b: chr(b) for b in plain}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


BYTES = byte_table()


def words(text):
    """The words of a text, normalised as the tokenizer does."""
    return PATTERN.findall(' '.join(unicodedata.normalize('NFC', text).split()).lower())


def symbols(word):
    """A word as the symbols that merging begins with."""
    letters = [BYTES[b] for b in word.encode()]
    return (*letters[:-1], letters[-1] + '</w>')


def merged(word, pair):
    out, i = [], 0
    while i < len(word):
        both = i + 1 < len(word) and (word[i], word[i + 1]) == pair
        out.append(word[i] + word[i + 1] if both else word[i])
        i += 1 + both
    return tuple(out)


def train(texts, size):
    """The merges, most frequent first, until the vocabulary has `size` entries or every word is one token."""
    counts = collections.Counter(word for text in texts for word in words(text))
    split = {word: symbols(word) for word in counts}
    merges, known = [], set(base_vocabulary())
    while len(known) + 2 < size:
        pairs = collections.Counter()
        for word, count in counts.items():
            for pair in zip(split[word], split[word][1:]):
                pairs[pair] += count
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        known.add(best[0] + best[1])
        split = {word: merged(parts, best) if best[0] in parts else parts for word, parts in split.items()}
    return merges


def base_vocabulary():
    letters = [BYTES[b] for b in range(256)]
    return letters + [letter + '</w>' for letter in letters]


def write(merges, length):
    """Writes the three files of the usual folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    tokens = [*dict.fromkeys(base_vocabulary() + [a + b for a, b in merges]), START, END]
    vocabulary = {token: i for i, token in enumerate(tokens)}
    (FOLDER / 'vocab.json').write_text(json.dumps(vocabulary, ensure_ascii=False) + '\n', 'utf-8')
    (FOLDER / 'merges.txt').write_text('\n'.join(['#version: 0.2', *(f'{a} {b}' for a, b in merges)]) + '\n', 'utf-8')
    config = {'tokenizer_class': 'CLIPTokenizer', 'model_max_length': length, 'do_lower_case': True, 'add_prefix_space': False,
              'bos_token': START, 'eos_token': END, 'unk_token': END, 'pad_token': END}
    (FOLDER / 'tokenizer_config.json').write_text(json.dumps(config, indent=2) + '\n', 'utf-8')


class Tokenizer:
    """Texts to ids of a fixed length: start, words, end, and more ends."""

    def __init__(self, folder=FOLDER):
        self.ids = json.loads((folder / 'vocab.json').read_text('utf-8'))
        lines = (folder / 'merges.txt').read_text('utf-8').splitlines()[1:]
        self.ranks = {tuple(line.split(' ')): rank for rank, line in enumerate(lines) if line}
        self.length = json.loads((folder / 'tokenizer_config.json').read_text('utf-8'))['model_max_length']
        self.known = {}

    def __len__(self):
        return len(self.ids)

    def word(self, word):
        """The ids of one word; remembered, since captions repeat theirs."""
        if word not in self.known:
            parts = symbols(word)
            while len(parts) > 1:
                pair = min(zip(parts, parts[1:]), key=lambda pair: self.ranks.get(pair, len(self.ranks)))
                if pair not in self.ranks:
                    break
                parts = merged(parts, pair)
            self.known[word] = [self.ids[part] for part in parts]
        return self.known[word]

    def encode_words(self, text):
        """Ids padded to the full length, and for each the index of its word in `words(text)` (-1 where there is none)."""
        ids, owners = [self.ids[START]], [-1]
        for index, word in enumerate(words(text)):
            parts = self.word(word)
            ids += parts
            owners += [index] * len(parts)
        ids, owners = ids[:self.length - 1], owners[:self.length - 1]
        missing = self.length - len(ids)
        return ids + [self.ids[END]] * missing, owners + [-1] * missing

    def encode(self, text):
        return self.encode_words(text)[0]


def main():
    """Trains on fresh captions: enough of them that every word of the world is seen."""
    from captions import LANGUAGES, caption       # the encoder itself must not depend on the world
    from numpy.random import default_rng
    from world import sample_training_scene
    rng = default_rng(3)
    texts = [caption(sample_training_scene(rng), LANGUAGES[i % 2], rng) for i in range(60_000)]
    write(train(texts, 3000), 32)
    encoder = Tokenizer()
    lengths = sorted(sum(owner >= 0 for owner in encoder.encode_words(text)[1]) for text in texts)
    print(f'{len(encoder)} tokens; a caption has {sum(lengths) / len(lengths):.1f}, 99 of 100 have at most {lengths[len(lengths) * 99 // 100]}')


if __name__ == '__main__':
    main()
