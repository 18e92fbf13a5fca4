"""How many of those who come are served: queues until closing, days without the national system, officers who are ill.

Written from docs/model.md, "What a plan expects". What is served of those who come is a share that only falls as more
come, and so many people that they only rise; whatever bounds plans rests on both.
"""
