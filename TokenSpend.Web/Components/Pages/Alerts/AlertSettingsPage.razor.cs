using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Budgets;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Web.Navigation;

namespace TokenSpend.Web.Components.Pages.Alerts;

/// <summary>Who is told of alerts that belong to no budget, and what is worth telling.</summary>
public sealed partial class AlertSettingsPage
{
    private const int MostDays = 365;

    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private AlertBook Alerts { get; set; } = null!;

    private string _recipients = "", _newKey = "", _unpriced = "", _billGrace = "", _logGrace = "", _currency = "";
    private string? _problem;
    private bool _saved;

    protected override void OnInitialized()
    {
        var settings = Alerts.GetSettings(Viewer.Everything);
        _recipients = string.Join('\n', settings.Recipients);
        (_newKey, _currency) = (Nano.Format(settings.NewKeyCost), settings.Currency);
        (_unpriced, _billGrace, _logGrace) = (AlertFigures.Of(settings.UnpricedTokens), AlertFigures.Of(settings.BillGraceDays), AlertFigures.Of(settings.LogGraceDays));
    }

    private void Save()
    {
        (_saved, _problem) = (false, null);
        string[] addresses = [.. _recipients.Split(['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (addresses.FirstOrDefault(address => !BudgetRules.IsAddress(address)) is { } wrong) _problem = Text["Alerts.WrongAddress", wrong];
        else if (!Nano.TryParse(_newKey.Trim(), out var cost) || cost < 0) _problem = Text["Alerts.WrongNumber", _newKey];
        else if (!Whole(_unpriced, long.MaxValue, out var tokens)) _problem = Text["Alerts.WrongNumber", _unpriced];
        else if (!Whole(_billGrace, MostDays, out var bill)) _problem = Text["Alerts.WrongNumber", _billGrace];
        else if (!Whole(_logGrace, MostDays, out var log)) _problem = Text["Alerts.WrongNumber", _logGrace];
        else
        {
            Alerts.SaveSettings(Viewer.Everything, new AlertSettings { Recipients = addresses, Currency = _currency, NewKeyCost = cost, UnpricedTokens = tokens, BillGraceDays = (int)bill, LogGraceDays = (int)log });
            _saved = true;
        }
    }

    private static bool Whole(string text, long most, out long value) =>
        long.TryParse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out value) && value >= 0 && value <= most;
}
