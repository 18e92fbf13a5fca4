"""Whether a plan passes the acceptance rules of its scenario: measures, judgement, proofs, baselines."""
