"""The table that a whole training is timed on, from the start of the process to its end."""

import random

ROWS, COLUMNS = 50_000, 20


def write(path):
    """Standard normal numbers of seven digits, and a class by the sign of a sum of products of neighbours, a tenth of them wrong."""
    numbers = random.Random(1)
    with open(path, "w") as file:
        file.write(",".join([f"x{column}" for column in range(COLUMNS)] + ["class"]) + "\n")
        for _ in range(ROWS):
            row = [numbers.gauss(0, 1) for _ in range(COLUMNS)]
            is_positive = sum(a * b for a, b in zip(row, row[1:])) > 0
            if numbers.random() < 0.1:
                is_positive = not is_positive
            file.write(",".join([f"{x:.7g}" for x in row] + ["yes" if is_positive else "no"]) + "\n")
