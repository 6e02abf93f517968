"""One file per verb: parse, one call into flow, print; exit codes are known here and nowhere else."""

import gc

gc.set_threshold(
    20_000, 20, 20
)  # reading the program leaves no garbage, and looking for it takes up to a sixth of a short command
