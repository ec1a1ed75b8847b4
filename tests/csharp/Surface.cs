using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Omnimedia;
using static Checks;

/// Everything beside look-ups: every method is called, and what it gives is held against what it must be.
internal static class Surface
{
    internal static int Run()
    {
        Library.Load();
        Library.SelfTest();
        Building.Run();
        Shapes.Run();
        Sharded.Run();
        Authoring.Run();
        Publishing.Run();
        Groups.Run();
        Manifests.Run();
        Streaming.Run();
        Exchange.Run();
        Newcomer.Run();
        Ends.Run();
        Check("nothing is left", Misuse.Comes(0));
        return Ended("the surface holds");
    }

    internal static Dictionary<string, string> Of(string key, string value)
    {
        return new Dictionary<string, string> { { key, value } };
    }

    internal static string Text(byte[] utf8)
    {
        return Encoding.UTF8.GetString(utf8);
    }

    /// The ids of the assets that are shown, in order.
    internal static string Shown(Publication publication, string number, Context context = null)
    {
        using (var answer = publication.Resolve(new Query(number) { Context = context }))
        {
            return string.Join(" ", answer.Primary.Select(item => item.Asset));
        }
    }

    internal static string Shown(Snapshot snapshot, string number, Context context = null)
    {
        using (var answer = snapshot.Resolve(new Query(number) { Context = context }))
        {
            return string.Join(" ", answer.Primary.Select(item => item.Asset));
        }
    }
}

/// A stamp a minute after the one before, so that every call has its own.
internal static class Clock
{
    private static DateTimeOffset last = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    internal static DateTimeOffset Now
    {
        get { return last; }
    }

    internal static Stamp By(string user)
    {
        last = last.AddMinutes(1);
        return new Stamp(user, last);
    }
}
