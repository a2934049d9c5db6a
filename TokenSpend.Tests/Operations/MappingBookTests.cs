using TokenSpend.Core.Ingestion;
using TokenSpend.Core.Ingestion.Mapping;
using TokenSpend.Core.Operations;
using TokenSpend.Core.Storage;
using TokenSpend.Core.Usage;

namespace TokenSpend.Tests.Operations;

/// <summary>From a file that nobody knows to a profile that knows the next one.</summary>
public sealed class MappingBookTests : IDisposable
{
    private const string Log = "Call,When,LLM,Tokens In,Tokens Out,Who\na,2026-09-01 08:00:00,gpt-4o-mini,1000,200,li\nb,2026-09-01 09:00:00,gpt-4o-mini,500,100,wang\nc,tomorrow,gpt-4o-mini,1,1,wang\n";

    private readonly TestPlace _place = new();
    private readonly MappingBook _book;

    public MappingBookTests() => _book = new MappingBook(_place.Database, _place.Company, _place.Imports);

    [Fact]
    public async Task File_that_nobody_knows_is_kept_and_proposed_to_be_mapped()
    {
        var id = await UnknownAsync("october.csv", Log);
        Assert.True((await _place.Imports.GetAsync(Viewer.Everything, id, CancellationToken.None))!.CanMap);
        var file = await _book.GetFileAsync(Viewer.Everything, id, CancellationToken.None);
        Assert.Equal(("october.csv", 6, 3), (file!.File, file.Rows!.Columns.Count, file.Rows.Rows.Count));
        Assert.Equal((SourceLevel.PrimaryLog, "When", "LLM"), (file.Guess!.Draft.Level, file.Guess.Draft.Fields[MappedField.At].Columns[0], file.Guess.Draft.Fields[MappedField.Model].Columns[0]));
    }

    [Fact]
    public async Task Preview_tells_totals_rows_and_rejections_and_writes_nothing()
    {
        var id = await UnknownAsync("october.csv", Log);
        var preview = await _book.PreviewAsync(Viewer.Everything, id, await DraftAsync(id), CancellationToken.None);
        Assert.Equal((3L, 1L, 1500L, 300L), (preview!.Report!.Lines, preview.Report.Rejected, preview.Report.Tokens["input"], preview.Report.Tokens["output"]));
        Assert.NotNull(preview.Report.Cost.Single().Metered);
        Assert.Equal([(2, 1000L), (3, 500L), (4, 0L)], preview.Rows.Select(row => (row.Line, row.InputTokens)));
        Assert.Equal("When", preview.Rows[2].Why!.Column);
        Assert.False(preview.IsPartial);
        Assert.Equal(ImportState.Failed, Assert.Single(await _place.Imports.ListAsync(Viewer.Everything, CancellationToken.None)).State);
    }

    [Fact]
    public async Task Draft_that_lacks_something_says_what()
    {
        var id = await UnknownAsync("october.csv", Log);
        var draft = await DraftAsync(id);
        var preview = await _book.PreviewAsync(Viewer.Everything, id, draft with { Level = SourceLevel.FinalBill, Identity = IdentityKind.Snapshot }, CancellationToken.None);
        Assert.Equal("issuer", preview!.Fault!.Code);
    }

    [Fact]
    public async Task Saved_profile_imports_the_kept_file_and_recognises_the_next()
    {
        var id = await UnknownAsync("october.csv", Log);
        var (fault, import) = await _book.SaveAsync(Viewer.Everything, await DraftAsync(id), id, CancellationToken.None);
        Assert.Null(fault);
        var report = await _place.Imports.RunAsync(import!.Value, CancellationToken.None);
        Assert.Equal(("acme-log", 2L, 1L), (report!.Format, report.Accepted, report.Rejected));
        Assert.False((await _place.Imports.GetAsync(Viewer.Everything, id, CancellationToken.None))!.CanMap);
        Assert.Null(await _book.GetFileAsync(Viewer.Everything, id, CancellationToken.None));

        var next = await _place.ImportAsync(_place.Write("november.csv", Log.Replace("2026-09", "2026-10", StringComparison.Ordinal).Replace("\nb,", "\nd,", StringComparison.Ordinal)));
        Assert.Equal("acme-log", next.Format);
    }

