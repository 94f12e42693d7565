"""The sub-commands of `dixit eval`: options, help and handler of each."""
