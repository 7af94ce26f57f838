"""Scripts for developers and CI. Nothing that the product needs to run is here, but for `make up`, which runs it on one machine."""
