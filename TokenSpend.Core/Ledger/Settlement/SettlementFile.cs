using System.Globalization;
using TokenSpend.Core.Pricing;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Ledger.Settlement;

/// <summary>Reads data/settlement.csv: what depends on a payer's whole month. All of it or nothing.</summary>
/// <remarks>
/// kind is free-tier (tokens a month), package (tokens; amount: what they cost), discount (over, percent; a line for each step),
/// minimum (amount a month) or credit (amount). model holds names as in a price file's match; blank: all.
/// </remarks>
public static class SettlementFile
{
    private static readonly string[] Columns = ["payer", "name", "kind", "model", "currency", "from", "to", "measure", "mode", "over", "percent", "tokens", "amount", "source"];

    /// <summary>Columns that a kind fills; the others of <see cref="Own"/> stay blank.</summary>
    private static readonly Dictionary<string, string[]> Filled = new(StringComparer.Ordinal)
    {
        ["free-tier"] = ["tokens"], ["package"] = ["tokens", "amount"], ["discount"] = ["measure", "mode", "over", "percent"], ["minimum"] = ["amount"], ["credit"] = ["amount"],
    };

    private static readonly string[] Own = ["measure", "mode", "over", "percent", "tokens", "amount"];

    /// <param name="errors">Empty if the file is good.</param>
    /// <returns>Null if it is not.</returns>
    public static IReadOnlyList<SettlementTerm>? Load(TextReader csv, string fileName, out IReadOnlyList<PriceFileError> errors)
    {
        var found = new List<PriceFileError>();
        errors = found;
        var terms = new List<SettlementTerm>();
        foreach (var (line, cells) in PlainTable.Rows(csv, fileName, Columns, found))
        {
            var row = new Row(fileName, line, cells, found);
            if (row.Term() is { } term) Add(terms, term, row);
        }
        // Usage under two contracts would be settled twice.
        foreach (var term in terms)
            if (terms.Find(other => other.Payer != term.Payer && SettlementTerm.Covers(other.Payer, term.Payer)) is { } all)
                found.Add(new(fileName, term.Line, "payer", term.Payer, $"{all.Payer} as on line {all.Line}, or there each account by itself"));
        return found.Count == 0 ? terms : null;
    }

    /// <summary>A further line of a discount is a further step of it; any other name stands once.</summary>
    private static void Add(List<SettlementTerm> terms, SettlementTerm term, Row row)
    {
        if (terms.FindIndex(other => other.Payer == term.Payer && other.Name == term.Name) is >= 0 and var at)
        {
            if (terms[at] is not VolumeDiscount old || term is not VolumeDiscount step)
                row.Fail("name", $"a name that {term.Payer} does not have already (line {terms[at].Line})");
            else if (step with { Line = old.Line, Steps = old.Steps, Models = old.Models } != old || old.Models?.Text != step.Models?.Text)
                row.Fail("name", $"the model, currency, days, measure and mode of line {old.Line}, whose discount this is a step of");
            else if (step.Steps[0].Over <= old.Steps[^1].Over)
                row.Fail("over", $"more than the step before it");
            else terms[at] = old with { Steps = [.. old.Steps, step.Steps[0]] };
        }
        else terms.Add(term);
    }

    private sealed class Row(string file, int line, string[] cells, List<PriceFileError> errors)
    {
        public SettlementTerm? Term()
        {
            var before = errors.Count;
            var (payer, name, kind, currency) = (Text("payer"), Text("name"), Cell("kind"), Cell("currency"));
            if (!Filled.TryGetValue(kind, out var filled))
            {
                Fail("kind", string.Join(", ", Filled.Keys));
                return null;
            }
            foreach (var column in Own)
                if (!filled.Contains(column) && Cell(column).Length > 0) Fail(column, $"nothing, for a {kind}");
            if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) Fail("currency", "a currency code such as USD");
            Text("source");
            NameMatch? models = null;
            if (Cell("model").Length > 0 && (models = NameMatch.Read(Cell("model"), out var problem)) is null) Fail("model", problem!);
            var (from, to) = (Day("from", kind), Day("to", kind));
            if (from >= to) Fail("to", $"a day after {Cell("from")}");
            SettlementTerm term = kind switch
            {
                "free-tier" => new FreeTier(line, payer, name, models, currency, from, to, Tokens()),
                "package" => new TokenPackage(line, payer, name, models, currency, from, to, Tokens(), Cell("amount").Length == 0 ? null : Amount()),
                "discount" => Discount(payer, name, models, currency, from, to),
                "minimum" => new MinimumCommitment(line, payer, name, models, currency, from, to, Amount()),
                _ => new SpendingCredit(line, payer, name, models, currency, from, to, Amount()),
            };
            return errors.Count == before ? term : null;
        }

        public void Fail(string column, string expected) => errors.Add(new(file, line, column, Cell(column), expected));

        private VolumeDiscount Discount(string payer, string name, NameMatch? models, string currency, DateOnly? from, DateOnly? to)
        {
            if (Cell("measure") is not ("cost" or "tokens")) Fail("measure", "cost or tokens");
            if (Cell("mode") is not ("graduated" or "all-units")) Fail("mode", "graduated (each step for what is within it) or all-units (the step reached for all)");
            if (!Nano.TryParse(Cell("percent"), out var percent) || percent < 0 || percent > 100 * Nano.PerUnit) Fail("percent", "0 to 100, such as 12.5");
            var isCost = Cell("measure") == "cost";
            long over = 0;
            if (!(isCost ? Nano.TryParse(Cell("over"), out over) : long.TryParse(Cell("over"), NumberStyles.None, CultureInfo.InvariantCulture, out over)) || over < 0)
                Fail("over", isCost ? "an amount, 0 or more" : "a whole number of tokens");
            return new VolumeDiscount(line, payer, name, models, currency, from, to, isCost ? DiscountMeasure.Cost : DiscountMeasure.Tokens, Cell("mode") == "all-units", [new DiscountStep(over, percent)]);
        }

        private long Tokens()
        {
            if (!long.TryParse(Cell("tokens"), NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) || tokens == 0) Fail("tokens", "a whole number of tokens above 0");
            return tokens;
        }

        private long Amount()
        {
            if (!Nano.TryParse(Cell("amount"), out var amount) || amount <= 0) Fail("amount", "an amount above 0, such as 1500");
            return amount;
        }

        private DateOnly? Day(string column, string kind)
        {
            if (Cell(column).Length == 0) return null;
            if (!DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) Fail(column, "a day such as 2026-03-01");
            // What counts a month has no beginning within one.
            else if (kind is "free-tier" or "discount" or "minimum" && day.Day != 1) Fail(column, $"the first day of a month, for a {kind}");
            return day;
        }

        private string Text(string column)
        {
            if (Cell(column).Length == 0) Fail(column, $"a {column}");
            return Cell(column);
        }

        private string Cell(string column) => cells[Array.IndexOf(Columns, column)].Trim();
    }
}
