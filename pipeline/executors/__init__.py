"""Who does the work and where: `crew` says it, `lanes` are processes of this machine, `cluster` is a Dask cluster."""
