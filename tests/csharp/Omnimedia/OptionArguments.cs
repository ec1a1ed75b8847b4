using System;
using System.Collections.Generic;
using System.Linq;

namespace Omnimedia
{
    // Options, targets and stamps for one call.

    internal sealed unsafe partial class Arguments
    {
        /// <summary>An array of texts, which is there even where it is empty; NULL where there is no list.</summary>
        internal Str* Texts(IEnumerable<string> texts, string name, string what, out UIntPtr length)
        {
            length = UIntPtr.Zero;
            if (texts == null)
            {
                return null;
            }
            var all = texts.ToList();
            var room = (Str*)Room((long)sizeof(Str) * all.Count);
            for (var at = 0; at < all.Count; at++)
            {
                if (all[at] == null)
                {
                    throw new ArgumentNullException(name, "one of the " + what + " is null");
                }
                room[at] = Text(all[at]);
            }
            length = all.Count.ToNative();
            return room;
        }

        /// <summary>An array of pairs; NULL where there is no list.</summary>
        internal Pair* Pairs(IEnumerable<KeyValuePair<string, string>> pairs, string name, string what,
            out UIntPtr length, bool open = false)
        {
            var all = pairs == null ? null : pairs.ToList();
            length = (all == null ? 0 : all.Count).ToNative();
            return all == null ? null : Pairs(all, name, what, open);
        }

        /// <summary>A text that must be there.</summary>
        internal Str Need(string text, string name)
        {
            if (text == null)
            {
                throw new ArgumentNullException(name);
            }
            return Text(text);
        }

        internal NativeStamp* Stamp(Stamp stamp)
        {
            if (stamp == null)
            {
                throw new ArgumentNullException(nameof(stamp));
            }
            var room = (NativeStamp*)Room(sizeof(NativeStamp));
            *room = new NativeStamp { By = Text(stamp.By), At = stamp.UnixSeconds };
            return room;
        }

        internal NativeTarget* Target(Target target)
        {
            if (target == null)
            {
                throw new ArgumentNullException(nameof(target));
            }
            var room = (NativeTarget*)Room(sizeof(NativeTarget));
            *room = new NativeTarget
            {
                Size = new UIntPtr((uint)sizeof(NativeTarget)),
                Kind = (int)target.Kind,
                Id = Text(target.Id),
                Context = target.Context == null ? default(NativeContext) : Inline(target.Context),
                Group = Text(target.Group),
            };
            return room;
        }

        internal NativeGroupOptions* Group(GroupOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeGroupOptions*)Room(sizeof(NativeGroupOptions));
            *room = new NativeGroupOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeGroupOptions)),
                Conflicts = (int)options.Conflicts,
                PublishAll = options.PublishAll ? 1 : 0,
            };
            return room;
        }

        internal NativeImportOptions* Import(ImportOptions options, long length)
        {
            options = options ?? new ImportOptions();
            var room = (NativeImportOptions*)Room(sizeof(NativeImportOptions));
            *room = new NativeImportOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeImportOptions)),
                Lenient = options.Lenient ? 1 : 0,
                Plain = options.Plain ? 1 : 0,
                DryRun = options.DryRun ? 1 : 0,
                EmptyAction = (int)options.EmptyAction,
                MostFaults = options.MostFaults,
                TotalBytes = options.TotalBytes == 0 ? (ulong)Math.Max(length, 0) : options.TotalBytes,
            };
            return room;
        }

        internal NativeExportOptions* Export(ExportOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeExportOptions*)Room(sizeof(NativeExportOptions));
            *room = new NativeExportOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeExportOptions)),
                FormulaSafe = options.FormulaSafe ? 1 : 0,
                IfExists = (int)options.IfExists,
            };
            room->Products = Texts(options.Products, nameof(options), "products", out room->ProductsLength);
            room->Categories = Texts(options.Categories, nameof(options), "categories", out room->CategoriesLength);
            room->Channels = Texts(options.Channels, nameof(options), "channels", out room->ChannelsLength);
            room->Locales = Texts(options.Locales, nameof(options), "locales", out room->LocalesLength);
            return room;
        }

        internal NativeLegacyOptions* Legacy(LegacyOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeLegacyOptions*)Room(sizeof(NativeLegacyOptions));
            *room = new NativeLegacyOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeLegacyOptions)),
                Patterns = Text(options.Patterns),
                Context = options.Context == null ? default(NativeContext) : Inline(options.Context),
                BaseUrl = Text(options.BaseUrl),
            };
            return room;
        }

        internal NativeTransferOptions* Transfer(TransferOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeTransferOptions*)Room(sizeof(NativeTransferOptions));
            *room = new NativeTransferOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeTransferOptions)),
                OnConflict = (int)options.OnConflict,
                Drafts = options.Drafts ? 1 : 0,
                DryRun = options.DryRun ? 1 : 0,
                DropOtherChannels = options.DropOtherChannels ? 1 : 0,
                DropOtherLocales = options.DropOtherLocales ? 1 : 0,
            };
            room->Channels = Pairs(options.Channels, nameof(options), "channels", out room->ChannelsLength, open: true);
            room->Locales = Pairs(options.Locales, nameof(options), "locales", out room->LocalesLength, open: true);
            room->Products = Texts(options.Products, nameof(options), "products", out room->ProductsLength);
            room->Categories = Texts(options.Categories, nameof(options), "categories", out room->CategoriesLength);
            return room;
        }
    }
}
