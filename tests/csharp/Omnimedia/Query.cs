using System;
using System.Collections.Generic;
using System.Text;

namespace Omnimedia
{
    /// <summary>
    /// Where and in which language something is asked. What is null or empty is the default catalog, Omnichannel,
    /// Neutral. The order of arguments is channel, locale, catalog.
    /// </summary>
    public sealed class Context
    {
        /// <summary>A context: channel, then locale, then catalog.</summary>
        /// <param name="channel">The channel, an operating unit number.</param>
        /// <param name="locale">The locale, a BCP 47 tag in any case.</param>
        /// <param name="catalog">The catalog number.</param>
        public Context(string channel = null, string locale = null, string catalog = null)
        {
            Channel = channel;
            Locale = locale;
            Catalog = catalog;
        }

        internal Context(NativeContext context)
            : this(Utf8.Decode(context.Channel), Utf8.Decode(context.Locale), Utf8.Decode(context.Catalog))
        {
        }

        /// <summary>The channel, an operating unit number; null for Omnichannel.</summary>
        public string Channel { get; }

        /// <summary>The locale, a BCP 47 tag; null for Neutral.</summary>
        public string Locale { get; }

        /// <summary>The catalog number; null for the default catalog.</summary>
        public string Catalog { get; }

        /// <summary>For logs, such as <c>channel 128, fr-CA</c>, or <c>Omnichannel, Neutral</c>.</summary>
        public override string ToString()
        {
            return (string.IsNullOrEmpty(Catalog) ? "" : "catalog " + Short.Of(Catalog) + ", ")
                + (string.IsNullOrEmpty(Channel) ? "Omnichannel, " : "channel " + Short.Of(Channel) + ", ")
                + (string.IsNullOrEmpty(Locale) ? "Neutral" : Short.Of(Locale));
        }
    }

    /// <summary>Which product, variant or selection is asked for, and where.</summary>
    public sealed class Query
    {
        private readonly List<KeyValuePair<string, string>> values = new List<KeyValuePair<string, string>>();

        /// <summary>A query for a product or variant, by its number.</summary>
        /// <exception cref="ArgumentNullException">The number is null.</exception>
        public Query(string number)
        {
            if (number == null)
            {
                throw new ArgumentNullException(nameof(number));
            }
            Number = number;
        }

        /// <summary>A query for a product or variant, by its record id.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The record id is negative.</exception>
        public Query(long recordId)
        {
            recordId.ToNative(nameof(recordId));
            RecordId = recordId;
        }

        /// <summary>The number of the product or variant; null where the record id says it.</summary>
        public string Number { get; }

        /// <summary>The record id of the product or variant; 0 where the number says it.</summary>
        public long RecordId { get; }

        /// <summary>A variant of the product; may be null.</summary>
        public string Variant { get; set; }

        /// <summary>Where and in which language; null is the default catalog, Omnichannel, Neutral.</summary>
        public Context Context { get; set; }

        /// <summary>The selected values, by dimension.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Values
        {
            get { return values; }
        }

        /// <summary>Selects a value of a dimension, and gives the query back.</summary>
        /// <exception cref="ArgumentNullException">The dimension or the value is null.</exception>
        public Query Select(string dimension, string value)
        {
            if (dimension == null || value == null)
            {
                throw new ArgumentNullException(dimension == null ? nameof(dimension) : nameof(value));
            }
            values.Add(new KeyValuePair<string, string>(dimension, value));
            return this;
        }

        /// <summary>For logs, such as <c>S1, variant S1-B, Color=Blue in channel 128, fr-CA</c>.</summary>
        public override string ToString()
        {
            var text = new StringBuilder(Number == null ? "record id " + RecordId : Short.Of(Number));
            text.Append(Variant == null ? "" : ", variant " + Short.Of(Variant));
            foreach (var value in values)
            {
                text.Append(", " + Short.Of(value.Key) + "=" + Short.Of(value.Value));
            }
            return text.Append(" in " + (Context ?? new Context())).ToString();
        }
    }

    /// <summary>The choices that decide which assignment wins. Null for one means the default everywhere.</summary>
    public sealed class Policy
    {
        /// <summary>In which order contexts are tried.</summary>
        public Order Order { get; set; }

