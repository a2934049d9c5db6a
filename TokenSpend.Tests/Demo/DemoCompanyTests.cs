using System.Security.Cryptography;
using TokenSpend.Core.Attribution;
using TokenSpend.Core.Demo;
using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;
using Xunit.Abstractions;

namespace TokenSpend.Tests.Demo;

public class DemoCompanyTests(DemoFolder demo, ITestOutputHelper output) : IClassFixture<DemoFolder>
{
    private static readonly Month Running = Month.Containing(DemoFolder.Today);
    private static readonly AiServices Ai =
        AiServices.Load(new StreamReader(Path.Combine(AppContext.BaseDirectory, "seed", "rules", "ai-services.csv")), "ai-services.csv").OrThrow();

    [Fact]
    public void Each_line_of_each_file_is_accepted_by_its_format()
    {
        Assert.Empty(demo.Refused);
        Assert.Equal(
            ["alibaba-bill", "anthropic-cost-csv", "anthropic-usage", "focus", "litellm-spend", "litellm-spend-csv", "openai-cost-csv", "openai-usage"],
            demo.Formats.Order());
    }

    [Fact]
    public void The_same_end_date_gives_the_same_bytes_and_another_one_others()
    {
        var first = Hashes("a");
        Assert.Equal(first, HashesOf(DemoFolder.Today));
        var other = HashesOf(DemoFolder.Today.AddDays(1)).Where(file => !file.Key.StartsWith("rules", StringComparison.Ordinal));
        Assert.DoesNotContain(other, first.Contains);
    }

    [Fact]
    public void On_any_day_there_are_twelve_billed_months_and_no_file_is_of_days_to_come()
    {
        for (var today = new DateOnly(2027, 12, 25); today < new DateOnly(2028, 3, 5); today = today.AddDays(1))
        {
            var calendar = new DemoCalendar(today);
            Assert.Equal(12, calendar.Billed.Count());
            Assert.Equal(today, calendar.Days.To);
            Assert.Equal(calendar.Days.Days, calendar.Months.Sum(month => calendar.DaysOf(month).Days));
            Assert.True(calendar.Reported is not { } reported || (calendar.DaysOf(calendar.Running).Contains(reported) && !reported.IsEmpty));
        }
    }

    [Fact]
    public void There_are_about_300_000_requests_of_20_models_and_more_with_time()
    {
        output.WriteLine($"{demo.Requests.Count} requests, {demo.Files.Sum(file => file.File.Length) / 1_000_000} MB, {demo.Files.Count} files");
        Assert.InRange(demo.Requests.Count, 270_000, 330_000);
        Assert.Equal(20, demo.Requests.Select(request => request.Model).Distinct().Count());
        var months = demo.Requests.CountBy(request => Month.Containing(DateOnly.FromDateTime(request.At))).OrderBy(pair => pair.Key).ToList();
        Assert.Equal(13, months.Count);
        Assert.True(months[11].Value > months[0].Value * 1.4);
        Assert.Contains(demo.Requests, request => request.Status == RequestStatus.Failed);
        Assert.Contains(demo.Requests, request => request.Status == RequestStatus.CachedAnswer);
    }

    [Fact]
    public void The_missing_day_is_missing_from_the_logs_and_in_the_usage_report()
    {
        var days = demo.Requests.Select(request => DateOnly.FromDateTime(request.At)).ToHashSet();
        var all = new Period(Running.Add(-12).First, DemoFolder.Today);
        Assert.Equal([DemoFolder.Today.AddDays(-20)], Enumerable.Range(0, all.Days).Select(all.From.AddDays).Where(day => !days.Contains(day)));
        Assert.DoesNotContain(days, day => !all.Contains(day));
        Assert.Contains(demo.Buckets, bucket => DateOnly.FromDateTime(bucket.At) == DemoFolder.Today.AddDays(-20) && bucket.Provider == "openai");
    }

    [Fact]
    public void Bills_of_whole_months_exceed_the_logged_cost_by_less_than_one_percent()
    {
        foreach (var provider in new[] { "deepseek", "baidu", "iflytek", "xiaomi", "zhipu", "moonshot", "alibaba", "google" })
        {
            var month = Running.Add(-3);
            var billed = demo.Charges.Where(found => found.Charge.Provider == provider && found.Charge.Days.From >= month.First && found.Charge.Days.To <= month.Days.To
                && found.Charge.Category == ChargeCategory.Usage && found.Charge.Model is not null).Sum(found => Nano.ToDecimal(found.Charge.Billed));
            var offset = provider switch { "google" => -8, "deepseek" => 0, _ => 8 };
            var rate = demo.Charges.First(found => found.Charge.Provider == provider && found.Charge.Model is not null).Charge.Currency == "CNY" ? 7.1m : 1;
            var logged = demo.Requests.Where(request => request.Provider == provider && Month.Containing(DateOnly.FromDateTime(request.At.AddHours(offset))) == month)
                .Sum(request => Nano.ToDecimal(request.ClaimedNanoUsd ?? 0)) * rate;
            output.WriteLine($"{provider} {billed:F2} {logged:F2}");
            Assert.InRange(billed, logged * 0.999m, logged * 1.01m);
        }
    }

