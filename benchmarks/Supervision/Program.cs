using System.CommandLine;
using Cellulus.Benchmarks.Supervision;

// What annotations are worth: scores over the share of annotated objects, with and without what was found without labels.
return await SupervisionCommand.Create(args).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
