using System;
using System.Collections.Generic;

namespace Omnimedia
{
    // Look-ups of many at once, and those that are not hot.
    public unsafe partial class Snapshot
    {
        /// <summary>
        /// The urls of the default images of many products or variants, <c>urls[i]</c> for <c>numbers[i]</c>; absent
        /// where the number is unknown or shows no image. The waits of 32 look-ups for memory overlap.
        /// </summary>
        /// <param name="shelf">Where and in which language.</param>
        /// <param name="numbers">The numbers of products or variants.</param>
        /// <param name="urls">What is filled; as many as numbers, or more.</param>
        /// <param name="found">Which numbers are known; null, or as many as numbers, or more.</param>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public void DefaultImageUrls(Shelf shelf, string[] numbers, Utf8Text[] urls, bool[] found = null)
        {
            var held = false;
            using (var arguments = new Arguments())
            {
                try
                {
                    var texts = Numbers(arguments, numbers);
                    AtLeast(numbers.Length, urls, nameof(urls));
                    var given = (Str*)arguments.Room((long)sizeof(Str) * numbers.Length);
                    var statuses = Statuses(arguments, numbers, found);
                    var status = Native.omnimedia_snapshot_default_image_urls(
                        Enter(ref held), shelf.Number, texts, numbers.Length.ToNative(), given, statuses);
                    OmnimediaException.Check(status, IntPtr.Zero);
                    for (var at = 0; at < numbers.Length; at++)
                    {
                        urls[at] = new Utf8Text(given[at], Handle);
                    }
                    Tell(statuses, numbers.Length, found);
                }
                finally
                {
                    Leave(held);
                }
            }
        }

        /// <summary>
        /// The ordered galleries of many products or variants, one after the other: that of <c>numbers[i]</c> ends
        /// before <c>ends[i]</c> and begins where the one before ends. The waits of 32 look-ups for memory overlap.
        /// </summary>
        /// <param name="shelf">Where and in which language.</param>
        /// <param name="numbers">The numbers of products or variants.</param>
        /// <param name="items">What is filled, as far as it goes.</param>
        /// <param name="ends">Where each gallery ends; as many as numbers, or more.</param>
        /// <param name="found">Which numbers are known; null, or as many as numbers, or more.</param>
        /// <returns>
        /// How many items there are; where that is more than <paramref name="items"/> has room for, ask again with
        /// more.
        /// </returns>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public int Primaries(Shelf shelf, string[] numbers, Item[] items, int[] ends, bool[] found = null)
        {
            var held = false;
            using (var arguments = new Arguments())
            {
                try
                {
                    var texts = Numbers(arguments, numbers);
                    AtLeast(0, items, nameof(items));
                    AtLeast(numbers.Length, ends, nameof(ends));
                    var given = (NativeItem*)arguments.Room((long)sizeof(NativeItem) * items.Length);
                    var until = (UIntPtr*)arguments.Room((long)sizeof(UIntPtr) * numbers.Length);
                    var statuses = Statuses(arguments, numbers, found);
                    var status = Native.omnimedia_snapshot_primaries(Enter(ref held), shelf.Number, texts,
                        numbers.Length.ToNative(), given, items.Length.ToNative(), until, statuses);
                    OmnimediaException.Check(status, IntPtr.Zero);
                    var count = 0;
                    for (var at = 0; at < numbers.Length; at++)
                    {
                        ends[at] = count = until[at].ToInt();
                    }
                    for (var at = 0; at < count && at < items.Length; at++)
                    {
                        items[at] = new Item(given[at], Handle);
                    }
                    Tell(statuses, numbers.Length, found);
                    return count;
                }
                finally
                {
                    Leave(held);
                }
            }
        }

        private static Str* Numbers(Arguments arguments, string[] numbers)
        {
            if (numbers == null)
            {
                throw new ArgumentNullException(nameof(numbers));
            }
            var texts = (Str*)arguments.Room((long)sizeof(Str) * numbers.Length);
            var bytes = 0L;
            foreach (var number in numbers)
            {
                if (number == null)
                {
                    throw new ArgumentNullException(nameof(numbers), "one of the numbers is null");
                }
                bytes += 3L * number.Length;
            }
            var room = (byte*)arguments.Room(bytes);
            for (var at = 0; at < numbers.Length; at++)
            {
                var length = Utf8.Encode(numbers[at], room);
                texts[at] = new Str { Data = room, Length = length.ToNative() };
                room += length;
            }
            return texts;
        }

