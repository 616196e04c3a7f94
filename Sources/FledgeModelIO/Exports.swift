// A program that reads and writes files has to be able to name their errors.
@_exported import struct FledgeFiles.FileError
