//! What the benchmarks share: the workload they run.
