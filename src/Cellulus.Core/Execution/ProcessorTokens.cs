namespace Cellulus;

/// <summary>
/// As many tokens as processors; a thread holds one while it works. Several segmentations at once then share the processors
/// instead of fighting for them. A thread that holds one already needs no second for work inside work.
/// </summary>
internal static class ProcessorTokens
{
    private static readonly SemaphoreSlim s_tokens = new(Environment.ProcessorCount);

    [ThreadStatic]
    private static bool t_holds;

    public static Token Enter(CancellationToken cancellationToken)
    {
        if (t_holds)
            return new Token(owner: false);
        s_tokens.Wait(cancellationToken);
        t_holds = true;
        return new Token(owner: true);
    }

    /// <summary>Gives the token back.</summary>
    public readonly ref struct Token(bool owner)
    {
        public void Dispose()
        {
            if (!owner)
                return;
            t_holds = false;
            s_tokens.Release();
        }
    }
}
