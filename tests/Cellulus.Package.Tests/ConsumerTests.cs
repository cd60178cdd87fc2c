using Cellulus.Tests;
using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>A program that knows the packages only trains, segments and writes.</summary>
[Collection(PackedCollection.Name)]
public sealed class ConsumerTests(PackedLibraries packages)
{
    [Fact]
    public async Task A_program_that_references_the_packages_builds_and_runs()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, folder.PathOf(Path.GetFileName(file)));
        string listed = await Dotnet.RunAsync(folder.FullName, "nuget", "locals", "global-packages", "--list");
        string machinePackages = listed[(listed.IndexOf(':') + 1)..].Trim();
        File.WriteAllText(folder.PathOf("nuget.config"), Configuration(machinePackages));

        await Dotnet.RunAsync(folder.FullName, "build", "-c", "Release", "-o", "out", $"-p:CellulusVersion={PackedLibraries.Version}");
        string output = await Dotnet.RunAsync(folder.FullName, Path.Combine("out", "Consumer.dll"));

        Assert.Equal(["labels 96 x 96", "cells 4 of 4"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // No feed is asked: our packages come from the folder they were packed to, their dependencies from the machine's package
    // folder, where the build of the libraries has put them. What is unpacked goes to a folder of its own: a version that lies in
    // the machine's folder would never be looked at again.
    private string Configuration(string machinePackages) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="packed" value="{packages.Feed}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="machine" value="{machinePackages}" /></fallbackPackageFolders>
        </configuration>
        """;
}
