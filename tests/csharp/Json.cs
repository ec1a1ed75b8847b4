using System;
using System.Collections.Generic;
using System.Text;
using Omnimedia;

/// JSON on one line, written key by key.
internal sealed class Json
{
    private readonly StringBuilder text = new StringBuilder();
    private bool more;

    internal Json Object(Action<Json> inside)
    {
        return Around('{', '}', inside);
    }

    internal Json Object(string key, Action<Json> inside)
    {
        return Key(key).Around('{', '}', inside);
    }

    internal Json List<T>(IEnumerable<T> all, Action<Json, T> each)
    {
        return Around('[', ']', json =>
        {
            foreach (var one in all)
            {
                json.Next();
                each(json, one);
                json.more = true;
            }
        });
    }

    internal Json List<T>(string key, IEnumerable<T> all, Action<Json, T> each)
    {
        return Key(key).List(all, each);
    }

    /// A text, or null.
    internal Json Text(string key, string value)
    {
        return Key(key).Text(value);
    }

    /// A text, where there is one.
    internal Json Maybe(string key, string value)
    {
        return value == null ? this : Text(key, value);
    }

    internal Json Number(string key, double value)
    {
        return Key(key).Raw(value.ToString("G17", System.Globalization.CultureInfo.InvariantCulture));
    }

    internal Json Pairs(string key, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        return Object(key, json =>
        {
            foreach (var pair in pairs)
            {
                json.Text(pair.Key, pair.Value);
            }
        });
    }

    /// Pairs, where there are any.
    internal Json MaybePairs(string key, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        return pairs.Count == 0 ? this : Pairs(key, pairs);
    }

    internal Json Text(string value)
    {
        if (value == null)
        {
            return Raw("null");
        }
        Next();
        text.Append('"');
        foreach (var letter in value)
        {
            if (letter == '"' || letter == '\\')
            {
                text.Append('\\').Append(letter);
            }
            else if (letter < ' ')
            {
                text.Append("\\u").Append(((int)letter).ToString("x4"));
            }
            else
            {
                text.Append(letter);
            }
        }
        text.Append('"');
        more = true;
        return this;
    }

    private Json Raw(string value)
    {
        Next();
        text.Append(value);
        more = true;
        return this;
    }

    private Json Key(string key)
    {
        Text(key);
        text.Append(':');
        more = false;
        return this;
    }

    private Json Around(char open, char close, Action<Json> inside)
    {
        Next();
        text.Append(open);
        more = false;
        inside(this);
        text.Append(close);
        more = true;
        return this;
    }

    private void Next()
    {
        if (more)
        {
            text.Append(',');
        }
        more = false;
    }

    public override string ToString()
    {
        return text.ToString();
    }
}

/// The words of choices.
internal static class Words
{
    internal static string Of(Kind kind)
    {
        return kind.ToString().ToLowerInvariant();
    }

    internal static string Of(SwatchSource source)
    {
        return source.ToString().ToLowerInvariant();
    }

    internal static string Of(Level level)
    {
        return level.ToString().ToLowerInvariant();
    }
}
