/// What other libraries and papers call the things that have names here, without hyphens and capitals.
enum ForeignNames {
  static let commands = [
    "fit": "train", "learn": "train", "run": "train", "test": "evaluate", "eval": "evaluate",
    "validate": "evaluate", "score": "evaluate", "classify": "predict", "infer": "predict",
    "tune": "sweep", "optimize": "sweep", "optimise": "sweep", "search": "sweep", "gridsearch": "sweep",
    "hpo": "sweep", "sweeps": "sweep", "inference": "predict", "gradcheck": "check", "fetch": "data",
    "download": "data", "dataset": "data",
  ]

  static let options = [
    "lr": "--learning-rate", "rate": "--learning-rate", "eta": "--learning-rate",
    "stepsize": "--learning-rate",
    "alpha": "--learning-rate", "bs": "--batch-size", "b": "--batch-size", "batch": "--batch-size",
    "minibatch": "--batch-size", "minibatchsize": "--batch-size", "trainbatchsize": "--batch-size",
    "e": "--epochs", "epoch": "--epochs", "numepochs": "--epochs", "nepochs": "--epochs",
    "maxepochs": "--epochs", "numtrainepochs": "--epochs", "maxiter": "--epochs", "iterations": "--epochs",
    "wd": "--weight-decay", "decay": "--weight-decay", "l2": "--weight-decay",
    "regularization": "--weight-decay", "mu": "--momentum", "beta": "--momentum", "mom": "--momentum",
    "opt": "--optimizer", "optim": "--optimizer", "optimiser": "--optimizer", "solver": "--optimizer",
    "act": "--activation", "activationfn": "--activation", "activationfunction": "--activation",
    "nonlinearity": "--activation", "hiddensize": "--hidden", "hiddensizes": "--hidden",
    "hiddendim": "--hidden", "hiddenunits": "--hidden", "hiddenlayers": "--hidden",
    "hiddenlayersizes": "--hidden", "architecture": "--layers", "model": "--layers", "units": "--hidden",
    "width": "--hidden",
    "dataset": "--data", "datadir": "--data", "datapath": "--data", "traindata": "--data", "input": "--data",
    "d": "--data", "output": "--save", "out": "--save", "o": "--save", "savemodel": "--save",
    "savepath": "--save", "modelpath": "--save", "init": "--initial",
    "initialweights": "--initial", "weights": "--initial", "load": "--initial",
    "pretrained": "--initial", "workers": "--threads", "numworkers": "--threads", "numthreads": "--threads",
    "njobs": "--threads", "jobs": "--threads", "j": "--threads", "cpus": "--threads", "t": "--threads",
    "precision": "--dtype", "type": "--dtype", "randomseed": "--seed", "randomstate": "--seed",
    "manualseed": "--seed", "s": "--seed", "scheduler": "--schedule", "lrscheduler": "--schedule",
    "lrschedule": "--schedule", "warmupratio": "--warm-up", "warmupsteps": "--warm-up", "nobias": "--no-bias",
    "silent": "--quiet", "q": "--quiet", "url": "--from", "mirror": "--from", "root": "--into",
    "criterion": "--loss", "objective": "--loss", "lossfunction": "--loss", "clip": "--clip-norm",
    "gradclip": "--clip-norm", "maxgradnorm": "--clip-norm", "clipgradnorm": "--clip-norm",
    "gradientclipval": "--clip-norm", "classweight": "--class-weights", "smoothing": "--label-smoothing",
    "valsplit": "--validation", "validationsplit": "--validation", "validationfraction": "--validation",
    "patience": "--early-stopping", "earlystop": "--early-stopping", "niternochange": "--early-stopping",
    "augmentation": "--augment", "transform": "--augment", "transforms": "--augment", "groups": "--split-by",
    "group": "--split-by", "groupcolumn": "--split-by", "timecolumn": "--split-by-time",
    "splitafter": "--split-by-time", "oversample": "--balanced", "balance": "--balanced",
    "ema": "--average", "swa": "--average", "continue": "--resume", "ckpt": "--checkpoint",
    "checkpointpath": "--checkpoint", "saveevery": "--every", "checkpointevery": "--every",
    "outputdir": "--into", "directory": "--into",
    "label": "--target", "labels": "--target", "labelcolumn": "--target", "labelcol": "--target",
    "targetcolumn": "--target", "targetcol": "--target", "best": "--early-stopping",
    "savebest": "--early-stopping", "keepbest": "--early-stopping", "header": "--heading",
    "hasheader": "--heading", "noheader": "--no-heading", "delimiter": "--separator", "delim": "--separator",
    "testdata": "--test", "testset": "--test", "testfile": "--test", "testsplit": "--test-fraction",
    "testsize": "--test-fraction", "testratio": "--test-fraction", "valdata": "--validation",
    "valset": "--validation", "valsize": "--validation", "valfraction": "--validation",
    "valratio": "--validation", "lossfn": "--loss", "resumefrom": "--resume",
    "resumefromcheckpoint": "--resume", "savedir": "--save", "checkpointdir": "--checkpoint",
    "ckptpath": "--checkpoint", "ckptdir": "--checkpoint", "reg": "--weight-decay",
    "lambda": "--weight-decay",
    "regularisation": "--weight-decay", "lrate": "--learning-rate", "clipgrad": "--clip-norm",
    "gradientclipping": "--clip-norm", "neurons": "--hidden", "hiddenneurons": "--hidden",
    "numlayers": "--hidden", "nlayers": "--hidden", "lrdecay": "--schedule",
    "learningratedecay": "--schedule", "ntrials": "--trials", "numtrials": "--trials",
    "maxtrials": "--trials",
    "numsamples": "--trials", "niter": "--trials", "timeout": "--time", "timebudget": "--time",
    "timelimit": "--time", "space": "--vary", "param": "--vary", "params": "--vary", "strategy": "--search",
    "reductionfactor": "--halving", "runname": "--name",
  ]

