using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Pricing;

namespace TokenSpend.Tests.Pricing;

/// <summary>The data that the application ships, as a fresh data directory gets it.</summary>
internal static class Shipped
{
    private static readonly Lazy<ProviderNames> LoadedProviders = new(() => Read("providers.csv", text => ProviderFile.Load(text, "providers.csv")));
    private static readonly Lazy<PriceBook> LoadedBook = new(() => Read("prices.csv", text =>
        PriceBook.TryLoad(text, "prices.csv", out var book, out var errors) ? book : throw new FormatException(string.Join('\n', errors.Select(error => error.Message)))));

    public static ProviderNames Providers => LoadedProviders.Value;

    public static PriceBook Book => LoadedBook.Value;

    public static PriceBooks Books => new([("list", Book)], Zone);

    public static ExchangeRates Rates => Read("rates.csv", text =>
        ExchangeRates.Load(text, "rates.csv", out var errors) ?? throw new FormatException(string.Join('\n', errors.Select(error => error.Message))));

    public static TimeZoneInfo Zone(string provider) => TimeZoneInfo.FindSystemTimeZoneById(Providers.Zone(provider));

    private static T Read<T>(string file, Func<TextReader, T> load)
    {
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "seed", file));
        return load(text);
    }
}
