namespace TokenSpend.Core.Operations;

/// <summary>Something that was asked for cannot be done; the message says why, and what to do next. In English, for the command line.</summary>
public sealed class RefusedException(string message) : Exception(message);
