using CsCheck;

namespace TokenSpend.Tests.Operations;

/// <summary>Invariant 2: the state is a function of which imports are there, never of how they came.</summary>
public sealed class OrderTests
{
    private static readonly DateTime Start = new(2026, 10, 5, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>Logs that overlap: some requests in several files, some with greater figures in one.</summary>
    private static readonly Gen<string[]> Files =
        Gen.Select(Gen.Int[0, 11], Gen.Int[1, 3], Gen.Int[0, 40]).Array[1, 8].Array[2, 4].Select(files => files
            .Select(lines => string.Concat(lines.Select(line => LogLines.Line(
                $"r{line.Item1}", Start.AddHours(line.Item1), line.Item1 % 2 == 0 ? "openai" : "alibaba", line.Item1 % 2 == 0 ? "gpt-5" : "qwen-plus",
                100 * line.Item2, 0, 7 * line.Item2, $"key-{line.Item1 % 3}") + "\n")))
            .ToArray());

    [Fact]
    public void Any_order_of_import_and_undo_gives_the_state_of_the_imports_that_are_left()
    {
        Gen.Select(Files, Gen.Int[0, 1_000_000]).Sample((files, seed) =>
        {
            using var shuffled = new TestPlace();
            using var plain = new TestPlace();
            var order = Enumerable.Range(0, files.Length).OrderBy(i => (i + 1) * 7919 * (seed + 1) % 104_729).ToList();
            var ids = new Dictionary<int, long>();
            foreach (var i in order)
                ids[i] = shuffled.ImportAsync(shuffled.Write($"{i}.ndjson", files[i]), "gw").GetAwaiter().GetResult().Import!.Value;
            var undone = order.Where(i => (seed >> i) % 2 == 1).ToList();
            foreach (var i in undone) shuffled.UndoAsync(ids[i]).GetAwaiter().GetResult();
            for (var i = 0; i < files.Length; i++)
                if (!undone.Contains(i)) plain.ImportAsync(plain.Write($"{i}.ndjson", files[i]), "gw").GetAwaiter().GetResult();
            return shuffled.StateAsync().GetAwaiter().GetResult() == plain.StateAsync().GetAwaiter().GetResult();
        }, iter: 25, threads: 1);
    }
}
