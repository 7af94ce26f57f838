"""How fast the product is, as ratios to a floor that is measured in turn with it, in the same run: `make bench`.

An absolute time says nothing: the same case drifts between minutes of one machine. Everything runs in one process on real
servers; a client without overhead of its own stands in front of both the product and the floor.
"""
