namespace Cellulus;

/// <summary>What partial labels say of a find.</summary>
internal enum Verdict
{
    /// <summary>Nothing: it lies where little is known, or is an object that does not count.</summary>
    Open,

    /// <summary>It is an object that counts.</summary>
    Right,

    /// <summary>It is no object.</summary>
    Wrong,
}
