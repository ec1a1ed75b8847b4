using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    /// <summary>
    /// A context that a snapshot or a store interned: a number, to be kept as long as its owner. It is good for the
    /// snapshot that gave it, or for every lease of the store that gave it; any other refuses it with
    /// <see cref="FaultCode.WrongShelf"/>.
    /// </summary>
    public struct Shelf : IEquatable<Shelf>
    {
        internal readonly ulong Number;

        internal Shelf(ulong number)
        {
            Number = number;
        }

        /// <summary>Whether it is the same context of the same owner.</summary>
        public bool Equals(Shelf other)
        {
            return Number == other.Number;
        }

        /// <summary>Whether it is the same context of the same owner.</summary>
        public override bool Equals(object other)
        {
            return other is Shelf && Equals((Shelf)other);
        }

        /// <summary>A hash of the number.</summary>
        public override int GetHashCode()
        {
            return Number.GetHashCode();
        }
    }

    /// <summary>
    /// One picture, video or file of a product, as a snapshot lends it: read its texts while the snapshot or lease is
    /// not disposed of.
    /// </summary>
    public struct Item
    {
        private readonly NativeItem item;
        private readonly SafeHandle owner;

        internal Item(NativeItem item, SafeHandle owner)
        {
            this.item = item;
            this.owner = owner;
        }

        /// <summary>The id of the asset.</summary>
        public Utf8Text Asset
        {
            get { return new Utf8Text(item.Asset, owner); }
        }

        /// <summary>Where its bytes are; absent where nobody said.</summary>
        public Utf8Text Url
        {
            get { return new Utf8Text(item.Url, owner); }
        }

        /// <summary>What it is for; absent for primary items.</summary>
        public Utf8Text Purpose
        {
            get { return new Utf8Text(item.Purpose, owner); }
        }

        /// <summary>What stands for it in words, in the shelf's language; absent where there is no such text.</summary>
        public Utf8Text Alt
        {
            get { return new Utf8Text(item.Alt, owner); }
        }

        /// <summary>What the asset is.</summary>
        public Kind Kind
        {
            get { return (Kind)item.Kind; }
        }

        /// <summary>
        /// For logs, such as <c>Image A1 https://cdn.example/a1.png</c>, with the purpose before it. It is read like
        /// the texts.
        /// </summary>
        public override string ToString()
        {
            return (Purpose.IsAbsent ? "" : Short.Of(Purpose.ToString()) + ": ") + Kind + " "
                + Short.Of(Asset.ToString()) + (Url.IsAbsent ? "" : " " + Short.Of(Url.ToString()));
        }
    }

    /// <summary>What a snapshot says of a product or variant itself. Its texts live as those of an item.</summary>
    public struct Found
    {
        private readonly NativeFound found;
        private readonly SafeHandle owner;

        internal Found(NativeFound found, SafeHandle owner)
        {
            this.found = found;
            this.owner = owner;
        }

        /// <summary>The number of the product.</summary>
        public Utf8Text Product
        {
            get { return new Utf8Text(found.Product, owner); }
        }

        /// <summary>The number of the variant; absent for a product.</summary>
        public Utf8Text Variant
        {
            get { return new Utf8Text(found.Variant, owner); }
        }

        /// <summary>The name of the product; absent where it has none.</summary>
        public Utf8Text Name
        {
            get { return new Utf8Text(found.Name, owner); }
        }

        /// <summary>The record id of the product or variant itself; 0 where it has none.</summary>
        public long RecordId
        {
            get { return found.RecordId.ToRecordId(); }
        }
    }

    /// <summary>
    /// A hash of content, 16 bytes: equal where the content is equal, in every build and on every platform.
    /// </summary>
    public unsafe struct ContentHash : IEquatable<ContentHash>
    {
        private readonly ulong high;
        private readonly ulong low;

        internal ContentHash(byte* bytes)
        {
            high = Number(bytes);
            low = Number(bytes + 8);
        }

        private static ulong Number(byte* bytes)
        {
            var number = 0ul;
            for (var at = 0; at < 8; at++)
            {
                number = number << 8 | bytes[at];
            }
            return number;
        }

        /// <summary>Whether the content is equal.</summary>
        public bool Equals(ContentHash other)
        {
            return high == other.high && low == other.low;
        }

        /// <summary>Whether the content is equal.</summary>
        public override bool Equals(object other)
        {
            return other is ContentHash && Equals((ContentHash)other);
        }

        /// <summary>A hash of the hash.</summary>
        public override int GetHashCode()
        {
            return low.GetHashCode();
        }

        /// <summary>Whether the content is equal.</summary>
        public static bool operator ==(ContentHash one, ContentHash other)
        {
            return one.Equals(other);
        }

        /// <summary>Whether the content is not equal.</summary>
        public static bool operator !=(ContentHash one, ContentHash other)
        {
            return !one.Equals(other);
        }

        /// <summary>32 hexadecimal digits in lower case, as an ETag wants them.</summary>
        public override string ToString()
        {
            return high.ToString("x16") + low.ToString("x16");
        }
    }
}
