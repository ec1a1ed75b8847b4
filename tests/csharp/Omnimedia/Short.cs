using System.Text;

namespace Omnimedia
{
    /// <summary>Texts of others in a line of a log.</summary>
    internal static class Short
    {
        private const int Most = 128;

        /// <summary>One line of at most 128 characters, whatever the text has.</summary>
        internal static string Of(string text)
        {
            var line = new StringBuilder();
            foreach (var sign in text)
            {
                if (line.Length == Most)
                {
                    return line.Append('\u2026').ToString();
                }
                line.Append(IsHidden(sign) ? ' ' : sign);
            }
            return line.ToString();
        }

        /// <summary>Whether it breaks a line, or makes what follows look like something else.</summary>
        private static bool IsHidden(char sign)
        {
            return char.IsControl(sign) || sign >= '\u2028' && sign <= '\u202E' || sign >= '\u2066' && sign <= '\u2069';
        }
    }
}
