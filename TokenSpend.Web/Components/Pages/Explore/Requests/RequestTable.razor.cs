using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Explore.Requests;

/// <summary>A page of requests; the opened one shows its line below it.</summary>
public sealed partial class RequestTable
{
    [Parameter, EditorRequired] public required RequestPage Of { get; set; }
    [Parameter, EditorRequired] public required ViewState View { get; set; }

    /// <summary>Where this page begins; null: the first.</summary>
    [Parameter] public RequestKey? After { get; set; }
    [Parameter] public RequestKey? Open { get; set; }

    /// <summary>Of the opened one; null: its file is kept no longer.</summary>
    [Parameter] public OriginalLine? Original { get; set; }

    /// <summary>IANA name, for the times.</summary>
    [Parameter, EditorRequired] public required string Zone { get; set; }

    [Inject] private Writing Writing { get; set; } = null!;

    private List<(string Name, Func<TokenCounts, long> Count)> _kinds = [];

    protected override void OnParametersSet()
    {
        static long Sum(TokenCounts tokens, params ReadOnlySpan<TokenKind> kinds)
        {
            long sum = 0;
            foreach (var kind in kinds) sum += tokens[kind];
            return sum;
        }

        _kinds =
        [
            (Text.OfTokens("input"), tokens => tokens.Input),
            (Text.OfTokens("cacheRead"), tokens => tokens.CacheRead),
            (Text["Requests.CacheWrite"], tokens => Sum(tokens, TokenKind.CacheWrite5m, TokenKind.CacheWrite1h)),
            (Text.OfTokens("output"), tokens => tokens.Output),
            (Text.OfTokens("reasoning"), tokens => tokens.Reasoning),
        ];
        // Sound and pictures are rare: a column only where there are some.
        foreach (var kind in TokenKindInfo.All.Skip(TokenKindInfo.AlwaysShown))
            if (Of.Rows.Any(row => row.Tokens[kind.Kind] > 0)) _kinds.Add((Text.OfTokens(kind.Name), tokens => tokens[kind.Kind]));
    }

    private string Owner(Owner owner) => string.Join(" · ", new[] { owner.Department ?? Text["Key.Unassigned"].Value, owner.Application, owner.Function }.OfType<string>());

    /// <summary>One request costs fractions of a cent: six places.</summary>
    private Figure Cost(RequestView row) => row switch
    {
        { Cost: { } nanos, Unpriced: 0 } => new(Exactly(nanos, row.Currency), nanos == 0 ? FigureLook.Zero : FigureLook.Value, Figures.Exact(nanos, row.Currency)),
        { Cost: { } nanos and > 0 } => new("≥ " + Exactly(nanos, row.Currency), FigureLook.LowerBound, Text["Figure.LowerBoundWhy", Figures.Exact(nanos, row.Currency), Writing.Figures.CountCompact(row.Unpriced)]),
        { Unpriced: 0 } => Figures.NotApplicable,
        _ => new(Text["Figure.Unknown"], FigureLook.Unknown, Text["Figure.UnknownWhy", Writing.Figures.CountCompact(row.Unpriced)]),
    };

    private static string Exactly(long nanos, string currency) => Figures.Symbol(currency) + Nano.ToDecimal(nanos).ToString("#,##0.000000", CultureInfo.InvariantCulture);

    private RenderFragment? Mark(RequestView row) => (row.Status, row.IsDetail) switch
    {
        (RequestStatus.Failed, _) => Badge("badge bad", Text["Savings.Failed"], null),
        (RequestStatus.CachedAnswer, _) => Badge("badge", Text["Requests.Cached"], Text["Requests.CachedHint"]),
        (_, true) => Badge("badge", Text.OfLevel(SourceLevel.Detail), Text["Requests.DetailHint"]),
        _ => null,
    };

    private static RenderFragment Badge(string look, string words, string? hint) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", look);
        builder.AddAttribute(2, "title", hint);
        builder.AddContent(3, words);
        builder.CloseElement();
    };
}
