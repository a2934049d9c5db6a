using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace TokenSpend.Web.Components.Shared;

/// <summary>The tiny trend of a tile: a line from 0 upwards, broken where a value is missing.</summary>
public sealed partial class Spark
{
    private const double Width = 100, Height = 24, Margin = 2;

    [Parameter, EditorRequired] public required IReadOnlyList<double?> Values { get; set; }

    /// <returns>Null for fewer than two values: no trend.</returns>
    public static string? Path(IReadOnlyList<double?> values)
    {
        if (values.Count(value => value is not null) < 2) return null;
        var top = values.Max() is { } max && max > 0 ? max : 1;
        var path = new StringBuilder();
        var pen = 'M';
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] is not { } value)
            {
                pen = 'M';
                continue;
            }
            var x = Width * at / (values.Count - 1);
            var y = Height - Margin - (Height - 2 * Margin) * Math.Max(0, value) / top;
            path.Append(pen).Append(x.ToString("0.#", CultureInfo.InvariantCulture)).Append(' ').Append(y.ToString("0.#", CultureInfo.InvariantCulture));
            pen = 'L';
        }
        return path.ToString();
    }
}
