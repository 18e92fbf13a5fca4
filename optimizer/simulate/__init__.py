"""The random campaign of docs/model.md: plans simulated many times, and what follows for their chances.

Written from that page alone: neither the models' nor the verifier's forecast is used, so that they can be held against
this one. Kernels are compiled; everything random comes from streams named by seed, campaign and purpose.
"""
