using TokenSpend.Core.Primitives;
using TokenSpend.Core.Usage;

namespace TokenSpend.Core.Ingestion.Formats;

/// <summary>Alibaba Cloud bill details, Chinese or English header: one line per instance or billable item.</summary>
/// <remarks>
/// English columns and the instance id of Model Studio are documented by the vendor; Chinese headers are those that public programs read
/// (plain names, and "group/name" in the detail export), so columns are found by any of their spellings. Billed is the payable amount (应付金额, PretaxAmount): vouchers are off already,
/// prepaid cards and cash coupons are ways to pay it. Effective equals it: the bill does not amortise, so a subscription is
/// spread over its service period by its charge days alone.
/// </remarks>
public sealed class AlibabaBill : IDocumentFormat
{
    private const string Issuer = "alibaba";
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly string[] Cycle = ["账期", "账单月份", "账单周期", "账单信息/账单月份", "BillingCycle", "Billing Cycle"];
    private static readonly string[] Date = ["账单日期", "账单信息/账单日期", "BillingDate", "Billing Date"];
    private static readonly string[] Account = ["账号ID", "账号", "账户ID", "资源购买账号ID", "身份信息/资源购买账号ID", "BillAccountID", "AccountID", "Account ID", "OwnerID"];
    private static readonly string[] ProductCode = ["产品Code", "产品代码", "产品信息/产品Code", "ProductCode", "Product Code"];
    private static readonly string[] Product = ["产品", "产品名称", "产品信息/产品名称", "ProductName", "Product Name"];
    private static readonly string[] Commodity = ["商品", "商品名称", "商品Code", "产品信息/商品名称", "ProductDetail", "Product Detail"];
    private static readonly string[] Kind = ["账单类型", "消费类型", "订单类型", "费用类型", "账单信息/费用类型", "Item", "BillType", "SubscriptionType"];
    private static readonly string[] From = ["服务开始时间", "账单开始时间", "用量开始时间", "消费时间", "账单信息/服务开始时间", "账单信息/消费时间", "UsageStartTime", "ServiceStartTime"];
    private static readonly string[] To = ["服务结束时间", "账单结束时间", "用量结束时间", "账单信息/服务结束时间", "UsageEndTime", "ServiceEndTime"];
    private static readonly string[] Instance = ["实例ID", "资源ID", "资产/资源实例ID", "资源信息/实例ID", "InstanceID", "Instance ID"];
    private static readonly string[] Item = ["计费项", "计费项名称", "产品信息/计费项名称", "BillingItem", "Billing Item", "BillableItem"];
    private static readonly string[] Usage = ["用量", "用量信息/用量", "Usage"];
    private static readonly string[] Unit = ["用量单位", "用量信息/用量单位", "UsageUnit"];
    private static readonly string[] Payable = ["应付金额", "税前应付金额", "应付信息/应付金额", "PretaxAmount", "Pretax Amount"];
    private static readonly string[] Currency = ["币种", "币种类型", "定价币种", "定价信息/定价币种", "Currency"];
    private static readonly string[] Tags = ["标签", "实例标签", "资源信息/实例标签", "资源信息/标签", "Tag", "Tags", "InstanceTag"];
    private static readonly string[] Group = ["财务单元", "资源组", "资源信息/资源组", "CostUnit", "ResourceGroup"];
    private static readonly string[] Region = ["地域", "资源信息/地域", "Region"];
    private static readonly string[] RecordId = ["账单明细ID", "账单ID", "主键", "标识信息/账单明细ID", "RecordID", "Record ID"];

    public FormatInfo Info { get; } = new(
        "alibaba-bill", "Alibaba Cloud bill details (CSV)", "header with 账期 or 账单月份, 产品Code and 应付金额 (also as 账单信息/账单月份 …), or BillingCycle, ProductCode and PretaxAmount",
        "Model Studio lines whose unit says tokens or thousands of them: disjoint kinds, by the instance id",
        IdentityKind.Snapshot, SourceLevel.FinalBill, CoverageRule.BillingPeriods, "Asia/Shanghai", SettlingDays: 3,
        Evidence.PublicDocumentation, "English columns, tags and the instance id from the vendor's pages; the Chinese headers from public programs that read real bills",
        [.. new[] { Cycle, Date, Usage, Unit, Account, ProductCode, Product, Commodity, Kind, From, To, Instance, Item, Payable, Currency, Tags, Group, Region, RecordId }.SelectMany(names => names)]);

    public Match Detect(FileHead head)
    {
        if (head.HasColumns("BillingCycle", "ProductCode", "PretaxAmount")) return Match.Sure;
        if (!Has(head, Cycle) || !Has(head, Payable)) return Match.No;
        return Has(head, ProductCode) ? Match.Sure : Has(head, Instance) ? Match.Maybe : Match.No;
    }

    public IEnumerable<LineOutcome> Read(TextReader content, ReadContext context) =>
        CsvTable.Read(content, [], row => Outcome(row, context));