        private static int* Statuses(Arguments arguments, string[] numbers, bool[] found)
        {
            if (found == null)
            {
                return null;
            }
            AtLeast(numbers.Length, found, nameof(found));
            return (int*)arguments.Room((long)sizeof(int) * numbers.Length);
        }

        private static void Tell(int* statuses, int count, bool[] found)
        {
            for (var at = 0; found != null && at < count; at++)
            {
                found[at] = statuses[at] == 0;
            }
        }

        private static void AtLeast(int count, Array array, string name)
        {
            if (array == null)
            {
                throw new ArgumentNullException(name);
            }
            if (array.Length < count)
            {
                throw new ArgumentException("there is no room for " + count, name);
            }
        }

        /// <summary>
        /// The variant of a product that has selected values, one for each dimension. Every look-up takes its number.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotFound"/> for an unknown dimension or value and where no variant has these values;
        /// <see cref="FaultCode.BadQuery"/>.
        /// </exception>
        public string VariantWith(string product, IReadOnlyList<KeyValuePair<string, string>> values)
        {
            if (product == null || values == null)
            {
                throw new ArgumentNullException(product == null ? nameof(product) : nameof(values));
            }
            var held = false;
            using (var arguments = new Arguments())
            {
                try
                {
                    Str number;
                    var why = IntPtr.Zero;
                    var status = Native.omnimedia_snapshot_variant_with(Enter(ref held), arguments.Text(product),
                        arguments.Pairs(values, nameof(values), nameof(values)), values.Count.ToNative(), &number,
                        &why);
                    OmnimediaException.Check(status, why);
                    return Utf8.Decode(number);
                }
                finally
                {
                    Leave(held);
                }
            }
        }

        /// <summary>The variants of a product, in the order of their values.</summary>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.NotFound"/>.</exception>
        public Found[] Variants(string product)
        {
            if (product == null)
            {
                throw new ArgumentNullException(nameof(product));
            }
            var held = false;
            using (var arguments = new Arguments())
            {
                try
                {
                    var number = arguments.Text(product);
                    var snapshot = Enter(ref held);
                    UIntPtr count;
                    OmnimediaException.Check(
                        Native.omnimedia_snapshot_variants(snapshot, number, null, UIntPtr.Zero, &count), IntPtr.Zero);
                    var variants = new Found[count.ToInt()];
                    var room = (NativeFound*)arguments.Room((long)sizeof(NativeFound) * variants.Length);
                    OmnimediaException.Check(
                        Native.omnimedia_snapshot_variants(snapshot, number, room, count, &count), IntPtr.Zero);
                    for (var at = 0; at < variants.Length; at++)
                    {
                        variants[at] = new Found(room[at], Handle);
                    }
                    return variants;
                }
                finally
                {
                    Leave(held);
                }
            }
        }

        /// <summary>The values of a variant by dimension, in the product's order; none for a product.</summary>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.NotFound"/>.</exception>
        public IReadOnlyList<KeyValuePair<string, string>> Values(string variant)
        {
            if (variant == null)
            {
                throw new ArgumentNullException(nameof(variant));
            }
            var held = false;
            using (var arguments = new Arguments())
            {
                try
                {
                    var number = arguments.Text(variant);
                    var snapshot = Enter(ref held);
                    return Pairs.Read((Pair* room, UIntPtr capacity, UIntPtr* count) =>
                        Native.omnimedia_snapshot_values(snapshot, number, room, capacity, count));
                }
                finally
                {
                    Leave(held);
                }
            }
        }
    }

    /// <summary>A function of the library that fills an array of pairs.</summary>
    internal unsafe delegate int PairsCall(Pair* room, UIntPtr capacity, UIntPtr* count);

    internal static unsafe class Pairs
    {
        /// <summary>Asks for the count, then for the pairs.</summary>
        internal static IReadOnlyList<KeyValuePair<string, string>> Read(PairsCall ask)
        {
            UIntPtr count;
            OmnimediaException.Check(ask(null, UIntPtr.Zero, &count), IntPtr.Zero);
            var pairs = new KeyValuePair<string, string>[count.ToInt()];
            if (pairs.Length == 0)
            {
                return pairs;
            }
            using (var arguments = new Arguments())
            {
                var room = (Pair*)arguments.Room((long)sizeof(Pair) * pairs.Length);
                OmnimediaException.Check(ask(room, count, &count), IntPtr.Zero);
                for (var at = 0; at < pairs.Length; at++)
                {
                    var key = Utf8.Decode(room[at].Key);
                    pairs[at] = new KeyValuePair<string, string>(key, Utf8.Decode(room[at].Value));
                }
            }
            return pairs;
        }
    }
}
