"""One file per verb: parse, one call into flow, print; exit codes are known here and nowhere else."""
