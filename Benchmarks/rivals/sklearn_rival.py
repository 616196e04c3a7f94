"""scikit-learn: the whole jobs on MNIST and on a table with MLPClassifier."""

import warnings

import harness

harness.threads()

import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier


def mnist(directory):
    x, y, test_x, test_y = harness.read_mnist(directory)
    warnings.simplefilter("ignore", ConvergenceWarning)
    model = MLPClassifier(
        (harness.HIDDEN,),
        solver="sgd",
        alpha=0,
        batch_size=harness.BATCH,
        learning_rate_init=harness.MNIST_RATE,
        momentum=0,
        max_iter=1,
        random_state=0,
    )
    model.fit(x, y)
    return float((model.predict(test_x) != test_y).mean())


def table(path):
    import pandas
    from sklearn.preprocessing import StandardScaler

    frame = pandas.read_csv(path, dtype={f"x{column}": "float32" for column in range(20)})
    x = StandardScaler().fit_transform(frame.drop(columns="class").to_numpy())
    warnings.simplefilter("ignore", ConvergenceWarning)
    # A tolerance of 0 in as many epochs as there are: none is left out.
    model = MLPClassifier((100,), alpha=0, batch_size=200, max_iter=20, tol=0, n_iter_no_change=20, random_state=0)
    model.fit(x, frame["class"].to_numpy())
    return float(model.loss_)


harness.run("sklearn", sklearn.__version__, lambda workload: [], None, mnist, table)
