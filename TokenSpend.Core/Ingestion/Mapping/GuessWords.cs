namespace TokenSpend.Core.Ingestion.Mapping;

/// <summary>What exports in both languages, and the plainest German ones, call a field, the most telling name first; without spaces, hyphens, underscores and points.</summary>
internal static class GuessWords
{
    /// <summary>In the order in which fields choose their column.</summary>
    public static IReadOnlyList<(MappedField Field, string[] Words)> All { get; } =
    [
        (MappedField.Id, ["requestid", "reqid", "xrequestid", "traceid", "logid", "callid", "eventid", "id", "请求id", "请求编号", "调用id", "日志id", "流水号"]),
        (MappedField.Until, ["usageendtime", "endtime", "enddate", "chargeperiodend", "periodend", "expirydate", "validuntil", "结束时间", "结束日期", "使用结束时间", "服务结束时间", "到期时间", "有效期至", "until", "to"]),
        (MappedField.Month, ["billingmonth", "billingcycle", "billmonth", "invoicemonth", "month", "账单月份", "账期", "账单周期", "月份", "计费月"]),
        (MappedField.At, ["usagestarttime", "starttime", "chargeperiodstart", "requesttime", "createdat", "timestamp", "datetime", "usagedate", "utcdate", "billdate", "date", "day", "time", "startdate", "start", "ts", "created", "when", "datum", "tag", "账单日期", "消费日期", "消费时间", "使用日期", "使用开始时间", "开始时间", "调用时间", "请求时间", "创建时间", "计费时间", "统计日期", "记账日期", "日期", "时间"]),
        (MappedField.CacheRead, ["cachereadinputtokens", "cachereadtokens", "cachedtokens", "cachedinputtokens", "cachehittokens", "inputcachedtokens", "cachetokens", "cacheread", "tokencached", "缓存命中tokens", "命中缓存tokens", "缓存命中", "缓存tokens", "缓存读取"]),
        (MappedField.CacheWrite1h, ["cachecreation1h", "cachewrite1h", "cachewrite1htokens", "ephemeral1hinputtokens"]),
        (MappedField.CacheWrite5m, ["cachecreationinputtokens", "cachewritetokens", "cachewrite", "cachewrite5m", "cachecreationtokens", "缓存写入", "缓存写入tokens", "缓存创建"]),
        (MappedField.Reasoning, ["reasoningtokens", "thinkingtokens", "thoughtstokens", "reasoning", "思考tokens", "推理tokens", "思维链tokens"]),
        (MappedField.Input, ["inputtokens", "prompttokens", "tokensin", "tokenin", "inputtoken", "prompttoken", "tokensprompt", "requnits", "inputtokencount", "input", "prompt", "输入tokens", "输入token", "输入token数", "输入tokens数", "提示tokens", "输入量", "输入"]),
        (MappedField.Output, ["outputtokens", "completiontokens", "tokensout", "tokenout", "outputtoken", "completiontoken", "tokenscompletion", "resunits", "outputtokencount", "generatedtokens", "output", "completion", "输出tokens", "输出token", "输出token数", "输出tokens数", "生成tokens", "补全tokens", "输出量", "输出"]),
        (MappedField.Model, ["modelname", "model", "modelid", "llmmodel", "requestmodel", "modelversion", "engine", "deployment", "llm", "modell", "模型名称", "模型", "模型编码", "模型版本", "模型id"]),
        (MappedField.Currency, ["currencycode", "billingcurrency", "costcurrency", "currency", "währung", "币种", "货币", "结算币种"]),
        (MappedField.Billed, ["billedcost", "billedamount", "amountdue", "totalcost", "netcost", "cost", "costusd", "amount", "amountusd", "charge", "charges", "spend", "price", "total", "fee", "betrag", "nettobetrag", "kosten", "costinbillingcurrency", "pretaxamount", "应付金额", "实付金额", "消费金额", "扣费金额", "应付", "优惠后总价", "金额", "费用", "总价", "花费"]),
        (MappedField.Requests, ["requestcount", "requests", "numrequests", "calls", "callcount", "nummodelrequests", "apicalls", "请求数", "请求次数", "调用次数", "调用量", "次数"]),
        (MappedField.Quantity, ["usagequantity", "quantity", "usageamount", "tokens", "tokencount", "totaltokens", "usage", "用量", "使用量", "消耗tokens", "token用量", "tokens用量", "数量"]),
        (MappedField.Unit, ["usageunit", "unitofmeasure", "unit", "uom", "用量单位", "单位", "计量单位"]),
        (MappedField.Provider, ["providername", "provider", "vendor", "vendorname", "aiorg", "供应商", "厂商", "服务商", "提供商", "渠道"]),
        (MappedField.Account, ["billingaccountid", "accountid", "accountname", "billingaccount", "payeraccountid", "account", "customerid", "organizationid", "账号id", "账号", "账户id", "账户", "账户名称", "客户编号", "主账号"]),
        (MappedField.Project, ["projectname", "projectid", "project", "workspace", "workspacename", "workspaceid", "teamid", "team", "tenant", "resourcegroup", "项目名称", "项目", "项目id", "业务空间", "工作空间", "团队", "应用", "应用名称"]),
        (MappedField.Key, ["apikeyname", "apikeyid", "apikey", "keyname", "tokenname", "keyid", "key", "consumer", "virtualkey", "apikey名称", "密钥", "密钥名称", "令牌", "令牌名称"]),
        (MappedField.User, ["username", "userid", "useremail", "user", "email", "enduser", "requestedby", "用户名", "用户", "用户id", "使用人", "员工", "邮箱", "姓名"]),
        (MappedField.ApiBase, ["apibase", "baseurl", "endpoint", "host", "targeturl", "requesturl", "url", "upstreamhost", "接口地址", "服务地址"]),
        (MappedField.Service, ["servicename", "productname", "service", "product", "metercategory", "产品名称", "产品", "服务名称", "服务", "商品名称"]),
        (MappedField.Item, ["lineitem", "skuname", "sku", "itemname", "item", "chargeitem", "billingitem", "usagetype", "description", "tokentype", "metername", "计费项", "计费项名称", "费用类型", "项目明细", "规格", "类型", "套餐名称"]),
        (MappedField.Category, ["chargecategory", "chargetype", "transactiontype", "billtype", "billingmode", "costtype", "交易类型", "账单类型", "消费类型", "计费方式", "计费模式", "付费方式", "订单类型"]),
        (MappedField.Status, ["statuscode", "responsestatus", "httpstatus", "responsecode", "status", "success", "issuccess", "状态码", "状态", "是否成功", "结果"]),
    ];

    /// <summary>A column's name as the words are written: of a path its last part, without what stands in parentheses.</summary>
    public static string Plain(string column)
    {
        var cut = column.AsSpan().IndexOfAny('(', '（', '[');
        var name = cut > 0 ? column[..cut] : column;
        return new string([.. name.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
    }

    /// <summary>Of a path "usage.input_tokens" its last name.</summary>
    public static string LastName(string path) => path[(path.LastIndexOf('.') + 1)..];
}
