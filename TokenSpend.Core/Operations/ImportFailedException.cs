namespace TokenSpend.Core.Operations;

/// <summary>A file that cannot be imported as a whole; the message says what was found and what to do next.</summary>
public sealed class ImportFailedException(string message, Exception? inner = null) : Exception(message, inner);
