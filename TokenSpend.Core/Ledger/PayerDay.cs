using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ledger;

/// <summary>What the sources say of one payer and day, and which of them is believed.</summary>
/// <remarks>Declare coverage first, then what tells: the choice among tellers prefers one that covers.</remarks>
internal sealed class PayerDay
{
    private readonly Telling[] _levels = new Telling[5];

    public bool HasLog { get; private set; }

    public bool HasReport => _levels[(int)SourceLevel.UsageReport].Teller is not null;

    /// <summary>The source whose usage report is used; null where there is none.</summary>
    public string? ReportSource => _levels[(int)SourceLevel.UsageReport].Teller;

    public void Cover(SourceLevel level, string format, bool final)
    {
        if (level < SourceLevel.UsageReport) return;
        ref var telling = ref _levels[(int)level];
        if (telling.Covering is null || (final && !telling.Final) ||
            (final == telling.Final && string.CompareOrdinal(format, telling.Covering) < 0))
            (telling.Covering, telling.Final) = (format, final);
    }

    public void TellLog() => HasLog = true;

    public void TellReport(string source) => Tell(SourceLevel.UsageReport, source, Weight.Usage);

    public void TellCharge(SourceLevel level, string format, ChargeCategory category) => Tell(level, format, category switch
    {
        ChargeCategory.Usage => Weight.Usage,
        ChargeCategory.Tax => Weight.DateOnly,
        _ => Weight.Other,
    });

    /// <summary>A charge is dated here by its bill alone: it decides the format, never the level.</summary>
    public void TellBillDate(SourceLevel level, string format) => Tell(level, format, Weight.DateOnly);

    /// <summary>Where the day's money comes from; null where nothing tells.</summary>
    public SourceLevel? Money
    {
        get
        {
            if (Covered is { } covered) return covered;
            if (HasLog) return SourceLevel.PrimaryLog;
            if (HasReport) return SourceLevel.UsageReport;
            // Usage first: a credit alone must not take the day from the usage that another source bills.
            foreach (var weight in (ReadOnlySpan<Weight>)[Weight.Usage, Weight.Other])
                for (var level = SourceLevel.CostReport; level <= SourceLevel.FinalBill; level++)
                    if (_levels[(int)level].Weight >= weight) return level;
            return null;
        }
    }

    /// <summary>True if what covers the day's money changes no more.</summary>
    public bool IsFinal => Money is { } level && _levels[(int)level] is { Covering: not null, Final: true };

    /// <summary>True if the charges of this level and format are the day's money.</summary>
    public bool Spends(SourceLevel level, string format) => Money == level && Format(level) == format;

    /// <summary>True if a charge stands on the day's bill: no higher level covers the day and no other format of its level is used.</summary>
    public bool Bills(SourceLevel level, string format, ChargeCategory category)
    {
        if (Covered > level || Format(level) != format) return false;
        if (category != ChargeCategory.Usage || level != SourceLevel.FinalBill || _levels[(int)level].Covering is not null) return true;
        // Usage on an open end of the bill stands in the cost report already.
        var report = _levels[(int)SourceLevel.CostReport];
        return report.Covering is null && report.Weight < Weight.Usage;
    }

    private SourceLevel? Covered
    {
        get
        {
            for (var level = SourceLevel.FinalBill; level >= SourceLevel.UsageReport; level--)
                if (_levels[(int)level].Covering is not null) return level;
            return null;
        }
    }

    private string? Format(SourceLevel level) => _levels[(int)level].Covering ?? _levels[(int)level].Teller;

    private void Tell(SourceLevel level, string name, Weight weight)
    {
        ref var telling = ref _levels[(int)level];
        var better = telling.Teller is null || weight > telling.Weight ||
            (weight == telling.Weight && telling.Teller != telling.Covering &&
                (name == telling.Covering || string.CompareOrdinal(name, telling.Teller) < 0));
        if (better) (telling.Teller, telling.Weight) = (name, weight);
    }

    private enum Weight : byte { None, DateOnly, Other, Usage }

    private record struct Telling(string? Covering, bool Final, string? Teller, Weight Weight);
}
