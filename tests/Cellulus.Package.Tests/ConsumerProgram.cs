using Cellulus.Tests;

namespace Cellulus.Package.Tests;

/// <summary>The program in the folder Consumer, built in a folder of its own from packages alone.</summary>
internal sealed class ConsumerProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static async Task<ConsumerProgram> BuildAsync(string feed)
    {
        var program = new ConsumerProgram();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, program._folder.PathOf(Path.GetFileName(file)));
        string listed = await program.RunDotnetAsync("nuget", "locals", "global-packages", "--list");
        string machinePackages = listed[(listed.IndexOf(':') + 1)..].Trim();
        File.WriteAllText(program._folder.PathOf("nuget.config"), Configuration(feed, machinePackages));
        await program.RunDotnetAsync("build", "-c", "Release", "-o", "out", $"-p:CellulusVersion={PackedLibraries.Version}");
        return program;
    }

    /// <summary>The lines it prints.</summary>
    /// <param name="setting">An environment variable to set, and its value.</param>
    public async Task<string[]> RunAsync((string Name, string Value)? setting = null)
    {
        string output = await Dotnet.RunAsync(_folder.FullName, [Path.Combine("out", "Consumer.dll")], setting);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> RunDotnetAsync(params string[] arguments) => Dotnet.RunAsync(_folder.FullName, arguments);

    // No feed is asked: our packages come from the folder they were packed to, their dependencies from the machine's package
    // folder, where the build of the libraries has put them. What is unpacked goes to a folder of its own: a version that lies in
    // the machine's folder would never be looked at again.
    private static string Configuration(string feed, string machinePackages) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="packed" value="{feed}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="machine" value="{machinePackages}" /></fallbackPackageFolders>
        </configuration>
        """;
}
