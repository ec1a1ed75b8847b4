using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>
    /// One publication in several snapshots, asked as one: each product lies in the shard that the hash of its number
    /// gives, and an index leads from every number and record id to its shard.
    /// </summary>
    public static unsafe class Shards
    {
        /// <summary>The shard of a product among so many: the same in every build and on every platform.</summary>
        /// <param name="productNumber">The number of the product; variants are in the shard of theirs.</param>
        /// <param name="shards">How many shards there are; of none at all it is 0.</param>
        public static int Of(string productNumber, int shards)
        {
            if (productNumber == null)
            {
                throw new ArgumentNullException(nameof(productNumber));
            }
            if (shards < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(shards));
            }
            Library.Load();
            using (var arguments = new Arguments())
            {
                uint shard;
                var status = Native.omnimedia_shard_of(arguments.Text(productNumber), (uint)shards, &shard);
                OmnimediaException.Check(status, IntPtr.Zero);
                return (int)shard;
            }
        }

        /// <summary>The index of shards, in the order of their numbers: the same bytes whoever makes it.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongShard"/> for a product of another shard, other channels, swatches or categories,
        /// and no shards at all; <see cref="FaultCode.DuplicateIdentifier"/> for what is in two shards;
        /// <see cref="FaultCode.WrongPolicy"/>; <see cref="FaultCode.WrongKind"/> for a snapshot with deltas. Up to 100
        /// faults, each with its shard.
        /// </exception>
        public static byte[] Index(IReadOnlyList<Snapshot> shards)
        {
            return Held(shards, (handles, length) => Made.Bytes((made, why) =>
                Native.omnimedia_shards_index((IntPtr*)handles, length, made, why)));
        }

        /// <summary>
        /// Opens shards that are open already, with their index, which is copied: one snapshot, asked like any other.
        /// The shards share their bytes with it and stay the caller's. It takes no deltas, and is not saved, put
        /// together or compared as a whole.
        /// </summary>
        /// <param name="index">What <see cref="Index"/> gave.</param>
        /// <param name="shards">All shards, in the order of their numbers.</param>
        /// <param name="verify">Whether the index is checked against the shards.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongShard"/> for too few or too many shards, in another order, or not those that were
        /// indexed; the faults of <see cref="Snapshot.Open"/>, of the index.
        /// </exception>
        public static Snapshot Open(byte[] index, IReadOnlyList<Snapshot> shards, bool verify = true)
        {
            if (index == null)
            {
                throw new ArgumentNullException(nameof(index));
            }
            return Held(shards, (handles, length) =>
            {
                using (var arguments = new Arguments())
                {
                    IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                    fixed (byte* start = index)
                    {
                        var status = Native.omnimedia_snapshot_open_shards(
                            start, index.Length.ToNative(), (IntPtr*)handles, length,
                            arguments.Options(verify, false), &made, &why);
                        OmnimediaException.Check(status, why);
                    }
                    return new Snapshot(made);
                }
            });
        }

        /// <summary>Opens shards and their index from files, mapped: one snapshot, asked like any other.</summary>
        /// <param name="index">The file of the index.</param>
        /// <param name="shards">The files of all shards, in the order of their numbers.</param>
        /// <param name="verify">Whether every shard and the index are checked.</param>
        /// <param name="inMemory">As for <see cref="Snapshot.OpenFile"/>.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.Read"/>, and the faults of <see cref="Open"/>; one of a shard says which.
        /// </exception>
        public static Snapshot OpenFiles(
            string index, IReadOnlyList<string> shards, bool verify = true, bool inMemory = false)
        {
            if (index == null || shards == null)
            {
                throw new ArgumentNullException(index == null ? nameof(index) : nameof(shards));
            }
            Library.Load();
            using (var arguments = new Arguments())
            {
                var paths = (Str*)arguments.Room((long)sizeof(Str) * shards.Count);
                for (var at = 0; at < shards.Count; at++)
                {
                    if (shards[at] == null)
                    {
                        throw new ArgumentNullException(nameof(shards), "the path of a shard is null");
                    }
                    paths[at] = arguments.Text(shards[at]);
                }
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_snapshot_open_shard_files(
                    arguments.Text(index), paths, shards.Count.ToNative(), arguments.Options(verify, inMemory), &made,
                    &why);
                OmnimediaException.Check(status, why);
                return new Snapshot(made);
            }
        }

        private delegate T Use<T>(IntPtr handles, UIntPtr length);

        /// <summary>Shards that are held, so that they stay for the time of a call.</summary>
        private static T Held<T>(IReadOnlyList<Snapshot> shards, Use<T> use)
        {
            if (shards == null)
            {
                throw new ArgumentNullException(nameof(shards));
            }
            Library.Load();
            var held = new bool[shards.Count];
            using (var arguments = new Arguments())
            {
                try
                {
                    var handles = (IntPtr*)arguments.Room((long)sizeof(IntPtr) * shards.Count);
                    for (var at = 0; at < shards.Count; at++)
                    {
                        if (shards[at] == null)
                        {
                            throw new ArgumentNullException(nameof(shards), "a shard is null");
                        }
                        handles[at] = shards[at].Enter(ref held[at]);
                    }
                    return use((IntPtr)handles, shards.Count.ToNative());
                }
                finally
                {
                    for (var at = 0; at < shards.Count; at++)
                    {
                        if (shards[at] != null)
                        {
                            shards[at].Leave(held[at]);
                        }
                    }
                }
            }
        }
    }
}
