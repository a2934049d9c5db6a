using System.CommandLine;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Operations.Importing;

namespace TokenSpend.Web.Cli;

/// <summary>import PATH... : the same operation as an upload.</summary>
internal static class ImportVerb
{
    public static Command Build(TextWriter output, TextWriter error)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files to import.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string?>("--format") { Description = "Name of the format; without it, detected by content (see: formats).", HelpName = "NAME" };
        var source = new Option<string?>("--source") { Description = "Label of the source, one per gateway instance.", HelpName = "LABEL" };
        var replace = new Option<bool>("--replace") { Description = "The file is the newer telling: lines of earlier imports in its window that it lacks no longer count." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check only; store nothing." };
        var json = Options.Json();
        var data = Options.DataDirectory();
        var verb = new Command("import", "Imports bills, usage reports and gateway logs.") { paths, format, source, replace, dryRun, json, data };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var place = Workplace.Open(parsed.GetValue(data)!);
            if (!parsed.GetValue(dryRun)) await TakeUpAsync(place, parsed.GetValue(paths)!, error, cancellation);
            var (failed, rejected) = (false, false);
            var requests = parsed.GetValue(paths)!.SelectMany(path =>
                new ImportRequest(path, Path.GetFileName(path), parsed.GetValue(format), parsed.GetValue(source), parsed.GetValue(replace)).Each());
            foreach (var request in requests)
            {
                try
                {
                    var report = parsed.GetValue(dryRun)
                        ? place.Imports.DryRun(request, cancellation)
                        : await ImportAsync(place, request, cancellation);
                    rejected |= report.Rejected > 0;
                    await output.WriteLineAsync(parsed.GetValue(json) ? report.ToJson() : ImportText.Of(report));
                }
                catch (ImportFailedException failure)
                {
                    failed = true;
                    await error.WriteLineAsync(failure.Message);
                }
            }
            return failed ? Exit.Failed : rejected ? Exit.DoneWithRejectedLines : Exit.Done;
        });
        return verb;
    }

    private static async Task<ImportReport> ImportAsync(Workplace place, ImportRequest request, CancellationToken cancellation)
    {
        if (!File.Exists(request.Path)) throw new ImportFailedException(new ImportProblem("no-file", request.Path, []));
        var id = await place.Imports.ResumeAsync(request, cancellation) ?? await place.Imports.EnqueueAsync(request, cancellation);
        return await place.Imports.RunAsync(id, cancellation)
            ?? throw new RefusedException($"{request.File}: another process took up import {id}; its result is on the Imports page.");
    }

    /// <summary>What a killed process left open hides requests that others tell of: it is finished first, but for the files that are imported now anyway.</summary>
    private static async Task TakeUpAsync(Workplace place, string[] paths, TextWriter error, CancellationToken cancellation)
    {
        foreach (var id in await place.Imports.RecoverAsync(cancellation))
        {
            if (await place.Imports.IsForAsync(id, paths, cancellation)) continue;
            await error.WriteLineAsync($"Taking up import {id}, which was interrupted.");
            try
            {
                await place.Imports.RunAsync(id, cancellation);
            }
            catch (ImportFailedException failure)
            {
                await error.WriteLineAsync(failure.Message);
            }
        }
    }
}
