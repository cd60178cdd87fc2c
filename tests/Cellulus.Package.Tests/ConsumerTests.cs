using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>A program that knows the packages only trains, segments and writes.</summary>
[Collection(PackedCollection.Name)]
public sealed class ConsumerTests(PackedLibraries packages) : IAsyncLifetime
{
    private ConsumerProgram _program = null!;

    public async Task InitializeAsync() => _program = await ConsumerProgram.BuildAsync(packages.Feed);

    public Task DisposeAsync()
    {
        _program.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_runs_and_gives_the_same_bits_with_every_instruction_set()
    {
        string[] lines = await _program.RunAsync();

        Assert.Equal(["labels 96 x 96", "cells 4 of 4"], lines[..2]);
        Assert.StartsWith("bits ", lines[2], StringComparison.Ordinal);
        foreach (string kernel in new[] { "scalar", "vector128", "vector256", "vector512" })
            Assert.Equal(lines, await _program.RunAsync(("CELLULUS_SIMD", kernel)));
        // The rest of the code follows what the runtime says the machine has.
        Assert.Equal(lines, await _program.RunAsync(("DOTNET_EnableAVX2", "0")));
    }
}
