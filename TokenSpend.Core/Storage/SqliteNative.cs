using System.Runtime.InteropServices;

namespace TokenSpend.Core.Storage;

/// <summary>SQLite's functions of the inner loops, called on bare handles.</summary>
/// <remarks>
/// The wrapper counts its handle up and down around every call and tells the collector of it; an importer binds a dozen values a
/// row, so that this was a tenth of its writer's time. Whoever calls keeps the statement alive: <see cref="RawStatement"/> does.
/// The collector is not told of calls that take nanoseconds and never wait: binding, and reading a column that is there already.
/// </remarks>
internal static class SqliteNative
{
    private const string Library = "e_sqlite3";

    [DllImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int Bind(nint statement, int at, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int BindNull(nint statement, int at);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern long Long(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int Type(nint statement, int column);

    /// <summary>May read and write files: the collector must not wait for it.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_step")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int Step(nint statement);
}
