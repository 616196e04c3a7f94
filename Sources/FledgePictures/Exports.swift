import FledgeData
