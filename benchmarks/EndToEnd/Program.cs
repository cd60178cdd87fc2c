using System.CommandLine;
using Cellulus.Benchmarks;
using Cellulus.Benchmarks.Comparison;

// What the library costs: one measurement, all of them as a table, or side by side with PyTorch and scikit-learn.
return await new RootCommand("Measures the library from outside: seconds, GFLOP/s, memory.")
{
    SingleCommands.Step(),
    SingleCommands.Infer(),
    SingleCommands.MeanShift(),
    SingleCommands.After(),
    SingleCommands.Start(),
    SingleCommands.Peak(),
    CostCommand.Create(),
    TableCommand.Create(),
    CompareCommand.Create(),
}.Parse(args).InvokeAsync();
