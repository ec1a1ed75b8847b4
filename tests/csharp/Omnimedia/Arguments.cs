using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    /// <summary>
    /// Native memory for the arguments of one call, away from the hot path. Freed by Dispose, so that the garbage
    /// collector has nothing to move or pin.
    /// </summary>
    internal sealed unsafe partial class Arguments : IDisposable
    {
        private readonly List<IntPtr> blocks = new List<IntPtr>();

        public void Dispose()
        {
            foreach (var block in blocks)
            {
                Marshal.FreeHGlobal(block);
            }
            blocks.Clear();
        }

        internal void* Room(long bytes)
        {
            var block = Marshal.AllocHGlobal(new IntPtr(Math.Max(bytes, 1)));
            blocks.Add(block);
            return (void*)block;
        }

        /// <summary>A text; absent where it is null.</summary>
        internal Str Text(string text)
        {
            if (text == null)
            {
                return default(Str);
            }
            var room = (byte*)Room(3L * text.Length);
            return new Str { Data = room, Length = new UIntPtr((uint)Utf8.Encode(text, room)) };
        }

        /// <summary>An array of pairs.</summary>
        /// <param name="pairs">The pairs.</param>
        /// <param name="name">The parameter that has them, for whoever left out a key or value.</param>
        /// <param name="what">What they are there.</param>
        /// <param name="open">Whether a value may be left out.</param>
        internal Pair* Pairs(IReadOnlyList<KeyValuePair<string, string>> pairs, string name, string what,
            bool open = false)
        {
            var room = (Pair*)Room((long)sizeof(Pair) * pairs.Count);
            for (var at = 0; at < pairs.Count; at++)
            {
                if (pairs[at].Key == null || pairs[at].Value == null && !open)
                {
                    var half = pairs[at].Key == null ? "key" : "value";
                    throw new ArgumentNullException(name, "a " + half + " of the " + what + " is null");
                }
                room[at] = new Pair { Key = Text(pairs[at].Key), Value = Text(pairs[at].Value) };
            }
            return room;
        }

        internal NativeContext* Context(Context context)
        {
            if (context == null)
            {
                return null;
            }
            var room = (NativeContext*)Room(sizeof(NativeContext));
            *room = Inline(context);
            return room;
        }

        private NativeContext Inline(Context context)
        {
            return new NativeContext
            {
                Catalog = Text(context.Catalog),
                Channel = Text(context.Channel),
                Locale = Text(context.Locale),
            };
        }

        internal NativeQuery* Query(Query query)
        {
            if (query == null)
            {
                throw new ArgumentNullException(nameof(query));
            }
            var room = (NativeQuery*)Room(sizeof(NativeQuery));
            *room = new NativeQuery
            {
                Size = new UIntPtr((uint)sizeof(NativeQuery)),
                Number = Text(query.Number),
                RecordId = query.RecordId.ToNative(nameof(query)),
                Variant = Text(query.Variant),
                Values = query.Values.Count == 0 ? null : Pairs(query.Values, nameof(query), nameof(query.Values)),
                ValuesLength = query.Values.Count.ToNative(),
                Context = query.Context == null ? default(NativeContext) : Inline(query.Context),
            };
            return room;
        }

        internal NativePolicy* Policy(Policy policy)
        {
            if (policy == null)
            {
                return null;
            }
            var room = (NativePolicy*)Room(sizeof(NativePolicy));
            *room = new NativePolicy
            {
                Size = new UIntPtr((uint)sizeof(NativePolicy)),
                Order = (int)policy.Order,
                Parents = (int)policy.Parents,
                Inheritance = (int)policy.Inheritance,
                AltSource = (int)policy.AltSource,
            };
            return room;
        }

        internal NativeLimits* Limits(Limits limits)
        {
            if (limits == null)
            {
                return null;
            }
            var room = (NativeLimits*)Room(sizeof(NativeLimits));
            *room = new NativeLimits
            {
                Size = new UIntPtr((uint)sizeof(NativeLimits)),
                Dimensions = limits.Dimensions,
                Values = limits.Values,
                Variants = limits.Variants,
                Items = limits.Items,
                Documents = limits.Documents,
                Patterns = limits.Patterns,
                Identifier = limits.Identifier,
                Cell = limits.Cell,
                Line = limits.Line,
                Columns = limits.Columns,
                Nesting = limits.Nesting,
                Answers = limits.Answers,
            };
            return room;
        }

        internal NativeOpenOptions* Options(bool verify, bool inMemory)
        {
            var room = (NativeOpenOptions*)Room(sizeof(NativeOpenOptions));
            *room = new NativeOpenOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeOpenOptions)),
                Unverified = verify ? 0 : 1,
                InMemory = inMemory ? 1 : 0,
            };
            return room;
        }
    }
}
