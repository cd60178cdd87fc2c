using System.Runtime.InteropServices;

namespace Cellulus.Cli;

/// <summary>Cancels its token on Ctrl+C or a request to terminate. The second time the process ends at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Token => _source.Token;

    /// <summary>What the process ends with once it has been cancelled.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Cancelled;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        if (context.Cancel && context.Signal == PosixSignal.SIGTERM)
            ExitCode = Cli.ExitCode.Terminated;
        _source.Cancel();
    }
}
