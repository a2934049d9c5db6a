using System.Globalization;
using TokenSpend.Core.Primitives;

namespace TokenSpend.Core.Demo;

/// <summary>Alibaba Cloud's bill with the Chinese header: Model Studio, and an object store that is not AI.</summary>
internal static class AlibabaFile
{
    private const string Header = "账单月份,账号,产品Code,产品,商品,消费类型,服务开始时间,服务结束时间,实例ID,计费项,用量,用量单位,原价,优惠金额,应付金额,资源包抵扣,币种,标签,财务单元,地域";
    private const string Account = "1688009917330021";
    private static readonly string[] Kinds = ["input_token", "cached_token", "cache_token", "output_token"];

    public static void Write(TextWriter file, DemoBills bills, Month month)
    {
        file.WriteLine(Header);
        foreach (var line in bills.Lines("alibaba", month.Days))
        {
            var amount = Amount(line.Nanos);
            var thousands = string.Create(CultureInfo.InvariantCulture, $"{line.Tokens / 1000}.{line.Tokens % 1000:D3}");
            var item = line.Kind == 3 ? "模型推理输出" : "模型推理输入";
            file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{month},{Account},sfm,大模型服务平台百炼,百炼大模型推理,按量付费,{line.Day:yyyy-MM-dd} 00:00:00,{line.Day.AddDays(1):yyyy-MM-dd} 00:00:00,gateway;llm-aldermoor;{line.Of.Name};{Kinds[line.Kind]};app,{item},{thousands},千tokens,{amount},0,{amount},0,{bills.Currency(line.Model)},,未分配,华北2（北京）"));
        }
        var stored = Amount((118 + new DemoRandom(month.Number, 1, 0).Below(30)) * Nano.PerUnit);
        file.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{month},{Account},oss,对象存储 OSS,对象存储,按量付费,{month.First:yyyy-MM-dd} 00:00:00,{month.Days.To:yyyy-MM-dd} 00:00:00,oss-aldermoor,存储容量,512,GB,{stored},0,{stored},0,CNY,key:department value:Operations,未分配,华北2（北京）"));
    }

    /// <summary>Four decimals: the bill rounds each line.</summary>
    private static string Amount(long nanos) => string.Create(CultureInfo.InvariantCulture, $"{Nano.ToDecimal(nanos):F4}");
}
