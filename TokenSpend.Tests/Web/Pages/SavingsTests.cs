using Bunit;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Savings;
using TokenSpend.Web.Components.Pages.Savings;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

public sealed class SavingsTests : PageContext
{
    private static readonly Period Days = new(new DateOnly(2026, 10, 25), new DateOnly(2026, 11, 24));
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static string Plain(string text) => string.Join(' ', text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>30 days: a month's amounts are the days' own.</summary>
    private static FindingView Found(long id = 7, string hint = SavingsHints.CheaperModel, string who = "helpdesk", long dollars = 300, params FindingDecision[] history) => new(id,
        new Finding(new RequestFilter(hint, new Workload("application", who), "USD", "openai", "gpt-5"), Days,
            new GroupSums(1_200, 400 * Nano.PerUnit, dollars * Nano.PerUnit, 100 * Nano.PerUnit, 350 * Nano.PerUnit, 2_000, 900 * Nano.PerUnit), 60, new Dictionary<string, string> { ["to"] = "gpt-5-mini" }),
        true, Noon, history);

    private static FindingDecision Decided(DecisionKind kind, string? reason = null, string? owner = null) =>
        new() { Key = "k", Kind = kind, Reason = reason, Owner = owner, Due = owner is null ? null : new DateOnly(2026, 12, 24), By = "everyone", AtUtc = Noon };

    private IRenderedComponent<SavingsView> List(params FindingView[] found) => List(new SavingsSummary(
        Days, [new JointPotential("USD", found.Where(view => view.State != DecisionKind.Dismissed).Sum(view => view.Finding.Sums.Saving), 2_000 * Nano.PerUnit)], found, Noon));

    private IRenderedComponent<SavingsView> List(SavingsSummary found) => Render<SavingsView>(page => page
        .Add(part => part.Of, found).Add(part => part.Settings, new SavingsSettings()).Add(part => part.View, ViewState.Default).Add(part => part.Zone, "Etc/UTC"));

    private IRenderedComponent<SavingView> Detail(FindingView found, EvidencePage? evidence = null, Action<SavingDecision>? decide = null, Action<int>? turn = null) => Render<SavingView>(page => page
        .Add(part => part.Of, found).Add(part => part.Settings, new SavingsSettings()).Add(part => part.Evidence, evidence).Add(part => part.View, ViewState.Default).Add(part => part.Zone, "Etc/UTC")
        .Add(part => part.OnDecide, decide ?? (_ => { })).Add(part => part.OnPage, turn ?? (_ => { })));

    private static EvidencePage Requests(string key = "support-bot") => new(1, 3, 120, [new EvidenceRow(Noon, "openai", "gpt-5", key, 900, 0, 120, 2_325_000, 465_000, true)]);

    [Fact]
    public void The_sentence_tells_how_much_of_the_cost_can_be_saved_and_the_largest_finding()
    {
        var page = List(Found(), Found(8, SavingsHints.Batch, "nightly", 112));
        Assert.Equal("$412.00 a month can be saved, 21 % of what the log’s requests cost; largest: helpdesk: small requests to gpt-5 can go to gpt-5-mini", Plain(page.Find("h1").TextContent));
        Assert.Equal("savings/7", page.Find("[data-testid=saving] a").GetAttribute("href"));
        Assert.Contains("$300.00", Plain(page.Find("[data-testid=saving] .num").TextContent), StringComparison.Ordinal);
        Assert.Contains("$100.00 to $350.00", Plain(page.Find("[data-testid=saving] .num").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dismissed_finding_is_below_the_others_with_its_reason()
    {
        var page = List(Found(history: Decided(DecisionKind.Dismissed, "answers are worse")), Found(8, dollars: 50));
        Assert.Equal(["savings/8", "savings/7"], page.FindAll("[data-testid=saving] a").Select(link => link.GetAttribute("href")));
        Assert.Contains("answers are worse", page.FindAll("[data-testid=saving]")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_log_the_page_says_what_is_needed_and_where_to_bring_it()
    {
        var page = List(new SavingsSummary(null, [], [], null));
        Assert.Equal("No log of requests has been looked at yet", page.Find("h1").TextContent);
        Assert.Equal("imports", page.Find(".notice a").GetAttribute("href"));
    }

    [Fact]
    public void Without_a_finding_the_page_says_which_days_were_looked_at() =>
        Assert.StartsWith("Nothing to save was found in", List([]).Find("h1").TextContent, StringComparison.Ordinal);

    [Fact]
    public void The_detail_shows_before_and_after_and_the_requests_behind_it()
    {
        int? turned = null;
        var page = Detail(Found(), Requests(), turn: to => turned = to);
        Assert.Equal(["$400.00", "$100.00"], page.FindAll(".bars .num").Select(cell => Plain(cell.TextContent)));
        Assert.Contains("1,200 of its 2,000 requests to gpt-5 were small: at most 4,000 input and 500 output tokens", page.Find(".saving-words").TextContent, StringComparison.Ordinal);
        Assert.Equal("24 Nov 12:00 | gpt-5Failed | support-bot | 900 | 0 | 120 | 0.002325 | 0.000465",
            string.Join(" | ", page.Find("[data-testid=request]").Children.Select(cell => Plain(cell.TextContent))));
        page.Find("[data-testid=older]").Click();
        Assert.Equal(2, turned);
    }

    [Fact]
    public void Accepting_needs_an_owner_and_a_date_and_dismissing_a_reason()
    {
        List<SavingDecision> decided = [];
        var page = Detail(Found(), decide: decided.Add);
        page.Find("[data-testid=accept]").Submit();
        page.Find("[data-testid=dismiss]").Submit();
        Assert.Empty(decided);
        Assert.Contains("Write a reason", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=accept] input").Change("Mara");
        page.Find("[data-testid=accept] input[type=date]").Change("2026-12-24");
        page.Find("[data-testid=accept]").Submit();
        page.Find("[data-testid=dismiss] input").Change("needed");
        page.Find("[data-testid=dismiss]").Submit();
        Assert.Equal([new(DecisionKind.Accepted, "Mara", new DateOnly(2026, 12, 24)), new(DecisionKind.Dismissed, "needed")], decided);
    }

    [Fact]
    public void What_was_decided_is_told_and_can_be_opened_again()
    {
        List<SavingDecision> decided = [];
        var page = Detail(Found(history: [Decided(DecisionKind.Accepted, owner: "Mara"), Decided(DecisionKind.Reopened)]), decide: decided.Add);
        Assert.StartsWith("Accepted Mara, by", Plain(page.Find(".alert-state").TextContent), StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".history tbody tr").Count);
        page.Find("[data-testid=reopen]").Click();
        Assert.Equal(DecisionKind.Reopened, Assert.Single(decided).Kind);
    }

    [Fact]
    public void Every_hint_has_its_own_words_in_both_languages()
    {
        foreach (var culture in new[] { Writing.English, Writing.Chinese })
        {
            In(culture);
            var all = SavingsHints.All.Select(hint => SavingsText.Of(Found(hint: hint).Finding, new SavingsSettings(), Text, Written)).ToList();
            Assert.All(all, words => Assert.DoesNotContain("Saving", words.Title + words.Why + words.Formula + words.ToDo, StringComparison.Ordinal));
            Assert.Equal(all.Count, all.Select(words => words.Title).Distinct().Count());
        }
    }

    [Fact]
    public void A_key_whose_user_has_left_is_told_otherwise_than_a_silent_one()
    {
        var silent = Found(hint: SavingsHints.IdleKeys, who: "old-key").Finding;
        Assert.Equal("old-key is nearly silent and still spends", SavingsText.Of(silent, new SavingsSettings(), Text, Written).Title);
        var left = silent with { Arguments = new Dictionary<string, string> { ["left"] = "2026-11-01" } };
        Assert.Contains("1 Nov 2026", Plain(SavingsText.Of(left, new SavingsSettings(), Text, Written).Why), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_markup_and_line_breaks_stay_text()
    {
        const string name = "<img src=x onerror=window.pwned=1>\r\n<script>";
        var hostile = Found(who: name, history: Decided(DecisionKind.Dismissed, name));
        Assert.Empty(List(hostile).FindAll("img, script"));
        Assert.Empty(Detail(hostile, Requests(name)).FindAll("img, script"));
    }

    [Fact]
    public void The_page_is_written_in_chinese_too()
    {
        In(Writing.Chinese);
        Assert.Equal("每月可节省 $300.00，占日志请求费用的 15%；最大一项：「helpdesk」：发给 gpt-5 的小请求可改用 gpt-5-mini", Plain(List(Found()).Find("h1").TextContent));
    }
}
