"""Who is measured: the presets of the `fledge` command, as it is run by people, and scikit-learn."""

import json
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_selector
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def scikit_learn(table, train, test, seed):
    """The multilayer perceptron with default settings; quantities standardised, categories one-hot, missing values filled in.

    Numbers to predict are standardised too: with its defaults, it would not come near them in as many epochs.
    """
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    texts = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))
    columns = ColumnTransformer(
        [
            ("numbers", numbers, make_column_selector(dtype_include="number")),
            ("texts", texts, make_column_selector(dtype_exclude="number")),
        ]
    )
    if table.is_classes:
        model = make_pipeline(columns, MLPClassifier(random_state=seed))
    else:
        model = TransformedTargetRegressor(
            make_pipeline(columns, MLPRegressor(random_state=seed)), transformer=StandardScaler()
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(train.drop(columns=table.target), train[table.target])
    return model.score(test.drop(columns=table.target), test[table.target])


class Fledge:
    """`fledge train` with some options, then `fledge evaluate`."""

    def __init__(self, command, *options):
        self.command, self.options = command, options

    def __call__(self, table, train, test, seed):
        with tempfile.TemporaryDirectory() as directory:
            directory = Path(directory)
            parts = {"train": train, "test": test}
            for name, part in parts.items():
                part.to_csv(directory / f"{name}.csv", index=False)
            model = directory / "model.safetensors"
            task = ["--task", "classification" if table.is_classes else "regression"]
            self.run("train", directory / "train.csv", "--target", table.target, *task, "--seed", str(seed), "--quiet",
                     "--save", model, *self.options)
            figures = json.loads(self.run("evaluate", model, directory / "test.csv", "--json"))
        return 1 - figures["error"] if table.is_classes else figures["r2"]

    def run(self, *arguments):
        done = subprocess.run([self.command, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout


def timed(contender, *arguments):
    """The score on the test part, and the seconds that it took to train and to measure."""
    start = time.perf_counter()
    score = contender(*arguments)
    return score, time.perf_counter() - start