  static let activations = [
    "swish": "silu", "sil": "silu", "hswish": "hard-swish", "hsigmoid": "hard-sigmoid",
    "lrelu": "leaky-relu", "leaky": "leaky-relu", "logistic": "sigmoid", "sigm": "sigmoid",
    "expit": "sigmoid",
    "linear": "identity", "none": "identity", "id": "identity", "gelunew": "gelu-tanh",
    "gelufast": "gelu-tanh", "geluapproximate": "gelu-tanh", "sine": "sin", "cosine": "cos",
    "rectifier": "relu", "ramp": "relu", "hyperbolictangent": "tanh",
  ]

  static let layers = [
    "dense": "linear", "fc": "linear", "fullyconnected": "linear", "affine": "linear", "flat": "flatten",
    "reshape": "flatten", "drop": "dropout", "bn": "batch-norm", "batchnorm1d": "batch-norm",
    "batchnormalization": "batch-norm", "batchnorm2d": "batch-norm", "ln": "layer-norm",
    "layernormalization": "layer-norm",
    "rmsnormalization": "rms-norm", "skip": "residual", "shortcut": "residual",
  ]

  static let optimizers = [
    "gd": "sgd", "gradientdescent": "sgd", "sgdm": "momentum", "sgdmomentum": "momentum",
    "adamamsgrad": "amsgrad", "heavyball": "momentum", "polyak": "momentum", "nag": "nesterov",
    "nesterovmomentum": "nesterov",
  ]

  static let losses = [
    "crossentropyloss": "cross-entropy", "softmax": "cross-entropy", "logloss": "cross-entropy",
    "nll": "cross-entropy",
    "ce": "cross-entropy", "xent": "cross-entropy", "meansquarederror": "mse", "squarederror": "mse",
    "l2": "mse",
    "meanabsoluteerror": "mae", "absoluteerror": "mae", "l1": "mae", "smoothl1": "huber",
  ]

  static let schedules = [
    "none": "constant", "cosineannealing": "cosine", "onecycle": "one-cycle", "onecyclelr": "one-cycle",
    "1cycle": "one-cycle", "steplr": "step", "multistep": "step", "linearlr": "linear", "decay": "linear",
  ]

  static let types = [
    "float": "float32", "f32": "float32", "fp32": "float32", "single": "float32", "32": "float32",
    "double": "float64", "f64": "float64", "fp64": "float64", "64": "float64",
  ]

  static let separators = [
    ",": "comma", ";": "semicolon", "|": "bar", "pipe": "bar", "space": "spaces", "whitespace": "spaces",
    "csv": "comma", "tsv": "tab", "\\t": "tab",
  ]

  static let channels = [
    "gray": "grey", "greyscale": "grey", "grayscale": "grey", "l": "grey", "1": "grey", "color": "colour",
    "rgb": "colour", "3": "colour",
  ]

  static let augmentations = [
    "translate": "shift", "translation": "shift", "move": "shift", "rotation": "rotate", "turn": "rotate",
    "zoom": "scale", "resize": "scale", "skew": "shear", "mirror": "flip", "hflip": "flip",
    "horizontalflip": "flip", "randomcrop": "crop", "randomresizedcrop": "crop", "cutout": "erase",
    "randomerasing": "erase", "gaussiannoise": "noise", "elastictransform": "elastic",
  ]

  static let formats = [
    "table": "csv", "text": "csv", "jsonlines": "jsonl", "ndjson": "jsonl", "json": "jsonl", "numpy": "npy",
    "mnist": "idx", "images": "pictures", "folder": "pictures", "imagefolder": "pictures", "png": "pictures",
    "jpg": "pictures", "st": "safetensors",
  ]

  static let tasks = [
    "classes": "classification", "classify": "classification", "classifier": "classification",
    "regressor": "regression", "numbers": "regression", "regress": "regression",
  ]

  static let engines = [
    "auto": "autodiff", "autograd": "autodiff", "automatic": "autodiff", "backprop": "autodiff",
    "manual": "by-hand", "hand": "by-hand",
  ]

  /// Why an option of other trainers does not exist here.
  static func reason(for option: String) -> String? {
    switch spelling(of: option) {
    case "device", "cuda", "gpu", "gpus", "accelerator", "cpu":
      "Networks are trained on the processor; --threads limits how many cores."
    case "shuffle": "The examples are shuffled every epoch; --no-shuffle takes them in order."
    case "bias": "The layers have biases; --no-bias leaves them out."
    case "dropout": "Dropout is a layer: --layers 'linear 400, relu, dropout 0.2, linear'."
    case "verbose", "v": "Every epoch is shown; --quiet and --json show less."
    case "loginterval", "logevery", "logsteps", "printevery", "printfreq":
      "Every epoch is shown; --json writes a line of figures for each."
    case "nesterov": "Nesterov's momentum is an optimiser of its own: --optimizer nesterov --momentum 0.9."
    case "betas", "beta1", "beta2":
      "The betas are those of the optimiser's paper; in Swift Adam(beta1:beta2:) takes others."
    case "eps", "epsilon", "adamepsilon":
      "The epsilon is that of the optimiser's paper; in Swift Adam(epsilon:) takes another."
    case "l1", "l1reg": "There is no L1 penalty; --weight-decay pulls every weight towards 0."
    case "fp16", "bf16", "half", "amp", "mixedprecision":
      "The processor computes in float32, or float64 by --dtype; there is no half precision."
    case "droplast":
      "The last batch of an epoch is smaller where need be, and its loss the mean over its own examples."
    default: nil
    }
  }
}
