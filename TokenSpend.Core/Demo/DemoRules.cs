using System.Globalization;

namespace TokenSpend.Core.Demo;

/// <summary>Attribution rules and directory of the company, which give about 95 % of its spend an owner.</summary>
internal static class DemoRules
{
    /// <summary>Project and workspace that do not use the gateway.</summary>
    public const string DirectProject = "Research Lab";
    public const string DirectOpenAi = "proj_research_lab";
    public const string DirectWorkspace = "wrkspc_research_lab";

    public static void WriteAttribution(TextWriter file)
    {
        file.WriteLine("# Rules of the demo company; see the shipped attribution.csv for how to write them.");
        file.WriteLine("valid_from,valid_to,issuer,source,account,project,key,user,tag,department,application,function,note");
        file.WriteLine(",,,,,,,,department=*,{tag:department},,,tag department");
        file.WriteLine(",,,,,,,,app=*,,{tag:app},,tag app");
        file.WriteLine(",,,,,,,,function=*,,,{tag:function},tag function");
        foreach (var application in DemoApplication.All.Where(application => !application.IsDirect))
        {
            if (application.Naming == DemoNaming.Rule)
                file.WriteLine($",,,,,,{application.Slug}-*,,,{application.Department},{application.Name},{application.Function},key of the application");
            if (application.Naming == DemoNaming.Directory)
                file.WriteLine($",,,,,{application.Name},,,,,{application.Name},{application.Function},the person's department comes from the directory");
        }
        foreach (var application in DemoApplication.All.Where(application => application.IsDirect))
        {
            var issuer = DemoModel.All[application.Models[0]].Provider;
            foreach (var project in new[] { DirectProject, issuer == "openai" ? DirectOpenAi : DirectWorkspace })
                file.WriteLine($",,{issuer},,,{project},,,,{application.Department},{application.Name},{application.Function},does not use the gateway");
        }
    }

    /// <summary>One person changes department in the middle of the time; one has left, and the key still spends.</summary>
    public static void WriteDirectory(TextWriter file, DemoCalendar calendar)
    {
        file.WriteLine("# Directory of the demo company.");
        file.WriteLine("kind,name,department,application,function,valid_from,valid_to");
        var moved = calendar.Running.Add(-4).First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var left = calendar.Running.Add(-2).First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var number = 0; number < DemoApplication.All.Count; number++)
        {
            var application = DemoApplication.All[number];
            // Somebody left, and the key still spends: a rule over keys gives it its department.
            if (application.Name == "Call Notes") file.WriteLine($"user,{DemoPeople.Mail(number, 0)},{application.Department},,,,{left}");
            if (application.Naming != DemoNaming.Directory) continue;
            for (var person = 0; person < application.People; person++)
            {
                var name = DemoPeople.Mail(number, person);
                if (application.Name == "Developer Assistant" && person == 0)
                {
                    file.WriteLine($"user,{name},Research,,,,{moved}");
                    file.WriteLine($"user,{name},{application.Department},,,{moved},");
                }
                else file.WriteLine($"user,{name},{application.Department},,,,");
            }
        }
    }
}
