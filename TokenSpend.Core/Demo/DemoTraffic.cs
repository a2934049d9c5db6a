using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Demo;

/// <summary>Makes the requests of a day: working days, growth, noise, failures, and the night on which an agent ran away.</summary>
internal sealed class DemoTraffic(DemoCalendar calendar)
{
    private const int Hour = 3_600_000;
    private const int RunawayRequests = 1_900;

    private readonly DemoWaste _waste = new(calendar);

    /// <summary>All requests of a day, through the gateways and past them, by time.</summary>
    public List<DemoRequest> On(DateOnly day)
    {
        var requests = new List<DemoRequest>(1_600);
        for (var application = 0; application < DemoApplication.All.Count; application++) Add(requests, day, application);
        if (day == calendar.RunawayDay) AddRunaway(requests, day);
        _waste.Add(requests, day);
        requests.Sort(static (a, b) => a.AtMs.CompareTo(b.AtMs) is var order and not 0 ? order : a.Id.CompareTo(b.Id));
        return requests;
    }

    private void Add(List<DemoRequest> requests, DateOnly day, int number)
    {
        var application = DemoApplication.All[number];
        var random = new DemoRandom(day.DayNumber, calendar.Today.DayNumber, number);
        long elapsed = day.DayNumber - calendar.Days.From.DayNumber;
        var grown = application.Start + (1000 - application.Start) * elapsed / calendar.Days.Days;
        var count = application.Daily * grown * Weekday(day, application.Hours) * (850 + random.Below(300)) / 1000;
        var whole = (int)(count / 1_000_000) + (random.Below(1_000_000) < count % 1_000_000 ? 1 : 0);
        for (var i = 0; i < whole; i++)
        {
            var request = One(ref random, day, number, application, Time(ref random, application));
            // The first Pacific hours belong to a month before the company's first.
            if (LocalDay(request) >= calendar.Days.From) requests.Add(request);
        }
    }

    private void AddRunaway(List<DemoRequest> requests, DateOnly day)
    {
        var number = DemoApplication.Runaway;
        var random = new DemoRandom(day.DayNumber, calendar.Today.DayNumber, -1);
        for (var i = 0; i < RunawayRequests; i++)
        {
            var at = Hour + random.Below(4 * Hour);
            // It rereads everything and writes little.
            var tokens = new DemoTokens(60_000 + random.Below(60_000), 0, 0, 900 + random.Below(900));
            requests.Add(new DemoRequest(StartMs(day) + at, random.Next(), (short)number, 0, 4, DemoStatus.Ok, tokens, 0, 9_000));
        }
    }

    private static long Weekday(DateOnly day, DemoHours hours)
    {
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return hours switch
        {
            DemoHours.Office => weekend ? 90 : day.DayOfWeek == DayOfWeek.Friday ? 840 : 1030,
            DemoHours.Always => weekend ? 620 : 1000,
            _ => weekend ? 450 : 1000,
        };
    }

    private static int Time(ref DemoRandom random, DemoApplication application) => application.Hours switch
    {
        DemoHours.Always => random.Below(24 * Hour),
        DemoHours.Night => random.Below(4 * Hour),
        // A hill over the office hours: Europe from 6 to 18, Asia from 0 to 12 UTC.
        _ => (application.Gateway == 0 ? 6 * Hour : 0) + random.Below(4 * Hour) + random.Below(4 * Hour) + random.Below(4 * Hour),
    };

    private static DemoRequest One(ref DemoRandom random, DateOnly day, int number, DemoApplication application, int time)
    {
        var index = application.Models[random.Chance(500) ? 0 : random.Below(application.Models.Length)];
        var model = DemoModel.All[index];
        var failed = random.Chance(14);
        var status = failed ? DemoStatus.Failed : random.Chance(application.Answered) ? DemoStatus.Answered : DemoStatus.Ok;
        var large = random.Chance(40) ? 3 : 1;
        var prompt = failed ? 0 : Math.Min(model.Most, (int)((long)application.Input * random.Around() * large / 1000));
        var output = failed ? 0 : (int)((long)application.Output * random.Around() / 1000);
        var cached = model.Caches && random.Chance(850) ? (int)((long)prompt * application.Cached / 1000) : 0;
        var written = model.WritesCache && cached > 0 ? (prompt - cached) / 4 : 0;
        var tokens = new DemoTokens(prompt - cached - written, cached, written, output);
        var person = (short)(application.People == 0 ? 0 : random.Below(application.People));
        return new DemoRequest(
            StartMs(day) + time, random.Next(), (short)number, person, (byte)index, status, tokens,
            model.Reasons ? output * 2 / 5 : 0, 400 + output * 9 + random.Below(900));
    }

    private static long StartMs(DateOnly day) => PayerCalendar.StartMs(day.DayNumber);

    /// <summary>The day in the provider's calendar.</summary>
    public static DateOnly LocalDay(in DemoRequest request)
    {
        var local = request.AtMs + DemoModel.All[request.Model].ZoneHours * (long)Hour;
        return DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(local));
    }
}
