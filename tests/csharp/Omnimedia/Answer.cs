using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>
    /// An answer: what a product, a variant or a selection shows, with every text, property and origin. It never
    /// changes, keeps what it was asked of alive, and any thread may read it. Texts are strings of their own.
    /// </summary>
    public sealed unsafe class Answer : IDisposable
    {
        private const int OfProduct = 2;

        internal readonly AnswerHandle Handle;

        internal Answer(IntPtr owned)
        {
            Handle = new AnswerHandle(owned);
            var about = About();
            Product = Utf8.Decode(about.Product);
            Variant = Utf8.Decode(about.Variant);
            Origin = new Origin(about.Origin, Pairs.Read((Pair* room, UIntPtr capacity, UIntPtr* count) =>
                Native.omnimedia_answer_match(Handle, room, capacity, count)));
            Hash = new ContentHash(about.Hash);
            Primary = Items(0, about.Primary.ToInt());
            Additional = Items(1, about.Additional.ToInt());
            UIntPtr image;
            OmnimediaException.Check(Native.omnimedia_answer_default_image(Handle, &image), IntPtr.Zero);
            DefaultImage = image.ToUInt64() < (ulong)Primary.Count ? Primary[image.ToInt()] : null;
        }

        private NativeAnswerInfo About()
        {
            NativeAnswerInfo info;
            OmnimediaException.Check(Native.omnimedia_answer_about(Handle, &info), IntPtr.Zero);
            return info;
        }

        private IReadOnlyList<AnswerItem> Items(int list, int length)
        {
            var items = new AnswerItem[length];
            using (var arguments = new Arguments())
            {
                UIntPtr count;
                var room = (NativeItem*)arguments.Room((long)sizeof(NativeItem) * length);
                var status = Native.omnimedia_answer_items(Handle, list, room, length.ToNative(), &count);
                OmnimediaException.Check(status, IntPtr.Zero);
                for (var at = 0; at < length; at++)
                {
                    items[at] = new AnswerItem(this, list, at, room[at]);
                }
            }
            return items;
        }

        /// <summary>The number of the product.</summary>
        public string Product { get; }

        /// <summary>The number of the variant; null for a product and a selection.</summary>
        public string Variant { get; }

        /// <summary>The first set that spoke, or the document that severed.</summary>
        public Origin Origin { get; }

        /// <summary>The content hash, an ETag: equal where items, texts and default image are equal.</summary>
        public ContentHash Hash { get; }

        /// <summary>The ordered gallery.</summary>
        public IReadOnlyList<AnswerItem> Primary { get; }

        /// <summary>The items with a purpose, in order.</summary>
        public IReadOnlyList<AnswerItem> Additional { get; }

        /// <summary>The first primary item that is an image; null where there is none.</summary>
        public AnswerItem DefaultImage { get; }

        /// <summary>The extension properties of the product, by key.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Properties
        {
            get { return Owned(OfProduct, 0, 0); }
        }

        internal IReadOnlyList<KeyValuePair<string, string>> Owned(int owner, int list, int index)
        {
            return Held(() => Pairs.Read((Pair* room, UIntPtr capacity, UIntPtr* count) =>
                Native.omnimedia_answer_properties(
                    Handle, owner, list, index.ToNative(), room, capacity, count)));
        }

        /// <summary>Reads something while the answer stays, whatever other threads dispose of.</summary>
        internal T Held<T>(Func<T> read)
        {
            var held = false;
            try
            {
                Handle.DangerousAddRef(ref held);
                return read();
            }
            finally
            {
                if (held)
                {
                    Handle.DangerousRelease();
                }
            }
        }

        /// <summary>The answer as JSON, in the form that every language shares.</summary>
        public string ToJson()
        {
            IntPtr text = IntPtr.Zero, why = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_answer_json(Handle, &text, &why), why);
            return Utf8.TakeText(text);
        }

        /// <summary>Lets the answer go.</summary>
        public void Dispose()
        {
            Handle.Dispose();
        }
    }

    /// <summary>Where an item, or a whole answer, comes from.</summary>
    public sealed class Origin
    {
        internal Origin(NativeOrigin origin, IReadOnlyList<KeyValuePair<string, string>> match)
        {
            Context = origin.HasContext == 0 ? null : new Context(origin.Context);
            Level = (Level)origin.Level;
            Match = match;
            Variant = Utf8.Decode(origin.Variant);
        }

        /// <summary>The context of the document, as it writes it; null where no document spoke or severed.</summary>
        public Context Context { get; }

        /// <summary>The level of the set.</summary>
        public Level Level { get; }

        /// <summary>The fixed values of the pattern, by dimension; none at other levels.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Match { get; }

        /// <summary>The variant whose set it is; null at other levels.</summary>
        public string Variant { get; }
    }

    /// <summary>One picture, video or file of an answer. It reads its texts from the answer.</summary>
    public sealed unsafe class AnswerItem
    {
        private readonly Answer answer;
        private readonly int list;
        private readonly int index;

        internal AnswerItem(Answer answer, int list, int index, NativeItem item)
        {
            this.answer = answer;
            this.list = list;
            this.index = index;
            Asset = Utf8.Decode(item.Asset);
            Url = Utf8.Decode(item.Url);
            Purpose = Utf8.Decode(item.Purpose);
            Alt = Utf8.Decode(item.Alt);
            Kind = (Kind)item.Kind;
        }

        private UIntPtr Index
        {
            get { return index.ToNative(); }
        }

        /// <summary>The id of the asset.</summary>
        public string Asset { get; }

        /// <summary>Where its bytes are; null where nobody said.</summary>
        public string Url { get; }

        /// <summary>What it is for; null for primary items.</summary>
        public string Purpose { get; }

        /// <summary>What stands for it in words, in the query's language; null where there is no such text.</summary>
        public string Alt { get; }

        /// <summary>What the asset is.</summary>
        public Kind Kind { get; }

        /// <summary>The title in the query's language; null where there is none.</summary>
        public string Title
        {
            get { return Text(1); }
        }

        /// <summary>The caption in the query's language; null where there is none.</summary>
        public string Caption
        {
            get { return Text(2); }
        }

        /// <summary>The description in the query's language; null where there is none.</summary>
        public string Description
        {
            get { return Text(3); }
        }

        /// <summary>The name in the media library; null where there is none.</summary>
        public string DisplayName
        {
            get { return Text(4); }
        }

        private string Text(int field)
        {
            return answer.Held(() =>
            {
                Str text;
                OmnimediaException.Check(
                    Native.omnimedia_answer_text(answer.Handle, list, Index, field, &text), IntPtr.Zero);
                return Utf8.Decode(text);
            });
        }

        /// <summary>The search tags in the query's language, in order.</summary>
        public IReadOnlyList<string> Tags
        {
            get { return answer.Held(ReadTags); }
        }

        private IReadOnlyList<string> ReadTags()
        {
            UIntPtr count;
            OmnimediaException.Check(Native.omnimedia_answer_tags(
                answer.Handle, list, Index, null, UIntPtr.Zero, &count), IntPtr.Zero);
            var tags = new string[count.ToInt()];
            using (var arguments = new Arguments())
            {
                var room = (Str*)arguments.Room((long)sizeof(Str) * tags.Length);
                OmnimediaException.Check(Native.omnimedia_answer_tags(
                    answer.Handle, list, Index, room, count, &count), IntPtr.Zero);
                for (var at = 0; at < tags.Length; at++)
                {
                    tags[at] = Utf8.Decode(room[at]);
                }
            }
            return tags;
        }

        /// <summary>The extension properties of the item itself, by key.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Properties
        {
            get { return answer.Owned(0, list, index); }
        }

        /// <summary>The extension properties of its asset, by key.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> AssetProperties
        {
            get { return answer.Owned(1, list, index); }
        }

        /// <summary>Where it comes from: context, level and variant.</summary>
        public Origin Origin
        {
            get { return answer.Held(ReadOrigin); }
        }

        private Origin ReadOrigin()
        {
            NativeOrigin origin;
            OmnimediaException.Check(
                Native.omnimedia_answer_origin(answer.Handle, list, Index, &origin), IntPtr.Zero);
            return new Origin(origin, Pairs.Read((Pair* room, UIntPtr capacity, UIntPtr* count) =>
                Native.omnimedia_answer_origin_match(answer.Handle, list, Index, room, capacity, count)));
        }
    }
}
