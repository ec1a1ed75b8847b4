using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Omnimedia;

/// The client program of .NET: asks the wrapper as a host would, by the protocol that clients of all languages share.
internal static class Client
{
    private const string Usage =
        "usage: client direct|snapshot|hot FILE ORDER PARENTS INHERITANCE ALT_SOURCE\n"
        + "       client gallery FILE NUMBER CHANNEL LOCALE\n"
        + "       client allocations\n"
        + "       client misuse\n"
        + "       client surface";

    private static int Main(string[] words)
    {
        var status = Run(words);
        // what a call left behind without disposing of it would be seen here
        if (status == 0 && Library.HandlesAlive != 0)
        {
            Console.Error.WriteLine(Library.HandlesAlive + " handles are not released");
            return 3;
        }
        return status;
    }

    private static int Run(string[] words)
    {
        var mode = words.Length > 0 ? words[0] : "";
        try
        {
            switch (mode)
            {
                case "direct":
                case "snapshot":
                case "hot":
                    return words.Length == 6 ? Ask(mode, words) : Refuse();
                case "gallery":
                    return words.Length == 5 ? Gallery(words[1], words[2], words[3], words[4]) : Refuse();
                case "allocations":
                    return Allocations.Run();
                case "misuse":
                    return Misuse.Run();
                case "surface":
                    return Surface.Run();
                default:
                    return Refuse();
            }
        }
        catch (OmnimediaException fault)
        {
            foreach (var one in fault.Faults)
            {
                Console.Error.WriteLine((int)one.Code + ": " + one);
            }
            return 1;
        }
    }

    private static int Refuse()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static int Ask(string mode, string[] words)
    {
        var policy = new Policy
        {
            Order = (Order)int.Parse(words[2]),
            Parents = (Parents)int.Parse(words[3]),
            Inheritance = (Inheritance)int.Parse(words[4]),
            AltSource = (AltSource)int.Parse(words[5]),
        };
        using (var engine = Engine.Open(mode, File.ReadAllBytes(words[1]), policy))
        using (var questions = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)))
        using (var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)))
        {
            answers.NewLine = "\n";
            for (var line = questions.ReadLine(); line != null; line = questions.ReadLine())
            {
                answers.WriteLine(Answered(engine, new Question(line)));
                answers.Flush();
            }
        }
        return 0;
    }

    private static string Answered(Engine engine, Question question)
    {
        try
        {
            switch (question.Ask)
            {
                case "media":
                    return engine.Media(question);
                case "explain":
                    return engine.Explain(question);
                case "swatches":
                    return engine.Swatches(question);
                case "category":
                    return engine.Category(question);
                default:
                    throw new InvalidDataException("no such question: " + question.Ask);
            }
        }
        catch (OmnimediaException fault)
        {
            return new Json().Object(json => json.Object("fault", one => one
                .Number("number", (int)fault.Code)
                .Text("code", fault.Name)
                .Text("message", fault.Faults[0].Message))).ToString();
        }
    }

    private static int Gallery(string file, string number, string channel, string locale)
    {
        using (var publication = Publication.Read(File.ReadAllBytes(file)))
        using (var snapshot = publication.Flatten())
        {
            var shelf = snapshot.Shelf(new Context(channel, locale));
            Found found;
            if (!snapshot.TryGetProduct(number, out found))
            {
                Console.Error.WriteLine((int)FaultCode.NotFound + ": there is no product or variant " + number);
                return 1;
            }
            var page = new StringBuilder();
            page.Append(found.Name.IsAbsent ? number : found.Name + " (" + number + ")");
            page.Append(" in " + (channel.Length == 0 ? "Omnichannel" : channel));
            page.Append(", " + (locale.Length == 0 ? "Neutral" : locale) + "\n");
            var primary = Hot.Primary(snapshot, shelf, number);
            Item image;
            var open = snapshot.TryGetDefaultImage(shelf, number, out image);
            for (var at = 0; at < primary.Count; at++)
            {
                var first = open && primary[at].Kind == Kind.Image;
                page.Append("  " + (at + 1) + ". " + Line(primary[at]) + (first ? " [default]\n" : "\n"));
                open &= !first;
            }
            var additional = Hot.Additional(snapshot, shelf, number);
            foreach (var item in additional)
            {
                page.Append("  " + item.Purpose + ": " + Line(item) + "\n");
            }
            page.Append(primary.Count + additional.Count == 0 ? "  nothing\n" : "");
            using (var output = Console.OpenStandardOutput())
            {
                var bytes = new UTF8Encoding(false).GetBytes(page.ToString());
                output.Write(bytes, 0, bytes.Length);
            }
        }
        return 0;
    }

    private static string Line(Item item)
    {
        return Words.Of(item.Kind) + " " + item.Asset + (item.Url.IsAbsent ? "" : " " + item.Url)
            + (item.Alt.IsAbsent ? "" : ": " + item.Alt);
    }
}

/// A question: fields with tabs between them.
internal sealed class Question
{
    internal readonly string Ask;
    internal readonly string Number;
    internal readonly long RecordId;
    internal readonly string Variant;
    internal readonly Context Context;
    internal readonly List<KeyValuePair<string, string>> Values = new List<KeyValuePair<string, string>>();

    internal Question(string line)
    {
        var fields = Array.ConvertAll(line.Split('\t'), Unescaped);
        Ask = fields[0];
        Number = OrNull(fields[1]);
        RecordId = fields[2].Length == 0 ? 0 : long.Parse(fields[2]);
        Variant = OrNull(fields[3]);
        Context = new Context(OrNull(fields[5]), OrNull(fields[6]), OrNull(fields[4]));
        for (var at = 7; at + 1 < fields.Length; at += 2)
        {
            Values.Add(new KeyValuePair<string, string>(fields[at], fields[at + 1]));
        }
    }

    internal Query Query()
    {
        var query = Number == null ? new Query(RecordId) : new Query(Number);
        query.Variant = Variant;
        query.Context = Context;
        foreach (var value in Values)
        {
            query.Select(value.Key, value.Value);
        }
        return query;
    }

    private static string OrNull(string field)
    {
        return field.Length == 0 ? null : field;
    }

    private static string Unescaped(string field)
    {
        var text = new StringBuilder();
        for (var at = 0; at < field.Length; at++)
        {
            if (field[at] != '\\')
            {
                text.Append(field[at]);
                continue;
            }
            at++;
            text.Append(field[at] == 't' ? '\t' : field[at] == 'n' ? '\n' : field[at] == 'r' ? '\r' : field[at]);
        }
        return text.ToString();
    }
}