    private static LineOutcome Outcome(CsvRow row, ReadContext context)
    {
        var cycle = row.Text(Cycle);
        if (cycle is "合计" or "总计" or "Total") return new IgnoredLine(row.Line, "total-row");
        var period = BillingPeriod(row, cycle);
        var billed = row.Nanos(Payable);
        var (account, product, item) = (row.Text(Account), row.Text(Product) ?? row.Text(ProductCode), row.Text(Item));
        var instance = AlibabaInstance.Parse(row.Text(Instance), item);
        var category = Category(row.Text(Kind), billed);
        var charge = new Charge
        {
            Issuer = Issuer,
            Account = account,
            Provider = Issuer,
            Model = instance.Model,
            Service = product ?? row.Required(Product),
            Item = item ?? row.Text(Commodity),
            Days = Days(row, period),
            BillingPeriod = period,
            Category = category,
            Billed = billed,
            Effective = billed,
            Currency = row.Text(Currency) is null or "人民币" ? "CNY" : row.Currency(Currency),
            Subject = new Subject
            {
                Source = context.Source,
                Level = SourceLevel.FinalBill,
                Issuer = Issuer,
                Account = account,
                Project = instance.Workspace ?? (row.Text(Group) is { } group and not ("未分配" or "Unallocated") ? group : null),
                Key = instance.Key,
                Tags = TagText.Declared(AlibabaInstance.Tags(row.Text(Tags)), context.TagKeys),
            },
            Dimensions = DimensionText.Of(
                ("product", row.Text(ProductCode) ?? product), ("commodity", row.Text(Commodity)), ("kind", row.Text(Kind)),
                ("instance", row.Text(Instance)), ("item", item), ("region", row.Text(Region)), ("group", row.Text(Group)),
                ("record", row.Text(RecordId)), ("date", row.Text(Date)), ("from", row.Text(From)), ("to", row.Text(To)), ("tags", row.Text(Tags))),
        };
        if (instance.Model is null || category != ChargeCategory.Usage || charge.Days.Days != 1
            || BilledTokens.Of(row.Text(Usage), row.Text(Unit), $"{row.Text(Instance)?.Split(';').ElementAtOrDefault(3)} {item}") is not { } tokens) return new AcceptedLine(row.Line, charge);
        var at = TimeZoneInfo.ConvertTimeToUtc(charge.Days.From.ToDateTime(TimeOnly.MinValue), Shanghai);
        var bucket = new UsageRecord
        {
            At = at, To = at.AddDays(1), Provider = Issuer, Model = instance.Model, Subject = charge.Subject, Tokens = tokens, Requests = 0, Dimensions = charge.Dimensions,
        };
        return new AcceptedLine(row.Line, [bucket], [charge]);
    }

    /// <summary>"2026-10", "202610", "2026/10" or "2026年10月".</summary>
    private static Period BillingPeriod(CsvRow row, string? text)
    {
        var digits = new string([.. (text ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length == 5 && text!.Length > 5) digits = digits.Insert(4, "0");
        if (digits.Length >= 6 && Month.TryParse($"{digits[..4]}-{digits[4..6]}", out var month) && month.Year is >= 2000 and <= 2099) return month.Days;
        return row.Fail(Cycle.FirstOrDefault(row.Has) ?? Cycle[0], text, "a month such as 2026-10", default(Period));
    }

    /// <summary>The service's days where the line has them, else the billing date, else the billing period. Times have no zone and are the issuer's own.</summary>
    private static Period Days(CsvRow row, Period period)
    {
        if (row.Text(From) is null)
        {
            if (row.Text(Date) is null) return period;
            var day = row.Day(Date);
            return new Period(day, day.AddDays(1));
        }
        var from = row.Instant(From);
        return row.Days(from, row.Text(To) is null ? from : row.Instant(To), To.FirstOrDefault(row.Has) ?? To[0]);
    }

    private static ChargeCategory Category(string? kind, long billed) => kind switch
    {
        null => billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
        _ when Says(kind, "退款") || Says(kind, "Refund") => ChargeCategory.Credit,
        _ when Says(kind, "调账") || Says(kind, "Adjust") => ChargeCategory.Adjustment,
        _ when Says(kind, "税") || Says(kind, "Tax") => ChargeCategory.Tax,
        _ when Says(kind, "按量") || Says(kind, "后付费") || Says(kind, "PayAsYouGo") => ChargeCategory.Usage,
        _ when Says(kind, "预付") || Says(kind, "订阅") || Says(kind, "包年包月") || Says(kind, "订单") || Says(kind, "Subscription") => ChargeCategory.Purchase,
        _ => billed < 0 ? ChargeCategory.Credit : ChargeCategory.Usage,
    };

    private static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(FileHead head, string[] names) =>
        head.Columns.Any(column => names.Any(name => column == name || column.StartsWith(name + "(", StringComparison.Ordinal) || column.StartsWith(name + "（", StringComparison.Ordinal)));
}
