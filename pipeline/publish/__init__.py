"""Outlets: each turns an Edition into files and sees nothing else."""
