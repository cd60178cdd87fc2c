namespace Cellulus;

/// <summary>What a pickle may ask to be made from arguments.</summary>
internal enum PickleConstructor
{
    /// <summary>An empty dictionary.</summary>
    OrderedDictionary,

    /// <summary>The extents of a tensor.</summary>
    Size,

    /// <summary>A tensor as a view on a storage.</summary>
    Tensor,

    /// <summary>A tensor that is trained; read as the tensor.</summary>
    Parameter,
}
