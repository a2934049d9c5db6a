using System.Globalization;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>How a request ended, from an HTTP status, a code that is 0 when all is well, or a word in either language.</summary>
internal static class MappedStatus
{
    private static readonly string[] Failures = ["false", "fail", "failed", "failure", "error", "timeout", "cancelled", "canceled", "失败", "错误", "超时", "否"];

    public static RequestStatus Of(string? text) => text switch
    {
        null => RequestStatus.Ok,
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) => code is 0 or 1 or (>= 200 and < 400) ? RequestStatus.Ok : RequestStatus.Failed,
        _ => Failures.Contains(text, StringComparer.OrdinalIgnoreCase) ? RequestStatus.Failed : RequestStatus.Ok,
    };
}
