namespace TokenSpend.Core.Demo;

/// <summary>Invented people of the company.</summary>
internal static class DemoPeople
{
    private static readonly string[] First =
        ["mara", "jonas", "wei", "aisha", "tomasz", "elena", "kofi", "yuki", "pedro", "ingrid", "ravi", "claire", "li", "samuel", "nadia", "oskar"];

    private static readonly string[] Last =
        ["lindt", "osei", "brandt", "zhao", "kowal", "rossi", "tanaka", "moreau", "iyer", "holm", "santos"];

    /// <summary>One person belongs to one application's circle: 16 and 11 have no common divisor, so the first 176 differ.</summary>
    public static string Mail(int application, int person)
    {
        var number = application * 6 + person;
        return $"{First[number % First.Length]}.{Last[number % Last.Length]}@aldermoor.example";
    }
}
