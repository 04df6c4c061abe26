"""The synthetic county: people, firms, claims and registers that exist nowhere else."""