    [Fact]
    public void Bills_stop_before_the_running_month_and_cost_reports_inside_of_it()
    {
        Assert.All(demo.Charges.Where(found => found.Format is "focus" or "alibaba-bill"), found => Assert.True(found.Charge.BillingPeriod.To <= Running.First));
        Assert.Equal(DemoFolder.Today.AddDays(-3), demo.Charges.Where(found => found.Format == "openai-cost-csv").Max(found => found.Charge.Days.To));
        Assert.Contains(demo.Charges, found => found.Charge.Category == ChargeCategory.Tax);
        Assert.Single(demo.Charges, found => found.Charge.Category == ChargeCategory.Credit);
        Assert.Contains(demo.Charges, found => !Ai.IsAi(found.Charge));
        Assert.All(demo.Charges.Where(found => found.Charge.Model is not null), found => Assert.True(Ai.IsAi(found.Charge), found.Charge.Service));
    }

    [Fact]
    public void The_runaway_night_costs_more_than_an_ordinary_week_of_its_application()
    {
        var runaway = DemoFolder.Today.AddDays(-5);
        var byDay = demo.Requests.Where(request => request.Subject.Project == "Code Review Agent")
            .GroupBy(request => DateOnly.FromDateTime(request.At)).ToDictionary(day => day.Key, day => day.Sum(request => request.ClaimedNanoUsd ?? 0));
        var week = Enumerable.Range(1, 7).Sum(back => byDay.GetValueOrDefault(runaway.AddDays(-back)));
        output.WriteLine($"{Nano.ToDecimal(byDay[runaway])} against a week of {Nano.ToDecimal(week)}");
        Assert.True(byDay[runaway] > week);
    }

    [Fact]
    public void Its_rules_give_each_department_its_spend_and_leave_a_few_percent_to_nobody()
    {
        var tags = new DeclaredTags(["app", "team", "env", "department", "function"]);
        var rules = new OwnerRules(
            OwnerRule.Load(demo.Rules("attribution.csv"), "attribution.csv", tags).OrThrow(),
            OwnerDirectory.Load(demo.Rules("directory.csv"), "directory.csv").OrThrow());
        var spend = demo.Requests.GroupBy(request => (request.Subject with { Tags = NoTags }, string.Join(',', request.Subject.Tags.Select(tag => tag.Key + tag.Value).Order())))
            .Select(group => (Owner: rules.Of(group.First().Subject, DemoFolder.Today), Cost: group.Sum(request => Nano.ToDecimal(request.ClaimedNanoUsd ?? 0)))).ToList();
        foreach (var department in spend.GroupBy(part => part.Owner.Department)) output.WriteLine($"{department.Key ?? "nobody"}: {department.Sum(part => part.Cost):F2}");

        Assert.Equal(
            ["Customer Service", "Engineering", "Finance", "Legal", "Marketing", "Operations", "Research", "Sales"],
            spend.Select(part => part.Owner.Department).Distinct().OfType<string>().Order());
        Assert.Equal(25, spend.Select(part => part.Owner.Application).Distinct().OfType<string>().Count());
        var nobody = spend.Where(part => part.Owner.Department is null).Sum(part => part.Cost) / spend.Sum(part => part.Cost);
        Assert.InRange(nobody, 0.02m, 0.06m);
        Assert.All(spend.Where(part => part.Owner.Department is not null), part => Assert.NotNull(part.Owner.Function));
        var direct = demo.Charges.Where(found => found.Charge.Subject.Project == "Research Lab").Select(found => rules.Of(found.Charge.Subject, DemoFolder.Today)).Distinct();
        Assert.Equal(["Deep Research Desk", "Evaluation Lab"], direct.Select(owner => owner.Application).Order());
    }

    private static readonly Dictionary<string, string> NoTags = [];

    private Dictionary<string, string> HashesOf(DateOnly today)
    {
        demo.Write(today, "again");
        var hashes = Hashes("again");
        Directory.Delete(Path.Combine(demo.Folder.FullName, "again"), recursive: true);
        return hashes;
    }

    private Dictionary<string, string> Hashes(string name)
    {
        var folder = new DirectoryInfo(Path.Combine(demo.Folder.FullName, name));
        return folder.GetFiles("*", SearchOption.AllDirectories).ToDictionary(
            file => DemoFolder.Relative(folder, file.FullName),
            file =>
            {
                using var content = file.OpenRead();
                return Convert.ToHexString(SHA256.HashData(content));
            });
    }
}
