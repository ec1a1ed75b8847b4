using System;

namespace Omnimedia
{
    /// <summary>A function of the library that does something, or says why it does not.</summary>
    internal unsafe delegate int DoCall(IntPtr* why);

    /// <summary>A function of the library that makes an object, or says why it does not.</summary>
    internal unsafe delegate int MakeCall(IntPtr* made, IntPtr* why);

    /// <summary>Calls of the library away from the hot path: their outcome, or the exception for it.</summary>
    internal static unsafe class Made
    {
        internal static void Do(DoCall call)
        {
            var why = IntPtr.Zero;
            OmnimediaException.Check(call(&why), why);
        }

        /// <summary>The handle that was made; the caller releases it.</summary>
        internal static IntPtr Handle(MakeCall call)
        {
            IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
            OmnimediaException.Check(call(&made, &why), why);
            return made;
        }

        /// <summary>The bytes that were made; null where there are none.</summary>
        internal static byte[] Bytes(MakeCall call)
        {
            var made = Handle(call);
            return made == IntPtr.Zero ? null : Utf8.Take(made);
        }

        /// <summary>The text that was made; null where there is none.</summary>
        internal static string Text(MakeCall call)
        {
            return TextOf(Handle(call));
        }

        /// <summary>The text of a handle, which is released; null where there is none.</summary>
        internal static string TextOf(IntPtr made)
        {
            return made == IntPtr.Zero ? null : Utf8.TakeText(made);
        }
    }
}
