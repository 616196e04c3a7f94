"""ONNX Runtime: inference."""

import harness

THREADS = harness.threads()

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper


def modes(workload):
    return ["session"] if workload in harness.INFERENCE else []


def model(network):
    nodes, constants, value = [], [], "x"
    for index, (weight, bias) in enumerate(harness.weights(network)):
        if index:
            nodes.append(helper.make_node("Relu", [value], [f"z{index}"]))
            value = f"z{index}"
        constants += [numpy_helper.from_array(weight, f"w{index}"), numpy_helper.from_array(bias, f"b{index}")]
        nodes.append(helper.make_node("Gemm", [value, f"w{index}", f"b{index}"], [f"h{index}"]))
        value = f"h{index}"
    inputs = helper.make_tensor_value_info("x", TensorProto.FLOAT, [network.batch, network.sizes[0]])
    outputs = helper.make_tensor_value_info(value, TensorProto.FLOAT, [network.batch, network.sizes[-1]])
    graph = helper.make_graph(nodes, "mlp", [inputs], [outputs], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)


def prepare(workload, mode):
    network = harness.INFERENCE[workload]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(
        model(network).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    feeds = {"x": harness.batch(network)[0]}

    def take_steps(count):
        for _ in range(count):
            session.run(None, feeds)

    return take_steps


harness.run("onnxruntime", onnxruntime.__version__, modes, prepare)
