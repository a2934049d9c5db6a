using System.Reflection;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;
using TokenSpend.Core.Spend;

namespace TokenSpend.Tests.Architecture;

/// <summary>Every read of Operations takes a viewer without default, so that roles later change one place.</summary>
public sealed class ViewerTests
{
    private static readonly string[] ReadingNames = ["List", "Get", "Query", "Status", "Values", "Report", "Rejected", "Find", "Search"];

    /// <summary>Whoever gets one of these reads what the company spends.</summary>
    private static readonly Type[] Telling = [typeof(SpendResult), typeof(DataStatus), typeof(ImportView), typeof(RejectedLines)];

    private static readonly Type[] Operations = [.. typeof(Imports).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(Imports).Namespace)];

    [Fact]
    public void Every_read_verb_takes_a_viewer_without_default() => Assert.Empty(Operations.SelectMany(WithoutViewer));

    [Fact]
    public void The_rule_looks_at_the_reads_that_there_are() => Assert.Superset(
        new HashSet<string> { "Imports.ListAsync", "Imports.GetAsync", "Imports.ReportAsync", "Imports.RejectedAsync", "SpendReports.QueryAsync", "SpendReports.StatusAsync", "SpendReports.ValuesAsync" },
        Operations.SelectMany(Reads).Select(Name).ToHashSet());

    [Fact]
    public void The_rule_finds_a_read_without_a_viewer_or_with_a_default_one() => Assert.Equal(
        ["Leaky.ListAsync", "Leaky.QueryAsync", "Leaky.Everything"], WithoutViewer(typeof(Leaky)));

    private static IEnumerable<string> WithoutViewer(Type type) => Reads(type)
        .Where(method => !method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Viewer) && !parameter.IsOptional)).Select(Name);

    private static IEnumerable<MethodInfo> Reads(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType != typeof(object) && !method.Name.Contains('<', StringComparison.Ordinal))
        .Where(method => ReadingNames.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)) || Holds(method.ReturnType));

    /// <summary>Task&lt;IReadOnlyList&lt;ImportView&gt;&gt; holds an ImportView.</summary>
    private static bool Holds(Type type) => Telling.Contains(type) || type.IsGenericType && type.GetGenericArguments().Any(Holds);

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private sealed class Leaky
    {
        public static Task<int> ListAsync(CancellationToken cancellation) => Task.FromCanceled<int>(cancellation);

        public static Task<int> QueryAsync(int limit, Viewer? viewer = null) => Task.FromResult(viewer is null ? 0 : limit);

        public static Task<IReadOnlyList<ImportView>> Everything() => Task.FromResult<IReadOnlyList<ImportView>>([]);

        public static Task<ImportReport?> ReportAsync(Viewer viewer, long id) => Task.FromResult(id == 0 ? (ImportReport?)null : throw new InvalidOperationException(viewer.ToString()));
    }
}
