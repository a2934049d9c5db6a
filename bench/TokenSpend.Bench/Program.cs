using TokenSpend.Bench;

return args switch
{
    ["cube", .. var rest] => CubeBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 2_400_000),
    ["import", .. var rest] => ImportBench.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: TokenSpend.Bench cube [DAY-ROWS] | import [LINES]");
    return 2;
}
