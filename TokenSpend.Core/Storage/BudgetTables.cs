using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Spend;

namespace TokenSpend.Core.Storage;

/// <summary>How budgets are stored: lists in one column each, since they are only read as a whole.</summary>
internal sealed class BudgetsTable : IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<Budget> builder)
    {
        builder.ToTable("budget");
        builder.HasIndex(budget => budget.Name).IsUnique();
        builder.PrimitiveCollection(budget => budget.Watchers);
        builder.PrimitiveCollection(budget => budget.AlertShares);
        // JSON around the conditions: a name may hold any separator.
        builder.Property(budget => budget.Where).HasConversion(
            where => JsonSerializer.Serialize(FilterText.Print(where), JsonSerializerOptions.Default), text => Filters(text), Same<Filter>(where => string.Join('\n', FilterText.Print(where))));
        builder.Property(budget => budget.Amounts).HasConversion(amounts => Print(amounts), text => Parse(text), Same<BudgetAmount>(Print));
    }

    private static IReadOnlyList<Filter> Filters(string text) =>
        FilterText.Parse(JsonSerializer.Deserialize<string[]>(text) ?? []).Filters ?? throw new FormatException($"Not filters: {text}");

    /// <summary>"2026-11=5000 2027-01=".</summary>
    private static string Print(IReadOnlyList<BudgetAmount> amounts) =>
        string.Join(' ', amounts.Select(amount => string.Create(CultureInfo.InvariantCulture, $"{amount.From}={amount.Amount}")));

    private static IReadOnlyList<BudgetAmount> Parse(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part => new BudgetAmount(
            Month.TryParse(part[0], out var month) ? month : throw new FormatException($"Not amounts: {text}"),
            part[1].Length == 0 ? null : long.Parse(part[1], CultureInfo.InvariantCulture))),
    ];

    private static ValueComparer<IReadOnlyList<T>> Same<T>(Func<IReadOnlyList<T>, string> print) =>
        new((a, b) => (a == null) == (b == null) && (a == null || print(a) == print(b!)), list => print(list).GetHashCode(StringComparison.Ordinal), list => list);
}

/// <summary>How the history of budgets is stored: rows are only added.</summary>
internal sealed class BudgetChangeTable : IEntityTypeConfiguration<BudgetChange>
{
    public void Configure(EntityTypeBuilder<BudgetChange> builder)
    {
        builder.ToTable("budget_change");
        builder.HasIndex(change => change.BudgetId);
        builder.Property(change => change.From).HasConversion(month => month == null ? null : month.ToString(), text => text == null ? null : Of(text));
    }

    private static Month? Of(string text) => Month.TryParse(text, out var month) ? month : throw new FormatException($"Not a month: {text}");
}