        /// <summary>What a locale falls back to.</summary>
        public Parents Parents { get; set; }

        /// <summary>Which sets may speak.</summary>
        public Inheritance Inheritance { get; set; }

        /// <summary>Where alt texts come from.</summary>
        public AltSource AltSource { get; set; }
    }

    /// <summary>In which order contexts are tried.</summary>
    public enum Order
    {
        /// <summary>Locale before channel before Omnichannel; the default.</summary>
        LocaleFirst = 0,

        /// <summary>Channel before locale.</summary>
        ChannelFirst = 1,

        /// <summary>The documented ladder of Dynamics 365 Commerce.</summary>
        Documented = 2,
    }

    /// <summary>What a locale falls back to.</summary>
    public enum Parents
    {
        /// <summary>By truncation, <c>zh-Hant-HK</c> to <c>zh-Hant</c> to <c>zh</c>; the default.</summary>
        Truncate = 0,

        /// <summary>Nothing.</summary>
        None = 1,

        /// <summary>By CLDR, <c>en-AU</c> to <c>en-001</c> to <c>en</c>.</summary>
        Cldr = 2,
    }

    /// <summary>Which sets may speak.</summary>
    public enum Inheritance
    {
        /// <summary>A document that does not speak ends the search; the default.</summary>
        Severed = 0,

        /// <summary>Context by context, levels within each.</summary>
        ContextFirst = 1,

        /// <summary>Level by level, contexts within each.</summary>
        EntityFirst = 2,
    }

    /// <summary>Where alt texts come from.</summary>
    public enum AltSource
    {
        /// <summary>The asset's, else the product's name; the default.</summary>
        Asset = 0,

        /// <summary>The product's name.</summary>
        Product = 1,
    }

    /// <summary>A form of text.</summary>
    public enum Format
    {
        /// <summary>One JSON object.</summary>
        Json = 0,

        /// <summary>JSON Lines: a header, then one entity a line.</summary>
        JsonLines = 1,
    }

    /// <summary>What an asset is.</summary>
    public enum Kind
    {
        /// <summary>A picture.</summary>
        Image = 0,

        /// <summary>A video.</summary>
        Video = 1,

        /// <summary>Any other document: a manual, a size chart.</summary>
        File = 2,
    }

    /// <summary>At which level of a product something is assigned.</summary>
    public enum Level
    {
        /// <summary>At none: nothing spoke.</summary>
        None = -1,

        /// <summary>At one variant.</summary>
        Variant = 0,

        /// <summary>At a dimension combination with wildcards.</summary>
        Dimensions = 1,

        /// <summary>At the product itself.</summary>
        Master = 2,
    }

    /// <summary>What input may have at most. 0 for any of them means its default.</summary>
    public sealed class Limits
    {
        /// <summary>Dimensions of a product: 16.</summary>
        public ulong Dimensions { get; set; }

        /// <summary>Values of a dimension: 4,096.</summary>
        public ulong Values { get; set; }

        /// <summary>Variants of a product: 65,536.</summary>
        public ulong Variants { get; set; }

        /// <summary>Items of a list: 1,000.</summary>
        public ulong Items { get; set; }

        /// <summary>Documents of a product: 65,536.</summary>
        public ulong Documents { get; set; }

        /// <summary>Patterns of a document: 65,536.</summary>
        public ulong Patterns { get; set; }

        /// <summary>Bytes of an identifier: 512.</summary>
        public ulong Identifier { get; set; }

        /// <summary>Bytes of a manifest's cell: 1 MiB.</summary>
        public ulong Cell { get; set; }

        /// <summary>Bytes of a line: 16 MiB.</summary>
        public ulong Line { get; set; }

        /// <summary>Columns of a manifest: 16,384.</summary>
        public ulong Columns { get; set; }

        /// <summary>Nesting of JSON: 64; at most 120 is honoured.</summary>
        public ulong Nesting { get; set; }

        /// <summary>Answers that an audit or a diff covers: 100 million.</summary>
        public ulong Answers { get; set; }
    }
}
