using System;
using Omnimedia;

/// What the modes of the client that check something have in common.
internal static class Checks
{
    private static int failures;

    internal static void Check(string what, bool holds)
    {
        if (!holds)
        {
            failures++;
        }
        Console.WriteLine((holds ? "ok: " : "FAILED: ") + what);
    }

    /// Whether a text is what is expected, told where it is not.
    internal static void Same(string what, string expected, string found)
    {
        Check(expected == found ? what : what + ": " + found + " is not " + expected, expected == found);
    }

    /// Whether a text has all of these parts, told where it has not.
    internal static void Has(string what, string text, params string[] parts)
    {
        var holds = text != null && Array.TrueForAll(parts, part => text.Contains(part));
        Check(holds ? what : what + ": " + text + " lacks one of " + string.Join(" | ", parts), holds);
    }

    /// The last line, and how the program ends.
    internal static int Ended(string well)
    {
        Console.WriteLine(failures == 0 ? well : failures + " checks failed");
        return failures == 0 ? 0 : 1;
    }

    internal static void Throws<T>(string what, Action call, Func<T, bool> right = null) where T : Exception
    {
        try
        {
            call();
            Check(what + ": nothing was thrown", false);
        }
        catch (T thrown)
        {
            Check(what, right == null || right(thrown));
        }
        catch (Exception other)
        {
            Check(what + ": " + other, false);
        }
    }

    internal static void Refuses(string what, FaultCode code, Action call)
    {
        Throws<OmnimediaException>(what + " is " + code, call, fault => fault.Code == code
            && fault.Name.Length > 0 && fault.Faults.Count > 0 && fault.Message.Length > 0);
    }

    internal static void Gone(string what, Action call)
    {
        Throws<ObjectDisposedException>(what + " after Dispose", call);
    }

    internal static void Null(string what, Action call)
    {
        Throws<ArgumentNullException>(what + " of null", call);
    }
}
