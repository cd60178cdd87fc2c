// Native memory is counted for the whole process, so nothing else may run meanwhile.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
