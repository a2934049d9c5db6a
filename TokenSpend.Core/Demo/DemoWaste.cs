using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Demo;

/// <summary>What the company could save: a few habits of the last weeks, each of one application, that the hints on savings find.</summary>
/// <remarks>The key of somebody who left is in <see cref="DemoRules"/>. Models beside those the application uses keep each habit apart.</remarks>
internal sealed class DemoWaste(DemoCalendar calendar)
{
    private const int Days = 45;
    private const int Second = 1_000, Hour = 3_600_000;
    private const byte Gpt4o = 2, Opus = 4, Sonnet = 5;

    private static readonly short Triage = Number("Ticket Triage"), Scoring = Number("Lead Scoring"), Bench = Number("Model Bench"), Invoices = Number("Invoice Reader");

    public void Add(List<DemoRequest> requests, DateOnly day)
    {
        if (day < calendar.Today.AddDays(-Days)) return;
        var start = PayerCalendar.StartMs(day.DayNumber);
        var random = new DemoRandom(day.DayNumber, calendar.Today.DayNumber, -2);
        // Short questions to the largest model.
        for (var i = 0; i < 120; i++)
            requests.Add(One(ref random, start + random.Below(24 * Hour), Triage, Opus, 300 + random.Below(3_200), 150 + random.Below(250)));
        // The same long instructions again and again, and no cache.
        for (var i = 0; i < 40; i++)
            requests.Add(One(ref random, start + 9 * Hour + random.Below(2 * Hour), Scoring, Sonnet, 20_000 + random.Below(3_000), 300 + random.Below(300)));
        // A machine works off a list at the price of immediate answers.
        for (var i = 0; i < 90; i++)
            requests.Add(One(ref random, start + Hour + i * 40 * Second + random.Below(5 * Second), Bench, Gpt4o, 4_500 + random.Below(11_500), 600 + random.Below(600)));
        // A client gives up too early, asks again, and gets two answers.
        for (var i = 0; i < 12; i++)
        {
            var (at, prompt) = (start + 14 * Hour + random.Below(Hour), 15_000 + random.Below(9_000));
            requests.Add(One(ref random, at, Invoices, Gpt4o, prompt, 0) with { Status = DemoStatus.Failed });
            for (var answer = 1; answer <= 2; answer++) requests.Add(One(ref random, at + answer * 20 * Second, Invoices, Gpt4o, prompt, 800));
        }
    }

    private static DemoRequest One(ref DemoRandom random, long atMs, short application, byte model, int input, int output) =>
        new(atMs, random.Next(), application, 0, model, DemoStatus.Ok, new DemoTokens(input, 0, 0, output), 0, 400 + output * 9);

    private static short Number(string name) => (short)DemoApplication.All.Index().Single(entry => entry.Item.Name == name).Index;
}
