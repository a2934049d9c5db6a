using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;

namespace TokenSpend.Tests.Ingestion;

/// <summary>All that ships: the built-in formats and the mapping profiles of data/profiles.</summary>
public static class ShippedFormats
{
    /// <summary>Name and text of each shipped profile's file.</summary>
    public static IReadOnlyList<(string File, string Json)> ProfileFiles { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Golden.SourceFolder, "..", "data", "profiles"), "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    public static ProfileSet Profiles { get; } = ProfileSet.Load(ProfileFiles, ProfileSet.None);

    public static KnownFormats Known { get; } = KnownFormats.With(Profiles.Profiles.Values);

    public static IReadOnlyList<IUsageFormat> All => Known.All;

    public static IUsageFormat? Find(string name) => Known.Find(name);

    public static IUsageFormat? Detect(FileHead head) => Known.Detect(head);
}
