namespace TokenSpend.Web.Components.Pages.Imports;

/// <summary>Tabs of the imports, each a path of its own.</summary>
public enum ImportTab { Files, Coverage }
