using TokenSpend.Bench;

return args switch
{
    ["cube", .. var rest] => CubeBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 2_400_000),
    ["budgets", .. var rest] => BudgetBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 2_400_000),
    ["savings", .. var rest] => SavingsBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000),
    ["rerate", .. var rest] => ReRateBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000),
    ["load", var folder, var path] => SavingsBench.Load(folder, path),
    ["log", var path, var lines] => ImportBench.WriteLog(path, int.Parse(lines, System.Globalization.CultureInfo.InvariantCulture)),
    ["import", var path] => ImportBench.Run(path),
    ["growth", .. var rest] => GrowthBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000),
    ["bill", .. var rest] => BillBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000),
    ["push", var address, var key] => PushBench.Run(address, key),
    ["parse", var path] => ImportBench.Parse(path),
    ["import-once", var path] => ImportBench.Once(path),
    ["duckdb-memory", var path] => DuckDbBench.Run(path, inMemory: true),
    ["duckdb-file", var path] => DuckDbBench.Run(path, inMemory: false),
    ["compare", var path] => DuckDbBench.Compare(path),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: TokenSpend.Bench cube [DAY-ROWS] | budgets [DAY-ROWS] | savings [REQUESTS] | rerate [REQUESTS] | load FOLDER FILE | log FILE LINES | import FILE | compare FILE | growth [LINES] | bill [LINES] | push ADDRESS KEY | parse FILE");
    return 2;
}
