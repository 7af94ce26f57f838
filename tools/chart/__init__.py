"""The Helm chart: what of it is generated, how it renders, and whether it runs."""
