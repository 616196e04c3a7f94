"""Where the rivals live: a virtual environment and OpenBLAS, both outside the repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ["numpy", "torch", "jax", "scikit-learn", "pandas", "onnx", "onnxruntime"]
OPENBLAS_PACKAGES = ["libopenblas0-pthread", "libgfortran5"]


def caches():
    """$XDG_CACHE_HOME/fledge-benchmarks, by the rule of the XDG base directories."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(cache) if cache.startswith("/") else Path.home() / ".cache") / "fledge-benchmarks"


def python(directory, install):
    """The Python that runs the rivals. Installs what is missing if `install`; else takes what is there."""
    executable = directory / "bin" / "python"
    if not install:
        return executable if executable.exists() else Path(sys.executable)
    if not executable.exists():
        print(f"making {directory}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", directory], check=True)
    print(f"installing {', '.join(PACKAGES)} from PyPI (several gigabytes, the first time)", file=sys.stderr)
    subprocess.run([executable, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return executable


def openblas(install):
    """The library of Debian's package, unpacked among the caches and not installed; None where there is no apt."""
    directory = caches() / "openblas"
    if install and not find_openblas(directory) and shutil.which("apt-get") and shutil.which("dpkg"):
        directory.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(
                ["apt-get", "download", *OPENBLAS_PACKAGES], cwd=directory, check=True, capture_output=True
            )
            for package in directory.glob("*.deb"):
                subprocess.run(["dpkg", "-x", package, directory], check=True)
        except subprocess.CalledProcessError as error:
            print(f"OpenBLAS is left out: {error}", file=sys.stderr)
    return find_openblas(directory)


def find_openblas(directory):
    return next(iter(sorted(directory.glob("usr/lib/*/openblas-pthread/libopenblas.so.0"))), None)


def mnist(named):
    """The directory with MNIST's four gzipped files: the one named, or the one that `fledge` looks into, or None."""
    if named:
        return Path(named)
    data, cache = os.environ.get("FLEDGE_DATA"), os.environ.get("XDG_CACHE_HOME", "")
    if data:
        directory = Path(data) / "mnist"
    else:
        directory = (Path(cache) if cache.startswith("/") else Path.home() / ".cache") / "fledge" / "mnist"
    return directory if (directory / "train-images-idx3-ubyte.gz").exists() else None
