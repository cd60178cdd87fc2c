using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace Cellulus.Tests;

/// <summary>Things with a path that are no files: who opens one may wait for ever.</summary>
internal static class SpecialFile
{
    /// <summary>Makes a named pipe that nobody writes to.</summary>
    public static string Pipe(string path)
    {
        using Process program = Process.Start("mkfifo", [path]);
        program.WaitForExit();
        Assert.Equal(0, program.ExitCode);
        return path;
    }

    /// <summary>Makes a socket that listens at a path; it goes with what is returned.</summary>
    public static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>What reading fails with. A reader that waits for a writer is a failure, not a test without end.</summary>
    public static async Task<T> RefusalAsync<T>(Action read) where T : Exception
    {
        Task<T> refusal = Task.Factory.StartNew(() => Assert.Throws<T>(read), TaskCreationOptions.LongRunning);
        return await refusal.WaitAsync(TimeSpan.FromMinutes(2));
    }
}

/// <summary>A test of pipes and sockets with paths; skipped where paths are no place for them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SpecialFileFactAttribute : FactAttribute
{
    public SpecialFileFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows keeps pipes and devices apart from files.";
    }
}
