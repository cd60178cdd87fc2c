using System.CommandLine;
using Cellulus.Benchmarks.Quality;

// How good the library is on real images, with nothing set by hand.
// Work in progress ends within the library's 250 ms; no time limit of the parser's is needed.
return await QualityCommand.Create(args).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
