using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    // The hot path: one native call each, arguments and results on the stack.
    public unsafe partial class Snapshot
    {
        /// <summary>Items that a look-up takes on the stack; galleries with more go through native memory.</summary>
        private const int Most = 32;

        /// <summary>
        /// Interns a context, once, so that look-ups pass a number. There are at most 1,048,576 in the life of a
        /// snapshot, and none is let go before it: intern what the shop offers, not what a request brings, such as
        /// <c>Accept-Language</c>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.MalformedLocale"/>, <see cref="FaultCode.LimitContexts"/>.
        /// </exception>
        public Shelf Shelf(Context context = null)
        {
            using (var arguments = new Arguments())
            {
                var shelf = 0ul;
                var why = IntPtr.Zero;
                var status = Native.omnimedia_snapshot_shelf(Handle, arguments.Context(context), &shelf, &why);
                OmnimediaException.Check(status, why);
                return new Shelf(shelf);
            }
        }

        /// <summary>
        /// The url of the default image of a product or variant: the shortest look-up there is. Allocates nothing.
        /// </summary>
        /// <returns>
        /// Whether there is one; false where the number is unknown and where it shows no image with a url.
        /// </returns>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public bool TryGetDefaultImageUrl(Shelf shelf, string number, out Utf8Text url)
        {
            var room = stackalloc byte[Utf8.Room(number, nameof(number))];
            var call = new Call(this);
            try
            {
                Str text;
                call.Begin(number, room);
                var status = Native.omnimedia_snapshot_default_image_url(
                    call.Snapshot, shelf.Number, call.Number, &text);
                if (IsFound(status) && text.Data != null)
                {
                    url = new Utf8Text(text, Handle);
                    return true;
                }
            }
            finally
            {
                call.End();
            }
            url = default(Utf8Text);
            return false;
        }

        /// <summary>
        /// The default image of a product or variant: the first primary item that is an image. Allocates nothing.
        /// </summary>
        /// <returns>Whether there is one; false where the number is unknown and where it shows no image.</returns>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public bool TryGetDefaultImage(Shelf shelf, string number, out Item image)
        {
            var room = stackalloc byte[Utf8.Room(number, nameof(number))];
            var call = new Call(this);
            try
            {
                NativeItem item;
                call.Begin(number, room);
                var status = Native.omnimedia_snapshot_default_image(
                    call.Snapshot, shelf.Number, call.Number, &item);
                if (IsFound(status) && item.Asset.Data != null)
                {
                    image = new Item(item, Handle);
                    return true;
                }
            }
            finally
            {
                call.End();
            }
            image = default(Item);
            return false;
        }

        /// <summary>
        /// The ordered gallery of a product or variant. Allocates nothing, but where the answer is composed of several
        /// contexts the native side does.
        /// </summary>
        /// <param name="shelf">Where and in which language.</param>
        /// <param name="number">The number of the product or variant.</param>
        /// <param name="items">What is filled, as far as it goes.</param>
        /// <param name="count">
        /// How many items there are; where that is more than <paramref name="items"/> has room for, ask again with
        /// more.
        /// </param>
        /// <returns>Whether the number is known.</returns>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public bool TryGetPrimary(Shelf shelf, string number, Item[] items, out int count)
        {
            return Listed(true, shelf, number, items, out count);
        }

        /// <summary>
        /// The items with a purpose of a product or variant, in order, as <see cref="TryGetPrimary"/>.
        /// </summary>
        public bool TryGetAdditional(Shelf shelf, string number, Item[] items, out int count)
        {
            return Listed(false, shelf, number, items, out count);
        }

        private bool Listed(bool primary, Shelf shelf, string number, Item[] items, out int count)
        {
            if (items == null)
            {
                throw new ArgumentNullException(nameof(items));
            }
            var room = stackalloc byte[Utf8.Room(number, nameof(number))];
            var few = stackalloc NativeItem[Math.Min(items.Length, Most)];
            var many = IntPtr.Zero;
            var call = new Call(this);
            try
            {
                var into = few;
                if (items.Length > Most)
                {
                    many = Marshal.AllocHGlobal(new IntPtr((long)items.Length * sizeof(NativeItem)));
                    into = (NativeItem*)many;
                }
                UIntPtr all;
                call.Begin(number, room);
                var status = primary
                    ? Native.omnimedia_snapshot_primary(
                        call.Snapshot, shelf.Number, call.Number, into, items.Length.ToNative(), &all)
                    : Native.omnimedia_snapshot_additional(
                        call.Snapshot, shelf.Number, call.Number, into, items.Length.ToNative(), &all);
                if (!IsFound(status))
                {
                    count = 0;
                    return false;
                }
                count = all.ToInt();
                for (var at = 0; at < count && at < items.Length; at++)
                {
                    items[at] = new Item(into[at], Handle);
                }
                return true;
            }
            finally
            {
                call.End();
                Marshal.FreeHGlobal(many);
            }
        }

        /// <summary>The content hash of what a product or variant shows, an ETag. Allocates nothing.</summary>
        /// <returns>Whether the number is known.</returns>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public bool TryGetETag(Shelf shelf, string number, out ContentHash hash)
        {
            var room = stackalloc byte[Utf8.Room(number, nameof(number))];
            var bytes = stackalloc byte[16];
            var call = new Call(this);
            try
            {
                call.Begin(number, room);
                var status = Native.omnimedia_snapshot_etag(call.Snapshot, shelf.Number, call.Number, bytes);
                if (IsFound(status))
                {
                    hash = new ContentHash(bytes);
                    return true;
                }
            }
            finally
            {
                call.End();
            }
            hash = default(ContentHash);
            return false;
        }

        /// <summary>The product or variant with a number. Allocates nothing.</summary>
        /// <returns>Whether there is one.</returns>
        public bool TryGetProduct(string number, out Found found)
        {
            var room = stackalloc byte[Utf8.Room(number, nameof(number))];
            var call = new Call(this);
            try
            {
                NativeFound product;
                call.Begin(number, room);
                if (IsFound(Native.omnimedia_snapshot_find(call.Snapshot, call.Number, &product)))
                {
                    found = new Found(product, Handle);
                    return true;
                }
            }
            finally
            {
                call.End();
            }
            found = default(Found);
            return false;
        }

        /// <summary>
        /// The number of the product or variant with a record id, which every look-up takes. Allocates nothing.
        /// </summary>
        /// <returns>Whether there is one.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The record id is negative.</exception>
        public bool TryGetNumber(long recordId, out Utf8Text number)
        {
            var id = recordId.ToNative(nameof(recordId));
            var held = false;
            try
            {
                Str text;
                if (IsFound(Native.omnimedia_snapshot_number_of(Enter(ref held), id, &text)))
                {
                    number = new Utf8Text(text, Handle);
                    return true;
                }
            }
            finally
            {
                Leave(held);
            }
            number = default(Utf8Text);
            return false;
        }

        /// <summary>Whether something was found; an exception where that is not the question.</summary>
        private static bool IsFound(int status)
        {
            if (status == 0)
            {
                return true;
            }
            if (status == (int)FaultCode.NotFound)
            {
                return false;
            }
            throw OmnimediaException.Of(status);
        }

        /// <summary>The handle and the number of one look-up.</summary>
        private struct Call
        {
            private readonly Snapshot snapshot;
            private IntPtr memory;
            private bool held;

            internal IntPtr Snapshot;
            internal Str Number;

            internal Call(Snapshot snapshot)
            {
                this.snapshot = snapshot;
                memory = IntPtr.Zero;
                held = false;
                Snapshot = IntPtr.Zero;
                Number = default(Str);
            }

            internal void Begin(string number, byte* room)
            {
                Snapshot = snapshot.Enter(ref held);
                if (!Utf8.Fits(number))
                {
                    memory = Marshal.AllocHGlobal(new IntPtr(3L * number.Length));
                    room = (byte*)memory;
                }
                Number.Data = room;
                Number.Length = new UIntPtr((uint)Utf8.Encode(number, room));
            }

            internal void End()
            {
                if (memory != IntPtr.Zero)
                {
                    Marshal.FreeHGlobal(memory);
                }
                snapshot.Leave(held);
            }
        }
    }
}
