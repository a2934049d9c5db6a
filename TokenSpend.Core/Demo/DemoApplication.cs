namespace TokenSpend.Core.Demo;

internal enum DemoHours { Office, Always, Night }

/// <summary>What gives an application's requests their owner.</summary>
internal enum DemoNaming
{
    /// <summary>Tags on each request.</summary>
    Tags,
    /// <summary>A rule over the key's name.</summary>
    Rule,
    /// <summary>A rule names the application, the directory the person's department.</summary>
    Directory,
    /// <summary>Nothing: a key that somebody made to try something.</summary>
    Nobody,
}

/// <summary>An application of the company and how it uses models.</summary>
/// <param name="Gateway">0 Europe, 1 Asia.</param>
/// <param name="Daily">Requests on a working day at the end of the time.</param>
/// <param name="Start">Volume at the start, per mille of the end's.</param>
/// <param name="Input">Usual input tokens of a request, cached ones included.</param>
/// <param name="Cached">Share of the input that a provider's prompt cache has, per mille.</param>
/// <param name="Models">Positions in <see cref="DemoModel.All"/>; the first is taken half of the time.</param>
internal sealed record DemoApplication(
    string Department, string Name, string Function, DemoNaming Naming, int Gateway, DemoHours Hours,
    int Daily, int Start, int Input, int Output, int Cached, params int[] Models)
{
    /// <summary>"Lead Scoring" → "lead-scoring".</summary>
    public string Slug => Name.ToLowerInvariant().Replace(' ', '-');

    public string Key => Naming == DemoNaming.Nobody ? Slug : Slug + "-prod";

    /// <summary>People who use it; 0 for a service without users.</summary>
    public int People => Hours == DemoHours.Office ? 6 : 0;

    /// <summary>Answers that the gateway gives from its own cache, per mille.</summary>
    public int Answered => Hours == DemoHours.Always ? 45 : 0;

    public bool IsDirect => DemoModel.All[Models[0]].IsDirect;

    /// <summary>Position in <see cref="All"/> of the agent that runs away.</summary>
    public static int Runaway { get; }

    public static readonly IReadOnlyList<DemoApplication> All =
    [
        new("Engineering", "Code Review Agent", "Software delivery", DemoNaming.Rule, 0, DemoHours.Office, 51, 350, 105_000, 4_500, 780, 4, 5, 0),
        new("Engineering", "Developer Assistant", "Software delivery", DemoNaming.Directory, 0, DemoHours.Office, 118, 420, 56_000, 2_700, 700, 5, 0, 4),
        new("Engineering", "Incident Summaries", "Reliability", DemoNaming.Tags, 0, DemoHours.Always, 19, 700, 36_000, 1_500, 300, 1, 6, 8),
        new("Engineering", "Test Data Maker", "Software delivery", DemoNaming.Rule, 0, DemoHours.Night, 28, 600, 12_000, 5_400, 100, 3, 9, 18),
        new("Sales", "Lead Scoring", "New business", DemoNaming.Tags, 0, DemoHours.Night, 55, 640, 9_600, 540, 400, 1, 3, 8),
        new("Sales", "Proposal Writer", "New business", DemoNaming.Directory, 0, DemoHours.Office, 36, 300, 44_000, 3_300, 350, 5, 0, 7),
        new("Sales", "Call Notes", "Account care", DemoNaming.Rule, 0, DemoHours.Office, 66, 520, 34_000, 2_100, 50, 2, 8, 6),
        new("Marketing", "Campaign Studio", "Brand", DemoNaming.Tags, 0, DemoHours.Office, 46, 480, 14_400, 5_100, 250, 0, 5, 7),
        new("Marketing", "Translation Desk", "Brand", DemoNaming.Rule, 1, DemoHours.Office, 49, 560, 12_800, 3_900, 0, 11, 16, 13),
        new("Marketing", "Product Captions", "Online shop", DemoNaming.Tags, 0, DemoHours.Night, 52, 700, 5_200, 780, 300, 8, 3, 18),
        new("Customer Service", "Help Desk Chat", "Support", DemoNaming.Tags, 0, DemoHours.Always, 150, 460, 20_800, 1_260, 620, 1, 6, 8),
        new("Customer Service", "Support Asia", "Support", DemoNaming.Rule, 1, DemoHours.Always, 103, 380, 16_800, 1_140, 0, 12, 11, 17),
        new("Customer Service", "Ticket Triage", "Support", DemoNaming.Tags, 0, DemoHours.Always, 95, 600, 7_600, 360, 500, 3, 1, 8),
        new("Customer Service", "Voice Summaries", "Support", DemoNaming.Rule, 1, DemoHours.Office, 35, 500, 20_000, 1_440, 0, 14, 13),
        new("Finance", "Invoice Reader", "Accounts payable", DemoNaming.Tags, 0, DemoHours.Night, 62, 620, 19_200, 1_560, 450, 8, 2, 3),
        new("Finance", "Forecast Notes", "Planning", DemoNaming.Directory, 0, DemoHours.Office, 13, 500, 38_000, 3_900, 200, 0, 10),
        new("Finance", "Expense Check", "Accounts payable", DemoNaming.Rule, 1, DemoHours.Night, 32, 700, 7_200, 480, 0, 9, 15),
        new("Legal", "Contract Review", "Contracts", DemoNaming.Tags, 0, DemoHours.Office, 27, 400, 90_000, 3_150, 500, 4, 5, 7),
        new("Legal", "Policy Search", "Compliance", DemoNaming.Directory, 0, DemoHours.Office, 22, 650, 27_200, 1_440, 550, 6, 1),
        new("Research", "Literature Scout", "Discovery", DemoNaming.Rule, 0, DemoHours.Night, 24, 420, 60_000, 4_800, 150, 7, 10, 5),
        new("Research", "Lab Notebook", "Discovery", DemoNaming.Directory, 1, DemoHours.Office, 28, 500, 24_800, 2_700, 0, 16, 17, 10),
        new("Research", "Model Bench", "Discovery", DemoNaming.Tags, 0, DemoHours.Night, 16, 250, 10_400, 2_100, 0, 19, 18, 10),
        new("Operations", "Shift Planner", "Plants", DemoNaming.Rule, 1, DemoHours.Office, 24, 700, 13_600, 1_860, 0, 15, 11),
        new("Operations", "Supplier Mail", "Purchasing", DemoNaming.Tags, 1, DemoHours.Office, 44, 520, 12_000, 1_680, 0, 13, 12, 9),
        new("Operations", "Quality Reports", "Plants", DemoNaming.Rule, 0, DemoHours.Night, 21, 600, 29_600, 3_300, 250, 0, 7, 8),
        new("Research", "Deep Research Desk", "Discovery", DemoNaming.Rule, 0, DemoHours.Office, 5, 500, 75_000, 7_800, 100, 20),
        new("Research", "Evaluation Lab", "Discovery", DemoNaming.Rule, 0, DemoHours.Office, 7, 500, 24_000, 2_700, 300, 21),
        new("", "trial-key-3", "", DemoNaming.Nobody, 0, DemoHours.Office, 21, 700, 36_000, 2_700, 200, 0, 5),
        new("", "hackathon", "", DemoNaming.Nobody, 0, DemoHours.Always, 11, 900, 28_000, 3_300, 100, 5, 2),
        new("", "tmp-0817", "", DemoNaming.Nobody, 1, DemoHours.Night, 14, 800, 10_400, 1_500, 0, 12, 16),
    ];
}
