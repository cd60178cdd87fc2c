using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>Tests that share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class PackedCollection : ICollectionFixture<PackedLibraries>
{
    public const string Name = "packages";
}
