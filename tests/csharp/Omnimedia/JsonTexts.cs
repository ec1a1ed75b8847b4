using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Omnimedia
{
    /// <summary>
    /// A JSON list of texts, as the library writes it. <c>netstandard2.0</c> has no reader of JSON without one more
    /// reference, which a host would have to add.
    /// </summary>
    internal static class JsonTexts
    {
        internal static IReadOnlyList<string> Read(string json)
        {
            var texts = new List<string>();
            for (var at = 0; at < json.Length; at++)
            {
                if (json[at] == '"')
                {
                    texts.Add(One(json, ref at));
                }
            }
            return texts;
        }

        /// <summary>
        /// The text that begins with the quote at a place, which becomes that of the quote at its end.
        /// </summary>
        private static string One(string json, ref int at)
        {
            var text = new StringBuilder();
            for (at++; json[at] != '"'; at++)
            {
                if (json[at] != '\\')
                {
                    text.Append(json[at]);
                    continue;
                }
                at++;
                if (json[at] == 'u')
                {
                    text.Append((char)int.Parse(json.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture));
                    at += 4;
                    continue;
                }
                var place = "bfnrt".IndexOf(json[at]);
                text.Append(place < 0 ? json[at] : "\b\f\n\r\t"[place]);
            }
            return text.ToString();
        }
    }
}
