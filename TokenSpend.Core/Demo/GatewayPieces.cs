using System.Text;
using System.Text.Json;

namespace TokenSpend.Core.Demo;

/// <summary>The parts of a gateway's lines that many lines share, as UTF-8: a line is put together without making strings.</summary>
internal sealed class GatewayPieces
{
    /// <param name="Key">The hash of the key.</param>
    /// <param name="User">Person, "" for a service.</param>
    /// <param name="Team">Id of the team.</param>
    /// <param name="Metadata">The metadata object from after its brace to before the usage.</param>
    /// <param name="Tags">List of request tags.</param>
    public sealed record Caller(byte[] Key, byte[] User, byte[] Team, byte[] Metadata, byte[] Tags);

    public sealed record Model(byte[] Name, byte[] Provider, byte[] ApiBase);

    private readonly Caller[][] _callers;

    public GatewayPieces()
    {
        _callers = [.. DemoApplication.All.Select((application, number) =>
            Enumerable.Range(0, Math.Max(1, application.People)).Select(person => Of(application, number, person)).ToArray())];
        Models = [.. DemoModel.All.Select(model => new Model(Utf8(model.Name), Utf8(model.Gateway), Utf8(model.ApiBase)))];
    }

    public IReadOnlyList<Model> Models { get; }

    public Caller CallerOf(in DemoRequest request) => _callers[request.Application][request.Person];

    private static Caller Of(DemoApplication application, int number, int person)
    {
        var user = application.People == 0 ? "" : DemoPeople.Mail(number, person);
        var metadata = $"\"user_api_key_alias\":{Json(application.Key)},\"user_api_key_team_alias\":{Json(Team(application))}";
        return new Caller(Utf8(Hash(number)), Utf8(user), Utf8($"team-{number + 1:D2}"), Utf8(metadata), Utf8(Tags(application)));
    }

    /// <summary>Whole teams call the gateway, so the team says little of the owner.</summary>
    private static string Team(DemoApplication application) => application.Naming == DemoNaming.Nobody ? "Default" : application.Name;

    private static string Tags(DemoApplication application) => application.Naming == DemoNaming.Tags
        ? $"[{Json("department:" + application.Department)},{Json("app:" + application.Name)},{Json("function:" + application.Function)},\"env:prod\"]"
        : "[\"env:prod\"]";

    private static string Hash(int number)
    {
        var random = new DemoRandom(number, 0, 0);
        return string.Concat(Enumerable.Range(0, 4).Select(_ => random.Next().ToString("x16", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
