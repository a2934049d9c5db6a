namespace TokenSpend.Web.Resources;

/// <summary>Names the resource files of every visible text: Texts.resx (English) and Texts.zh-CN.resx.</summary>
public sealed class Texts;
