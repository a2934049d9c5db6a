using System.Globalization;
using System.Text;
using TokenSpend.Core.Operations.Importing;

namespace TokenSpend.Web.Cli;

/// <summary>An import's answer for people at a terminal.</summary>
internal static class ImportText
{
    public static string Of(ImportReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.File}: {report.Format}");
        if (report.Import is { } id) text.Append(CultureInfo.InvariantCulture, $", import {id}");
        text.Append(CultureInfo.InvariantCulture, $", {report.Lines:N0} lines in {report.Seconds:0.0} s");
        text.AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"  {report.Accepted:N0} accepted, {report.Duplicates:N0} duplicates, {report.Replaced:N0} replaced, {report.Ignored:N0} ignored, {report.Rejected:N0} rejected, {report.Blank:N0} blank");
        foreach (var (reason, count) in report.IgnoredBy) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  ignored: {count:N0} {reason}");
        foreach (var cost in report.Cost)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {cost.Currency}: billed {cost.Billed ?? "–"}, effective {cost.Effective ?? "–"}, metered {cost.Metered ?? "–"}");
        if (report.UnpricedTokens > 0) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {report.UnpricedTokens:N0} tokens have no price: their cost is unknown");
        if (report.MissingFromEarlier > 0) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {report.MissingFromEarlier:N0} lines of earlier imports are not in this file and were kept; import it with --replace if it is the whole truth");
        foreach (var rejection in report.Rejections.Take(5)) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {rejection.Message}");
        if (report.Rejected > 5) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  … and {report.Rejected - 5:N0} more; mend them and import again, nothing is counted twice");
        return text.ToString();
    }
}
