using CsCheck;
using TokenSpend.Core.Ingestion;

namespace TokenSpend.Tests.Ingestion;

/// <summary>Damaged files: every line keeps exactly one outcome, and nothing but a <see cref="FormatException"/> leaves a format.</summary>
public class FormatCorruptionTests
{
    private static readonly string[] Splinters =
    [
        "\"", ",", "\n", "\r\n", "{", "}", "[", "]", "\0", "-", "-1", "1e400", "99999999999999999999", "9999-12-31", "0001-01-01 00:00:00",
        "null", "NULL", "\\ud800", "\\u0000", "\uFFFD", "≤", "，", "\t", ";", "2026-02-30", "NaN", "0.1.2", "=", "  ", ";;;;", "key: value:",
    ];

    public static TheoryData<string> Samples => [.. SampleFile.All];

    /// <summary>Places in the text (in 1/10,000) with what to put there and how much to take away.</summary>
    private static readonly Gen<(int Place, int Splinter, int Cut)[]> Damage =
        Gen.Select(Gen.Int[0, 9_999], Gen.Int[-1, Splinters.Length - 1], Gen.Int[0, 12]).Array[1, 5];

    [Theory, MemberData(nameof(Samples))]
    public void Damaged_sample_never_throws_anything_but_a_format_exception(string path)
    {
        var format = ShippedFormats.Find(SampleFile.FormatOf(path))!;
        var text = SampleFile.Text(path);
        Damage.Sample(damage =>
        {
            var damaged = Apply(text, damage);
            foreach (var match in ShippedFormats.All) match.Detect(SampleFile.Head(damaged));
            try
            {
                foreach (var outcome in SampleFile.Read(format, damaged)) SampleFile.Print([outcome]);
            }
            catch (FormatException)
            {
            }
        }, iter: 400);
    }

    [Theory, MemberData(nameof(Samples))]
    public void Outcomes_of_a_damaged_csv_or_log_account_for_each_of_its_lines_once(string path)
    {
        var format = ShippedFormats.Find(SampleFile.FormatOf(path))!;
        if (path.EndsWith(".json", StringComparison.Ordinal)) return;
        var text = SampleFile.Text(path);
        Damage.Sample(damage =>
        {
            var damaged = Apply(text, damage);
            List<LineOutcome> outcomes;
            try
            {
                outcomes = [.. SampleFile.Read(format, damaged).Where(outcome => outcome is not DeclaredWindow)];
            }
            catch (FormatException)
            {
                return;
            }
            // A table has a header on its first line.
            var isCsv = path.EndsWith(".csv", StringComparison.Ordinal);
            var first = isCsv ? 2 : 1;
            if (outcomes.Count > 0) Assert.Equal(first, outcomes[0].Line);
            // Two JSON values may stand on one line of a document.
            for (var i = 1; i < outcomes.Count; i++) Assert.True(outcomes[i].Line >= outcomes[i - 1].Line + (isCsv || format is ILineFormat ? 1 : 0));
            // Without quotes that span lines, each physical line is one.
            if (!damaged.Contains('"') && !damaged.Contains('\r'))
                Assert.Equal(damaged.TrimEnd('\n').Split('\n').Length - (first - 1), outcomes.TakeWhile(outcome => outcome.Line <= damaged.TrimEnd('\n').Split('\n').Length).Count());
        }, iter: 400);
    }

    private static string Apply(string text, (int Place, int Splinter, int Cut)[] damage)
    {
        foreach (var (place, splinter, cut) in damage)
        {
            if (text.Length == 0) break;
            var at = (int)((long)place * text.Length / 10_000);
            text = text[..at] + (splinter < 0 ? "" : Splinters[splinter]) + text[Math.Min(text.Length, at + cut)..];
        }
        return text;
    }
}
