using Bunit;
using TokenSpend.Core.Alerts;
using TokenSpend.Core.Operations;
using TokenSpend.Tests.Alerts;
using TokenSpend.Web.Components.Pages.Alerts;
using TokenSpend.Web.Navigation;
using TokenSpend.Web.Text;

namespace TokenSpend.Tests.Web.Pages;

public sealed class AlertsTests : PageContext
{
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal).Trim();

    private IRenderedComponent<AlertsView> List(AlertState state, params Alert[] alerts) => Render<AlertsView>(page => page
        .Add(part => part.Of, [.. alerts.BySeverity()]).Add(part => part.State, state).Add(part => part.View, ViewState.Default).Add(part => part.Zone, "Etc/UTC"));

    private IRenderedComponent<AlertView> Detail(Alert alert, params OutboxMessage[] messages) => Render<AlertView>(page => page
        .Add(part => part.Of, alert).Add(part => part.Messages, messages).Add(part => part.Webhooks, [new Webhook { Id = 3, Name = "Controllers' chat", Address = "https://example.com/", Template = "generic" }]).Add(part => part.View, ViewState.Default).Add(part => part.Zone, "Asia/Shanghai"));

    [Fact]
    public void The_sentence_tells_how_many_are_open_and_the_most_pressing_one()
    {
        var page = List(AlertState.Open, SmallAlerts.NewModel(), SmallAlerts.BudgetShare(10_400, 100) with { Id = 8 });
        Assert.Equal("2 alerts are open; first: Marketing has used 104 % of its November budget, day 18 of 30", Plain(page.Find("h1").TextContent));
        Assert.Equal(["Budget used up", "News"], page.FindAll(".group").Select(group => Plain(group.TextContent)));
        Assert.Equal("alerts/8", page.Find("[data-testid=alert] a").GetAttribute("href"));
    }

    [Fact]
    public void Without_an_open_alert_the_page_says_so_and_what_is_looked_at()
    {
        var page = List(AlertState.Open);
        Assert.Equal("No alert is open", page.Find("h1").TextContent);
        Assert.Contains("after every import", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_an_open_alert_can_be_acknowledged()
    {
        long? acknowledged = null;
        var page = Render<AlertsView>(view => view.Add(part => part.Of, [SmallAlerts.RunRate()]).Add(part => part.State, AlertState.Open).Add(part => part.View, ViewState.Default)
            .Add(part => part.Zone, "Etc/UTC").Add(part => part.OnAcknowledge, id => acknowledged = id));
        page.Find("[data-testid=alert] button").Click();
        Assert.Equal(7, acknowledged);
        Assert.Empty(List(AlertState.Resolved, SmallAlerts.RunRate() with { State = AlertState.Resolved, ResolvedUtc = SmallAlerts.Raised }).FindAll("[data-testid=alert] button"));
    }

    [Fact]
    public void Long_lists_begin_with_fifty_and_show_the_rest_when_asked()
    {
        var page = List(AlertState.Resolved, [.. Enumerable.Range(1, 60).Select(id => SmallAlerts.NewModel() with { Id = id, State = AlertState.Resolved, ResolvedUtc = SmallAlerts.Raised })]);
        Assert.Equal(50, page.FindAll("[data-testid=alert]").Count);
        page.Find(".table-more button").Click();
        Assert.Equal(60, page.FindAll("[data-testid=alert]").Count);
    }

    [Fact]
    public void The_detail_shows_the_figures_as_they_were_and_leads_to_what_explains_them()
    {
        var page = Detail(SmallAlerts.BudgetShare());
        Assert.Contains("18 Nov 15:00", page.Find(".panel h2").TextContent, StringComparison.Ordinal);
        Assert.Equal(["$10,000", "$8,200.00", "82.0 %", "$13,700"], page.FindAll(".facts")[0].QuerySelectorAll("td").Select(cell => Plain(cell.TextContent)));
        Assert.Equal("explore?from=2026-11-01&to=2026-12-01&dept=Marketing&by=model&currency=USD", page.Find("[data-testid=explore]").GetAttribute("href"));
    }

    [Fact]
    public void A_late_file_leads_to_the_imports() => Assert.Equal("imports", Detail(SmallAlerts.LateLog()).Find("[data-testid=explain]").GetAttribute("href"));

    [Fact]
    public void Each_message_says_what_became_of_it_with_the_servers_answer()
    {
        var page = Detail(SmallAlerts.BudgetShare(),
            new OutboxMessage { Address = "a@example.com", AlertIds = [7], State = OutboxState.Sent, SentUtc = SmallAlerts.Raised },
            new OutboxMessage { Address = "b@example.com", AlertIds = [7], State = OutboxState.Failed, Answer = DeliveryAnswer.Of("rejected", "550 no <b>such</b> user").ToText() },
            new OutboxMessage { WebhookId = 3, AlertIds = [7] }, new OutboxMessage { WebhookId = 4, AlertIds = [7] });
        var rows = page.FindAll(".panel").Last().QuerySelectorAll("tr").Select(row => string.Join(" | ", row.Children.Select(cell => string.Join(' ', Plain(cell.TextContent).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
        Assert.Equal(["a@example.com | Sent 18 Nov 15:00", "b@example.comThe server refused it for good: 550 no <b>such</b> user | Failed", "Controllers' chat | Waiting to be sent", "Webhook 4 | Waiting to be sent"], rows);
    }

    [Fact]
    public void Who_acknowledged_on_a_site_without_sign_in_has_words_in_both_languages()
    {
        var seen = SmallAlerts.BudgetShare() with { State = AlertState.Acknowledged, AcknowledgedUtc = SmallAlerts.Raised, AcknowledgedBy = Viewer.Everything.Name };
        Assert.EndsWith("acknowledged 18 Nov 15:00 (not signed in)", Plain(Detail(seen).Find(".alert-state").TextContent), StringComparison.Ordinal);
        In(Writing.Chinese);
        Assert.EndsWith("由未登录用户确认", Plain(Detail(seen).Find(".alert-state").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_markup_and_line_breaks_stay_text()
    {
        var hostile = SmallAlerts.BudgetShare(name: "<img src=x onerror=window.pwned=1>\r\n<script>") with { Id = 9 };
        Assert.Empty(List(AlertState.Open, hostile, SmallAlerts.NewModel("<img src=y>")).FindAll("img, script"));
        Assert.Empty(Detail(hostile).FindAll("img, script"));
    }

    [Fact]
    public void Both_pages_are_written_in_chinese_too()
    {
        In(Writing.Chinese);
        Assert.Equal("1 条预警未处理：「Marketing」11 月预算已使用 82%，第 18 天，共 30 天", Plain(List(AlertState.Open, SmallAlerts.BudgetShare()).Find("h1").TextContent));
        Assert.Contains("11 月 18 日 15:00 触发时的数字", Plain(Detail(SmallAlerts.BudgetShare()).Find(".panel h2").TextContent), StringComparison.Ordinal);
    }
}
