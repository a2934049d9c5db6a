using System.CommandLine;

namespace TokenSpend.Web.Cli;

/// <summary>serve: the web application.</summary>
internal static class ServeVerb
{
    public static Command Build(TextWriter error)
    {
        var demo = new Option<bool>("--demo") { Description = "Fill a fresh database with a generated company." };
        var urls = new Option<string?>("--urls") { Description = "Address to listen on.", HelpName = "URL" };
        var zone = new Option<string?>("--zone") { Description = "The organisation's time zone (IANA), fixed when the database is made.", HelpName = "ZONE" };
        var data = Options.DataDirectory();
        var verb = new Command("serve", "Serves the web application (the default verb).") { demo, urls, zone, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var options = new ServeOptions(parsed.GetValue(data)!, parsed.GetValue(demo), parsed.GetValue(urls), parsed.GetValue(zone));
            await using var app = ServeApp.Build(options);
            app.Lifetime.ApplicationStarted.Register(() => error.WriteLine($"TokenSpend is at {string.Join(' ', app.Urls)}"));
            await app.RunAsync(cancellation);
            return Exit.Done;
        });
        return verb;
    }
}
