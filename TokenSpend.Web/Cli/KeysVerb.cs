using System.CommandLine;
using System.Globalization;
using TokenSpend.Core.Operations;

namespace TokenSpend.Web.Cli;

/// <summary>keys add|list|revoke: the keys that gateways push with.</summary>
internal static class KeysVerb
{
    public static Command Build(TextWriter output, TextWriter error)
    {
        var verb = new Command("keys", "Makes, lists and revokes the API keys that gateways push with.");
        verb.Subcommands.Add(Add(output, error));
        verb.Subcommands.Add(List(output));
        verb.Subcommands.Add(Revoke(output));
        return verb;
    }

    private static Command Add(TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("NAME") { Description = "What it is for, such as the gateway that pushes with it." };
        var source = new Option<string?>("--source") { Description = "Source label that its pushes have; without it, any that they name.", HelpName = "LABEL" };
        var data = Options.DataDirectory();
        var verb = new Command("add", "Makes a key and prints it, this one time.") { name, source, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            await output.WriteLineAsync(await Keys(place).AddAsync(Viewer.Everything, parsed.GetValue(name)!, parsed.GetValue(source), cancellation));
            await error.WriteLineAsync("Keep this key now: it is not shown again.");
            return Exit.Done;
        });
        return verb;
    }

    private static Command List(TextWriter output)
    {
        var data = Options.DataDirectory();
        var verb = new Command("list", "Lists the keys: number, name, source, made, last used, revoked (tab-separated, UTC).") { data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            foreach (var key in await Keys(place).ListAsync(Viewer.Everything, cancellation))
                await output.WriteLineAsync(string.Join('\t', key.Id.ToString(CultureInfo.InvariantCulture), key.Name, key.Source ?? "", Time(key.CreatedUtc), Time(key.UsedUtc), Time(key.RevokedUtc)));
            return Exit.Done;
        });
        return verb;
    }

    private static Command Revoke(TextWriter output)
    {
        var id = new Argument<long>("ID") { Description = "Number of the key, as list says." };
        var data = Options.DataDirectory();
        var verb = new Command("revoke", "Refuses a key from now on; what it pushed stays.") { id, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            await Keys(place).RevokeAsync(Viewer.Everything, parsed.GetValue(id), cancellation);
            await output.WriteLineAsync($"Key {parsed.GetValue(id)} is revoked.");
            return Exit.Done;
        });
        return verb;
    }

    private static ApiKeys Keys(Workplace place) => new(place.Database, place.Clock);

    private static string Time(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
}
