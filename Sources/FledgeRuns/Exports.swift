@_exported import FledgeTraining
