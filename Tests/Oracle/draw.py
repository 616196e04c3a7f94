"""Numbers that the tests draw too, and how numbers are written."""
import torch

MASK = (1 << 64) - 1


class Draw:
    """Knuth's MMIX generator; the upper 53 bits of each state are a number in 0 ..< 1."""

    def __init__(self, seed):
        self.state = seed

    def tensor(self, shape, low=-1.0, high=1.0):
        count = 1
        for length in shape:
            count *= length
        numbers = []
        for _ in range(count):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
            numbers.append(low + (high - low) * ((self.state >> 11) / (1 << 53)))
        return torch.tensor(numbers, dtype=torch.float64).reshape(shape)


def text(numbers):
    return " ".join("%.13g" % float(number) for number in numbers.reshape(-1))
