using System.Globalization;
using Microsoft.AspNetCore.Components;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Web.Components.Pages.Savings;

/// <summary>From when on something is said.</summary>
public sealed partial class SavingsSettingsPage
{
    [CascadingParameter] public required ViewState View { get; set; }

    [Inject] private SavingsReports Savings { get; set; } = null!;

    private readonly Dictionary<string, string> _values = SavingThresholds.All.ToDictionary(threshold => threshold.Name, _ => "");
    private SavingsSettings _settings = new();
    private SavingThreshold? _wrong;
    private bool _saving, _saved;

    protected override async Task OnInitializedAsync()
    {
        _settings = await Savings.SettingsAsync(Viewer.Everything, CancellationToken.None);
        Show(_settings);
    }

    private void Show(SavingsSettings settings)
    {
        foreach (var threshold in SavingThresholds.All) _values[threshold.Name] = threshold.Get(settings).ToString(CultureInfo.InvariantCulture);
    }

    private async Task SaveAsync()
    {
        (_saved, _wrong) = (false, null);
        var wanted = _settings;
        foreach (var threshold in SavingThresholds.All)
        {
            if (!int.TryParse(_values[threshold.Name].Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) || value < threshold.Least || value > threshold.Most)
            {
                _wrong = threshold;
                return;
            }
            wanted = threshold.Set(wanted, value);
        }
        _saving = true;
        try
        {
            // Runs the hints anew: on a large log this takes seconds.
            await Savings.SaveSettingsAsync(Viewer.Everything, wanted, CancellationToken.None);
            (_settings, _saved) = (wanted, true);
        }
        finally
        {
            _saving = false;
        }
    }
}
