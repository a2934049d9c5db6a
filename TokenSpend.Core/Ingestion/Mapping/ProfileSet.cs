namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>The profiles of a data directory, by the name of their file.</summary>
/// <param name="Problems">Files that cannot be taken over; the last good state of such a file stays in force.</param>
public sealed record ProfileSet(IReadOnlyDictionary<string, MappingProfile> Profiles, IReadOnlyList<ProfileProblem> Problems)
{
    public static ProfileSet None { get; } = new(new Dictionary<string, MappingProfile>(), []);

    /// <param name="files">Name and text of each file; of two with one profile name the first counts.</param>
    /// <param name="before">What was in force until now.</param>
    public static ProfileSet Load(IEnumerable<(string File, string Json)> files, ProfileSet before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var profiles = new Dictionary<string, MappingProfile>(StringComparer.Ordinal);
        var problems = new List<ProfileProblem>();
        foreach (var (file, json) in files)
        {
            var profile = ProfileReader.TryRead(json, file, name => IsTaken(name, profiles), out var problem);
            if (problem is not null)
            {
                problems.Add(problem);
                profile = before.Profiles.GetValueOrDefault(file) is { } good && !IsTaken(good.Name, profiles) ? good : null;
            }
            if (profile is not null) profiles.Add(file, profile);
        }
        return new ProfileSet(profiles, problems);
    }

    private static bool IsTaken(string name, Dictionary<string, MappingProfile> profiles) =>
        KnownFormats.BuiltIn.Find(name) is not null || profiles.Values.Any(profile => profile.Name == name);
}
