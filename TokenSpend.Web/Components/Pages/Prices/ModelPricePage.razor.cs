using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Pricing;
using TokenSpend.Web.Components.Shared;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Prices;

/// <summary>One model's prices, and those that it is compared with.</summary>
/// <param name="Models">The page's own first.</param>
/// <param name="On">The day whose prices are shown.</param>
/// <param name="IsToday">Nobody chose another day.</param>
/// <param name="Known">As they were believed at the end of this day (UTC); null: as they are now.</param>
public sealed record ShownPrices(IReadOnlyList<ShownModel> Models, DateOnly On, DateOnly Today, bool IsToday, DateOnly? Known)
{
    public ShownModel Main => Models[0];

    /// <summary>As addresses name the others.</summary>
    public IReadOnlyList<string> Beside => [.. Models.Skip(1).Select(model => $"{model.Record.Provider}/{model.Record.Model}")];
}

/// <param name="Prices">In force on the day, the winning book first.</param>
public sealed record ShownModel(ModelRecord Record, IReadOnlyList<BookPrice> Prices);

/// <summary>What does this model cost, what did it cost, and what did we believe?</summary>
public sealed partial class ModelPricePage
{
    private const int MostBeside = 3;

    [Parameter] public string? Provider { get; set; }
    [Parameter] public string? Model { get; set; }

    /// <summary>"provider/model" of those that it is compared with.</summary>
    [SupplyParameterFromQuery(Name = "vs")] public string[]? Beside { get; set; }

    /// <summary>yyyy-MM-dd: the day whose prices are shown.</summary>
    [SupplyParameterFromQuery] public string? On { get; set; }

    /// <summary>yyyy-MM-dd: as they were believed at its end.</summary>
    [SupplyParameterFromQuery] public string? Known { get; set; }

    [CascadingParameter] public required ViewState View { get; set; }
    [CascadingParameter] public required DataStatus Status { get; set; }

    [Inject] private PriceReports Prices { get; set; } = null!;
    [Inject] private ReRating Rating { get; set; } = null!;

    private ShownPrices? _shown;
    private IReadOnlyList<(string Provider, string Model)> _models = [];
    private bool _isBehind;

    protected override void Follow(Action news) => Rating.Done += news;

    protected override void Unfollow(Action news) => Rating.Done -= news;

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override Task LoadAsync()
    {
        var (on, known) = (Day(On), Day(Known));
        var day = on ?? Status.Today;
        var names = (Beside ?? []).Select(name => name.Split('/', 2)).Where(name => name.Length == 2).Select(name => (Provider: name[0], Model: name[1]))
            .Prepend((Provider: Provider ?? "", Model: Model ?? "")).Distinct().Take(MostBeside + 1);
        var moment = known?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddTicks(-1) ?? DateTime.MaxValue;
        List<ShownModel?> models = [.. names.Select(name => Prices.Get(Viewer.Everything, name.Provider, name.Model) is { } record
            ? new ShownModel(record, Prices.On(Viewer.Everything, record.Provider, record.Model, day, moment)) : null)];
        _shown = models[0] is null ? null : new ShownPrices([.. models.OfType<ShownModel>()], day, Status.Today, on is null, known);
        (_models, _isBehind) = (Prices.Models, Rating.IsBehind);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
