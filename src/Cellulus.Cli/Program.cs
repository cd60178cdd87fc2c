using Cellulus.Cli;

return await Application.RunAsync(args);
