"""OpenBLAS as the system packages it: the products alone, called through C. Needs NumPy for the arrays only.

`FLEDGE_OPENBLAS` names the library.
"""

import ctypes
import os

import harness

harness.threads()

import numpy

ROW_MAJOR, PLAIN, TRANSPOSED = 101, 111, 112
library = ctypes.CDLL(os.environ["FLEDGE_OPENBLAS"])
library.openblas_get_config.restype = ctypes.c_char_p
library.cblas_sgemm.restype = None


def modes(workload):
    return ["cblas_sgemm"] if harness.product(workload) else []


def prepare(workload, mode):
    product = harness.product(workload)
    m, k, n = product.m, product.k, product.n
    random = numpy.random.default_rng(1)
    a, b = (random.standard_normal(shape, dtype=numpy.float32) for shape in product.shapes)
    c = numpy.empty((m, n), numpy.float32)
    numbers = [ctypes.c_int(number) for number in (m, n, k)]
    one, zero = ctypes.c_float(1), ctypes.c_float(0)

    def call(a=a, b=b):
        library.cblas_sgemm(
            ROW_MAJOR,
            TRANSPOSED if product.layout == "tn" else PLAIN,
            TRANSPOSED if product.layout == "nt" else PLAIN,
            *numbers,
            one,
            ctypes.c_void_p(a.ctypes.data),
            a.shape[1],
            ctypes.c_void_p(b.ctypes.data),
            b.shape[1],
            zero,
            ctypes.c_void_p(c.ctypes.data),
            n,
        )

    def take_steps(count):
        for _ in range(count):
            call()

    return take_steps


version = library.openblas_get_config().decode().split()[1]
harness.run("openblas", version, modes, prepare)
