using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cellulus.Cli.Files;

/// <summary>Tells whether two paths lead to one file: through symbolic and hard links, folders mounted twice, and upper and lower case
/// where the file system folds it.</summary>
internal static class FileIdentity
{
    private const int CurrentFolder = -100;
    private const uint InodeMask = 0x100;

    /// <summary>The same for every path to a file, and for no path to another one.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns><see langword="null"/> if there is nothing.</returns>
    public static string? Of(string path)
    {
        string full = Path.GetFullPath(path);
        if (!Path.Exists(full))
            return null;
        try
        {
            return OperatingSystem.IsLinux() ? OnLinux(full) : OperatingSystem.IsMacOS() ? OnMac(full) : OperatingSystem.IsWindows() ? OnWindows(full) : Resolved(full);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException or IOException or UnauthorizedAccessException)
        {
            return Resolved(full);
        }
    }

    private static string OnLinux(string path)
    {
        int failed = StatX(CurrentFolder, path, 0, InodeMask, out LinuxStatus status);
        return failed == 0 ? $"{status.DeviceMajor}:{status.DeviceMinor}:{status.Inode}" : Resolved(path);
    }

    private static string OnMac(string path)
    {
        int failed = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Stat64(path, out MacStatus status) : Stat(path, out status);
        return failed == 0 ? $"{status.Device}:{status.Inode}" : Resolved(path);
    }

    private static string OnWindows(string path)
    {
        if (Directory.Exists(path))
            return Resolved(path);
        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return GetFileInformationByHandle(handle, out WindowsStatus status) ? $"{status.Volume}:{status.IndexHigh}:{status.IndexLow}" : Resolved(path);
    }

    /// <summary>By name alone: where a system does not tell more, links are followed one folder at a time.</summary>
    internal static string Resolved(string full)
    {
        string resolved = Path.GetPathRoot(full) ?? "";
        foreach (string part in full[resolved.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            FileSystemInfo entry = Directory.Exists(resolved) ? new DirectoryInfo(resolved) : new FileInfo(resolved);
            if (entry.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                resolved = target.FullName;
        }
        // These systems fold case unless somebody has asked for something else.
        return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? resolved.ToUpperInvariant() : resolved;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out LinuxStatus status);

    [DllImport("libSystem.dylib", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int Stat64([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out MacStatus status);

    [DllImport("libSystem.dylib", EntryPoint = "stat", SetLastError = true)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out MacStatus status);

    [DllImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle handle, out WindowsStatus status);

    // Sizes and places are those of the systems' own structures; what is not asked for has no name.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStatus
    {
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct MacStatus
    {
        [FieldOffset(0)] public int Device;
        [FieldOffset(8)] public ulong Inode;
    }

    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct WindowsStatus
    {
        [FieldOffset(28)] public uint Volume;
        [FieldOffset(44)] public uint IndexHigh;
        [FieldOffset(48)] public uint IndexLow;
    }
}
