using System;

namespace Omnimedia
{
    /// <summary>The native library that was loaded.</summary>
    public static unsafe class Library
    {
        private static bool known;

        /// <summary>The version of the library, such as <c>0.1.0</c>.</summary>
        public static string Version
        {
            get
            {
                Load();
                Str version;
                OmnimediaException.Check(Native.omnimedia_version(&version), IntPtr.Zero);
                return Utf8.Decode(version);
            }
        }

        /// <summary>
        /// How many native objects are not released yet, of all types: 0 where a host has let go of everything.
        /// </summary>
        public static long HandlesAlive
        {
            get
            {
                Load();
                return Native.omnimedia_handles_alive().ToLong();
            }
        }

        /// <summary>
        /// Loads the library and checks that it is the one this code was written for. Whatever opens something does
        /// it; a host may call it at its start, to fail there.
        /// </summary>
        /// <exception cref="DllNotFoundException">There is no library of that name.</exception>
        /// <exception cref="PlatformNotSupportedException">The process is not a 64-bit one.</exception>
        /// <exception cref="InvalidOperationException">It is one of another ABI.</exception>
        public static void Load()
        {
            if (known)
            {
                return;
            }
            if (IntPtr.Size != 8)
            {
                throw new PlatformNotSupportedException("omnimedia needs a 64-bit process");
            }
            var found = Native.omnimedia_abi_version();
            if (found != Native.AbiVersion)
            {
                throw new InvalidOperationException("the native library has the ABI " + found + ", and "
                    + Native.AbiVersion + " is needed: deploy the library of this wrapper's version");
            }
            known = true;
        }

        /// <summary>
        /// Tries the library out on a publication of its own, in less than a millisecond: builds it, flattens it,
        /// checks the snapshot, asks both the same questions and compares the answers.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.Internal"/> where something is not as it must be, with a fault that says what.
        /// </exception>
        public static void SelfTest()
        {
            Load();
            Made.Do(why => Native.omnimedia_self_test(why));
        }
    }
}