    [Fact]
    public async Task Name_of_another_format_is_refused()
    {
        var id = await UnknownAsync("october.csv", Log);
        foreach (var name in new[] { "focus", "baidu-bill" })
            Assert.Equal("name-taken", (await _book.SaveAsync(Viewer.Everything, await DraftAsync(id) with { Name = name }, id, CancellationToken.None)).Fault!.Code);
        Assert.Equal("name", (await _book.SaveAsync(Viewer.Everything, await DraftAsync(id) with { Name = "../x" }, id, CancellationToken.None)).Fault!.Code);
    }

    [Fact]
    public async Task Profile_goes_only_when_nothing_was_imported_with_it_and_it_was_not_shipped()
    {
        var id = await UnknownAsync("october.csv", Log);
        var (_, import) = await _book.SaveAsync(Viewer.Everything, await DraftAsync(id), id, CancellationToken.None);
        await _place.Imports.RunAsync(import!.Value, CancellationToken.None);
        await Assert.ThrowsAsync<RefusedException>(() => _book.DeleteAsync(Viewer.Everything, "acme-log", CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => _book.DeleteAsync(Viewer.Everything, "portkey", CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => _book.DeleteAsync(Viewer.Everything, "focus", CancellationToken.None));
        await _place.UndoAsync(import.Value);
        await _book.DeleteAsync(Viewer.Everything, "acme-log", CancellationToken.None);
        Assert.DoesNotContain(await _book.ListAsync(Viewer.Everything, CancellationToken.None), profile => profile.Name == "acme-log");
    }

    [Fact]
    public async Task Spreadsheet_is_mapped_like_a_table()
    {
        var path = Path.Combine(_place.Folder, "sheet.xlsx");
        MiniExcelLibs.MiniExcel.SaveAs(path, new[] { new { Call = "a", When = new DateTime(2026, 9, 1, 8, 0, 0), LLM = "gpt-4o-mini", TokensIn = 1000, TokensOut = 200 } });
        var id = await FailAsync(new ImportRequest(path, "sheet.xlsx", OwnsPath: true));
        var file = await _book.GetFileAsync(Viewer.Everything, id, CancellationToken.None);
        Assert.Equal(["Call", "When", "LLM", "TokensIn", "TokensOut"], file!.Rows!.Columns);
        var preview = await _book.PreviewAsync(Viewer.Everything, id, file.Guess!.Draft, CancellationToken.None);
        Assert.Equal(1000, preview!.Report!.Tokens["input"]);
    }

    [Fact]
    public async Task File_without_columns_has_nothing_to_propose()
    {
        var id = await UnknownAsync("note.txt", "hello\nworld\n");
        Assert.Null((await _book.GetFileAsync(Viewer.Everything, id, CancellationToken.None))!.Rows);
    }

    private async Task<MappingProfile> DraftAsync(long id) => (await _book.GetFileAsync(Viewer.Everything, id, CancellationToken.None))!.Guess!.Draft with { Name = "acme-log", Title = "Acme" };

    private Task<long> UnknownAsync(string name, string content) => FailAsync(new ImportRequest(_place.Write(name, content), name, OwnsPath: true));

    private async Task<long> FailAsync(ImportRequest request)
    {
        var id = await _place.Imports.EnqueueAsync(request, CancellationToken.None);
        await Assert.ThrowsAsync<ImportFailedException>(() => _place.Imports.RunAsync(id, CancellationToken.None));
        return id;
    }

    public void Dispose() => _place.Dispose();
}
