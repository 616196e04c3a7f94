#!/usr/bin/env python3
"""Writes small files as NumPy does, for the tests to read: arrays of every type in both orders of bytes and memory, and archives.

usage: arrays.py [FILE]      writes arrays.txt beside this script
       arrays.py check FOLDER   reads what the tests wrote (every .npy and .npz) and prints what NumPy finds

Needs `pip install numpy`. A line is: the kind (npy or npz), the expected result, and the file's bytes in hexadecimal. The result is, for each
array, NAME:TYPE:SHAPE:VALUES with the type that the library's tensor has, the shape as 2x3 and the values in row-major order as Float64.
"""
import io, os, sys, glob
import numpy as np

TENSOR = {"b1": "bool", "u1": "uint8", "i1": "int32", "i2": "int32", "u2": "int32", "i4": "int32", "u4": "int64", "i8": "int64",
          "u8": "int64", "f2": "float32", "f4": "float32", "f8": "float64"}


def expected(name, x):
    kind = TENSOR[x.dtype.str[1:]]
    values = ",".join(repr(float(v)) for v in x.flatten())
    return f"{name}:{kind}:{'x'.join(map(str, x.shape)) or '-'}:{values}"


def arrays():
    extremes = {
        "b1": [True, False, True], "u1": [0, 1, 255], "i1": [-128, 0, 127], "i2": [-32768, 7, 32767], "u2": [0, 258, 65535],
        "i4": [-2**31, 3, 2**31 - 1], "u4": [0, 66051, 2**32 - 1], "i8": [-2**53, 5, 2**53], "u8": [0, 9, 2**53],
        "f2": [0, 65504, -2**-24, 2**-14, float("inf"), 1 / 3], "f4": [0, -1.5, 3.4e38, 1e-45], "f8": [0.1, -1e300, 5e-324],
    }
    for code, values in extremes.items():
        for order in "<>":
            yield np.array(values, order + code)
            yield np.asfortranarray(np.array((values * 4)[:12], order + code).reshape(2, 3, 2))
    yield np.array(2.5)
    yield np.zeros((0, 3), "<f4")
    yield np.asfortranarray(np.zeros((3, 0), ">i2"))


def archives():
    x, y = np.arange(6, dtype="<f4").reshape(2, 3), np.array([1, 2], ">i2")
    for save in (np.savez, np.savez_compressed):
        out = io.BytesIO()
        save(out, x=x, y=y, **{"long name": np.asfortranarray(x.astype("<f2"))})
        yield {"x": x, "y": y, "long name": x.astype("<f2")}, out.getvalue()


def main():
    if len(sys.argv) > 2 and sys.argv[1] == "check":
        for path in sorted(glob.glob(sys.argv[2] + "/*.np[yz]")):
            data = np.load(path)
            found = data.items() if path.endswith("z") else [("", data)]
            print(os.path.basename(path), *(expected(name, x) for name, x in found))
        return
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "arrays.txt")
    with open(target, "w") as out:
        for x in arrays():
            data = io.BytesIO()
            np.save(data, x)
            out.write(f"npy\t{expected('', x)}\t{data.getvalue().hex()}\n")
        for found, data in archives():
            out.write("npz\t" + ";".join(expected(n, x) for n, x in found.items()) + f"\t{data.hex()}\n")


main()
