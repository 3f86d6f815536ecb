// SweepPipeline
