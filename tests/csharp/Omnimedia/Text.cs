using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Omnimedia
{
    /// <summary>
    /// UTF-8 text that a snapshot lends: a pointer and a length, nothing is copied. Read it while the snapshot or lease
    /// that gave it is not disposed of; afterwards every member but <see cref="Length"/> throws
    /// <see cref="ObjectDisposedException"/>. It keeps what it is from alive against the garbage collector.
    /// </summary>
    public unsafe struct Utf8Text : IEquatable<Utf8Text>, IEquatable<string>
    {
        private readonly byte* data;
        private readonly int length;
        private readonly SafeHandle owner;

        internal Utf8Text(Str text, SafeHandle owner)
        {
            data = text.Data;
            length = text.Length.ToInt();
            this.owner = owner;
        }

        /// <summary>Whether there is no text. An empty text is one.</summary>
        public bool IsAbsent
        {
            get { return data == null; }
        }

        /// <summary>How many bytes of UTF-8; 0 where the text is absent.</summary>
        public int Length
        {
            get { return length; }
        }

        private byte* Bytes()
        {
            if (owner != null && owner.IsClosed)
            {
                throw new ObjectDisposedException(nameof(Utf8Text), "what lent the text was disposed of");
            }
            return data;
        }

        /// <summary>The text as a string of its own; empty where it is absent.</summary>
        public override string ToString()
        {
            return OrNull() ?? "";
        }

        /// <summary>The text as a string of its own; null where it is absent.</summary>
        public string OrNull()
        {
            var text = data == null ? null : length == 0 ? "" : Encoding.UTF8.GetString(Bytes(), length);
            GC.KeepAlive(owner);
            return text;
        }

        /// <summary>Copies the bytes to a place in an array, and gives how many there are. Allocates nothing.</summary>
        /// <exception cref="ArgumentException">There is no room for them.</exception>
        public int CopyTo(byte[] target, int offset)
        {
            if (target == null)
            {
                throw new ArgumentNullException(nameof(target));
            }
            if (offset < 0 || offset > target.Length || target.Length - offset < length)
            {
                throw new ArgumentException("there is no room for " + length + " bytes", nameof(target));
            }
            if (length > 0)
            {
                Marshal.Copy((IntPtr)Bytes(), target, offset, length);
                GC.KeepAlive(owner);
            }
            return length;
        }

        /// <summary>Whether it is this text. An absent one equals null. Allocates nothing.</summary>
        public bool Equals(string other)
        {
            if (other == null || data == null)
            {
                return other == null && data == null;
            }
            var same = Utf8.Same(other, Bytes(), length);
            GC.KeepAlive(owner);
            return same;
        }

        /// <summary>Whether both have the same bytes, or both are absent. Allocates nothing.</summary>
        public bool Equals(Utf8Text other)
        {
            if (length != other.length || IsAbsent != other.IsAbsent)
            {
                return false;
            }
            byte* one = Bytes(), two = other.Bytes();
            var same = true;
            for (var at = 0; same && at < length; at++)
            {
                same = one[at] == two[at];
            }
            GC.KeepAlive(owner);
            GC.KeepAlive(other.owner);
            return same;
        }

        /// <summary>Whether it is a text with the same bytes, or the same string.</summary>
        public override bool Equals(object other)
        {
            var text = other as string;
            return text != null ? Equals(text) : other is Utf8Text && Equals((Utf8Text)other);
        }

        /// <summary>A hash of the bytes. It is not that of the string.</summary>
        public override int GetHashCode()
        {
            var hash = 2166136261u;
            var bytes = Bytes();
            for (var at = 0; at < length; at++)
            {
                hash = unchecked((hash ^ bytes[at]) * 16777619u);
            }
            GC.KeepAlive(owner);
            return unchecked((int)hash);
        }

        /// <summary>As <see cref="Equals(Utf8Text)"/>.</summary>
        public static bool operator ==(Utf8Text one, Utf8Text other)
        {
            return one.Equals(other);
        }

        /// <summary>As <see cref="Equals(Utf8Text)"/>, the other way round.</summary>
        public static bool operator !=(Utf8Text one, Utf8Text other)
        {
            return !one.Equals(other);
        }
    }

    /// <summary>
    /// From UTF-16 to UTF-8 and back, into memory of the caller's.
    /// </summary>
    /// <remarks>
    /// A surrogate that stands alone is encoded as if it were a character. The result is not UTF-8, so the library
    /// decides: a look-up does not find such a number, and whatever is read is refused with
    /// <see cref="FaultCode.Encoding"/>. The encoder of .NET would put U+FFFD in its place, and could find something.
    /// </remarks>
    internal static unsafe class Utf8
    {
        /// <summary>What a text is given on the stack at most; longer ones go to native memory.</summary>
        private const int Most = 384;

        /// <summary>The room that a text takes on the stack.</summary>
        /// <exception cref="ArgumentNullException">There is no text.</exception>
        internal static int Room(string text, string name)
        {
            if (text == null)
            {
                throw new ArgumentNullException(name);
            }
            return text.Length <= Most / 3 ? text.Length * 3 + 1 : 1;
        }

        /// <summary>Whether the stack has room for a text.</summary>
        internal static bool Fits(string text)
        {
            return text.Length <= Most / 3;
        }

        /// <summary>Encodes a text; the room has three bytes for each of its characters.</summary>
        internal static int Encode(string text, byte* room)
        {
            var to = room;
            fixed (char* start = text)
            {
                char* at = start, end = start + text.Length;
                while (at < end)
                {
                    if (*at < 0x80)
                    {
                        *to++ = (byte)*at++;
                        continue;
                    }
                    to += Put(ref at, end, to);
                }
            }
            return (int)(to - room);
        }

        /// <summary>Whether a text is these bytes.</summary>
        internal static bool Same(string text, byte* bytes, int length)
        {
            var one = stackalloc byte[4];
            fixed (char* start = text)
            {
                char* at = start, end = start + text.Length;
                while (at < end)
                {
                    var count = Put(ref at, end, one);
                    if (count > length)
                    {
                        return false;
                    }
                    for (var place = 0; place < count; place++)
                    {
                        if (one[place] != bytes[place])
                        {
                            return false;
                        }
                    }
                    bytes += count;
                    length -= count;
                }
            }
            return length == 0;
        }

        /// <summary>Encodes the next character, and gives how many bytes it has.</summary>
        private static int Put(ref char* at, char* end, byte* to)
        {
            int code = *at++;
            if (code < 0x80)
            {
                to[0] = (byte)code;
                return 1;
            }
            if (code < 0x800)
            {
                to[0] = (byte)(0xC0 | code >> 6);
                to[1] = (byte)(0x80 | code & 0x3F);
                return 2;
            }
            if (code >= 0xD800 && code < 0xDC00 && at < end && *at >= 0xDC00 && *at < 0xE000)
            {
                code = 0x10000 + ((code - 0xD800) << 10) + (*at++ - 0xDC00);
                to[0] = (byte)(0xF0 | code >> 18);
                to[1] = (byte)(0x80 | code >> 12 & 0x3F);
                to[2] = (byte)(0x80 | code >> 6 & 0x3F);
                to[3] = (byte)(0x80 | code & 0x3F);
                return 4;
            }
            to[0] = (byte)(0xE0 | code >> 12);
            to[1] = (byte)(0x80 | code >> 6 & 0x3F);
            to[2] = (byte)(0x80 | code & 0x3F);
            return 3;
        }

        /// <summary>A text as a string; null where it is absent.</summary>
        internal static string Decode(Str text)
        {
            if (text.Data == null)
            {
                return null;
            }
            var length = text.Length.ToInt();
            return length == 0 ? "" : Encoding.UTF8.GetString(text.Data, length);
        }

        /// <summary>What a bytes handle holds. The handle is released.</summary>
        internal static byte[] Take(IntPtr handle)
        {
            try
            {
                Str view;
                OmnimediaException.Check(Native.omnimedia_bytes_view(handle, &view), IntPtr.Zero);
                var bytes = new byte[view.Length.ToInt()];
                if (bytes.Length > 0)
                {
                    Marshal.Copy((IntPtr)view.Data, bytes, 0, bytes.Length);
                }
                return bytes;
            }
            finally
            {
                Native.omnimedia_bytes_release(handle);
            }
        }

        /// <summary>The same as a string.</summary>
        internal static string TakeText(IntPtr handle)
        {
            try
            {
                Str view;
                OmnimediaException.Check(Native.omnimedia_bytes_view(handle, &view), IntPtr.Zero);
                return Decode(view) ?? "";
            }
            finally
            {
                Native.omnimedia_bytes_release(handle);
            }
        }
    }
}
