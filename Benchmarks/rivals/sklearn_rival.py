"""scikit-learn: the whole job on MNIST with MLPClassifier."""

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


harness.run("sklearn", sklearn.__version__, lambda workload: [], None, mnist)
