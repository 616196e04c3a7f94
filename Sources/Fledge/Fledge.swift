// The umbrella: one import for the whole library.
@_exported import FledgeByHand
@_exported import FledgeData
@_exported import FledgeFormula
@_exported import FledgeModelIO
@_exported import FledgeNN
@_exported import FledgePictures
@_exported import FledgeRuns
@_exported import FledgeTable
@_exported import FledgeTensor
@_exported import FledgeTraining
