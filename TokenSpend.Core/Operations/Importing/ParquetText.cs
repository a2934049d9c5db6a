using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace TokenSpend.Core.Operations.Importing;

/// <summary>A Parquet file as CSV, row group by row group; maps and lists become JSON in their cell.</summary>
internal static class ParquetText
{
    /// <exception cref="FormatException">It cannot be read as Parquet.</exception>
    public static Stream Open(Stream file) => new MadeStream(Lines(file));

    private static IEnumerable<string> Lines(Stream file)
    {
        var (names, groups) = Read(() => Shape(file));
        yield return CsvLine.Of(names);
        for (var group = 0; group < groups; group++)
        {
            var number = group;
            foreach (var row in Read(() => ParquetSerializer.DeserializeUntypedAsync(file, rowGroupIndex: number)).Data)
                yield return CsvLine.Of(names.Select(name => row.GetValueOrDefault(name)));
        }
    }

    private static async Task<(IReadOnlyList<string> Names, int Groups)> Shape(Stream file)
    {
        await using var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true);
        return ([.. reader.Schema.Fields.Select(field => field.Name)], reader.RowGroupCount);
    }

    // The library has asynchronous reads only; this runs on the import's own thread, over a local file.
    private static T Read<T>(Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw SourceFile.Damaged(error);
        }
    }
}
